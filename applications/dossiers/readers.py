"""Who reads dossiers as a member of a group of their call."""

from typing import Any

from django.db.models import Q

from applications.models import Call
from applications.statuses import Status
from users.models import User


def moderators(user: User) -> Q:
    """A call's moderators read all of it."""
    return Q(call__in=_calls(user, "moderators"))


def committee(user: User) -> Q:
    """Its committee reads what is ready for decision."""
    return Q(call__in=_calls(user, "committee"), status=Status.READY)


def _calls(user: User, group: str) -> Any:
    return Call.objects.filter(**{f"{group}__in": user.groups.values("pk")}).values("pk")
