"""Who may do what with applications. The button that is drawn and the view that refuses ask the same function."""

from typing import Any

from applications.models import Call


def can_open_queue(user: Any) -> bool:
    """Administrators, and the members of a group that moderates a call. Asked once for each request's user."""
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "moderates"):
        user.moderates = user.is_administrator or Call.objects.filter(moderators__in=user.groups.all()).exists()
    return bool(user.moderates)
