"""The seats of sessions as pages show them. Counted without a lock: who registers is counted again, under it."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from applications.dossiers.capacity import Capacity, counted_capacity, counting_seats
from applications.models import Call


def seats_of(keys: Iterable[UUID]) -> dict[UUID, Capacity]:
    """The seats of sessions by their keys; those that one does not register for here are left out. One query."""
    wanted = list(keys)
    if not wanted:
        return {}
    now = timezone.now()
    calls = counting_seats(Call.objects.filter(session_key__in=wanted), now)
    return {call.session_key: counted_capacity(call, now) for call in calls if call.session_key}
