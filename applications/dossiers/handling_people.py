"""The people who handle dossiers: ``permissions.handles``, asked the other way round."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from applications.models import Call
from users.roles import Role


def handlers_of(call: Call) -> QuerySet[Any]:
    """Those whom ``permissions.handles`` lets act: the call's moderators, and administrators. Each once, by name."""
    moderators = Q(groups=call.moderators_id) if call.moderators_id else Q(pk__in=[])
    return with_administrators(moderators).order_by("last_name", "first_name", "email")


def with_administrators(moderators: Q) -> QuerySet[Any]:
    """Some moderators and all administrators, as far as they are active. Each once, in no order."""
    everybody = get_user_model().objects.order_by()
    found = everybody.filter(moderators | Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATORS), is_active=True)
    return everybody.filter(pk__in=found.values("pk"))
