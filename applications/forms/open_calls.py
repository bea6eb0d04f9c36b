"""What the offers ask: whether one can apply now."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from applications.forms.page import FormPage
from applications.models import Call
from applications.models.calls import CallState
from home.visibility import public
from offers.availability import Availability, State

_FAR = datetime.max.replace(tzinfo=UTC)
_RANK = {State.OPEN: 0, State.UPCOMING: 1, State.CLOSED: 2}


def availability_of_offers(keys: Iterable[UUID] | None) -> dict[UUID, Availability]:
    """For each offer that has calls with a live form, the most welcoming of them. One query."""
    forms = public(FormPage.objects.live())
    calls = Call.objects.filter(subject__isnull=False, form_pages__in=forms).distinct()
    if keys is not None:
        calls = calls.filter(subject__translation_key__in=list(keys))
    best: dict[UUID, Availability] = {}
    for call in calls.select_related("subject"):
        if not call.subject:
            continue
        key, found = call.subject.translation_key, _availability(call)
        if key not in best or _order(found) < _order(best[key]):
            best[key] = found
    return best


def _availability(call: Call) -> Availability:
    state = call.state()
    if state == CallState.UPCOMING:
        return Availability(State.UPCOMING, call.opens_at, call.time_zone)
    if state == CallState.OPEN:
        return Availability(State.OPEN, call.closes_at, call.time_zone)
    return Availability(State.CLOSED, call.closes_at, call.time_zone)


def _order(found: Availability) -> tuple[int, datetime]:
    return _RANK[found.state], found.changes_at or _FAR
