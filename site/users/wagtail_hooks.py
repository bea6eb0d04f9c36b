from wagtail import hooks

from users.bulk_actions import AssignRole, SetActiveState

# After Wagtail's own, whose names they have and whose place they take.
hooks.register("register_bulk_action", AssignRole, order=100)
hooks.register("register_bulk_action", SetActiveState, order=100)
