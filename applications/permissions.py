"""Who may do what with applications. The button that is drawn and the view that refuses ask the same function."""

from typing import Any

from applications.models import Call


def can_open_queue(user: Any) -> bool:
    """Administrators, and the members of a group that moderates a call."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(user.is_administrator or Call.objects.filter(moderators__in=user.groups.all()).exists())
