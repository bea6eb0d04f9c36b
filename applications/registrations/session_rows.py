"""The sessions that people register for, as staff see them: which they are, and how full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Value, When
from django.utils.translation import gettext, pgettext
from wagtail.models import Page

from applications.dossiers.capacity import Capacity, capacities
from applications.models import Call
from applications.models.calls import CallQuerySet, session_is_over
from applications.registrations.session_details import OwnSession, own_session
from offers.registering import Phase
from users.models import User


@dataclass(frozen=True)
class SessionRow:
    """One session. ``event_id`` is the page to edit, if it is there.

    The title is in the reader's language, or in that of the event's source; the words of the place are the source's.
    """

    call: Call
    session: OwnSession
    seats: Capacity
    event_id: int | None = None

    @property
    def phase(self) -> Phase:
        return self.seats.phase

    @property
    def phase_label(self) -> str:
        return phase_label(self.phase)

    @property
    def is_over(self) -> bool:
        return self.phase == Phase.OVER

    @property
    def registered(self) -> int:
        return self.seats.taken - self.seats.held

    @property
    def share(self) -> int:
        """How many in a hundred seats are taken, for a bar; 0 without a limit."""
        return min(100, round(self.seats.taken * 100 / self.seats.limit)) if self.seats.limit else 0


def phase_label(phase: Phase) -> str:
    """What staff read of a session, in the active language."""
    labels = {
        Phase.OPEN: pgettext("of a session", "Open"),
        Phase.FULL: pgettext("of a session", "Full"),
        Phase.LATER: pgettext("of a session", "Opens later"),
        Phase.CLOSED: gettext("Registration closed"),
        Phase.OVER: pgettext("of a session", "Over"),
        Phase.POSTPONED: pgettext("of a session", "Postponed"),
        Phase.CANCELLED: pgettext("of a session", "Cancelled"),
        Phase.REMOVED: gettext("Not in the event any more"),
    }
    return labels[phase]


def session_calls(user: User) -> CallQuerySet:
    """The calls of the sessions whose registrations a person handles, in no order."""
    calls = Call.objects.filter(session_key__isnull=False, session_starts_at__isnull=False).order_by()
    return calls if user.is_administrator else calls.filter(moderators__in=user.groups.values("pk"))


def by_time(calls: CallQuerySet, now: datetime) -> CallQuerySet:
    """Those to come first, the next before all others; then those that are over, the last first."""
    over = session_is_over(now)
    is_past = Case(When(over, then=Value(1)), default=Value(0))
    to_come = Case(When(over, then=None), default=F("session_starts_at"))
    return calls.alias(is_past=is_past, to_come=to_come).order_by("is_past", "to_come", "-session_starts_at", "pk")


def session_rows(calls: Iterable[Call], language: str, now: datetime) -> list[SessionRow]:
    """The rows of some calls, whose ``subject`` was fetched with them. Two queries for all; none for no call."""
    found = list(calls)
    if not found:
        return []
    seats = capacities(found, now)
    titles = _titles(found, language)
    return [_row(call, titles, seats[call.pk]) for call in found]


def _row(call: Call, titles: dict[Any, str], seats: Capacity) -> SessionRow:
    title = titles.get(call.subject.translation_key, call.subject.title) if call.subject else call.code
    if call.session is None:
        raise ValueError(f"The call {call.code} has no session.")
    return SessionRow(
        call=call,
        session=own_session(call, call.session, title=title),
        seats=seats,
        event_id=call.subject_id,
    )


def _titles(calls: list[Call], language: str) -> dict[object, str]:
    """What the events are called in a language, by their translation keys."""
    keys = {call.subject.translation_key for call in calls if call.subject}
    pages = Page.objects.filter(translation_key__in=keys, locale__language_code=language, alias_of=None)
    return dict(pages.values_list("translation_key", "title"))
