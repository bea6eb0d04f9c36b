"""Wagtail's actions on many users at once, which leave superusers to superusers."""

from wagtail.users.views.bulk_actions import AssignRoleBulkAction, SetActiveStateBulkAction

from users.roles import may_touch


class AssignRole(AssignRoleBulkAction):
    def check_perm(self, obj: object) -> bool:
        return super().check_perm(obj) and may_touch(self.request.user, obj)


class SetActiveState(SetActiveStateBulkAction):
    def check_perm(self, obj: object) -> bool:
        return super().check_perm(obj) and may_touch(self.request.user, obj)
