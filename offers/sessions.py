"""Sessions of events as those see them who take registrations. The app that has events says so; this one only asks.

``events`` and ``applications`` do not know one another: the first registers here when it is ready, the second asks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class SessionState(TextChoices):
    """Whether a session takes place as announced. Editors choose among ``ANNOUNCED``."""

    CONFIRMED = "confirmed", _("As announced")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    REMOVED = "removed", _("Not in the event any more")
    """Its event is not live, or does not have it any more, and people have registered for it."""

    @property
    def takes_place(self) -> bool:
        return self is SessionState.CONFIRMED

    @property
    def is_postponed(self) -> bool:
        return self is SessionState.POSTPONED

    @property
    def is_cancelled(self) -> bool:
        return self is SessionState.CANCELLED

    @property
    def is_off(self) -> bool:
        """It is cancelled, or not announced any more."""
        return self in (SessionState.CANCELLED, SessionState.REMOVED)


ANNOUNCED = [(state.value, state.label) for state in SessionState if state is not SessionState.REMOVED]
"""What editors choose from: values and labels."""


class StateFlags:
    """What has a state of a session, as templates and rules ask for it. A column gives the state as a bare string."""

    state: str

    @property
    def takes_place(self) -> bool:
        return SessionState(self.state).takes_place

    @property
    def is_postponed(self) -> bool:
        return SessionState(self.state).is_postponed

    @property
    def is_cancelled(self) -> bool:
        return SessionState(self.state).is_cancelled

    @property
    def is_removed(self) -> bool:
        return self.state == SessionState.REMOVED

    @property
    def is_off(self) -> bool:
        return SessionState(self.state).is_off


def has_begun(starts: datetime, now: datetime | None = None) -> bool:
    """Whether the moment at which something begins has come."""
    return starts <= (now or timezone.now())


def is_over(ends: datetime, now: datetime | None = None) -> bool:
    """Whether something has ended. It has, at the very moment of its end."""
    return ends <= (now or timezone.now())


@dataclass(frozen=True, kw_only=True)
class SessionTimes(StateFlags):
    """When a session is, in the time zone of its event, and whether it takes place.

    Without hours it lasts until the midnight after its last day. ``first_day`` and ``last_day`` are what people say,
    also of a session that goes on after midnight.
    """

    starts: datetime
    ends: datetime
    has_time: bool
    has_end_time: bool
    first_day: date
    last_day: date
    state: SessionState

    @property
    def several_days(self) -> bool:
        return self.last_day > self.first_day

    @property
    def is_in_one_month(self) -> bool:
        return (self.first_day.year, self.first_day.month) == (self.last_day.year, self.last_day.month)

    @property
    def has_begun(self) -> bool:
        return has_begun(self.starts)

    @property
    def is_over(self) -> bool:
        return is_over(self.ends)


@dataclass(frozen=True)
class Registration:
    """How one registers for a session here. ``seats`` is None where there is no limit."""

    seats: int | None
    has_waiting_list: bool
    closes_at: datetime | None
    """None: one can register until it begins."""
    is_by_hand: bool
    """Staff confirm each registration."""


@dataclass(frozen=True, kw_only=True)
class SessionFacts(SessionTimes):
    """One session of a live event in one language.

    ``access_url`` is for those registered only: it goes into no page, feed or search.
    """

    key: UUID
    page: Page
    """The event's page in that language, or in another one where it has none in that."""
    language: str
    title: str
    label: str
    """The date and the hours in words, with the place where there is one."""
    time_zone: str
    place: str
    address: str
    access: str
    online_url: str
    access_url: str
    registration: Registration | None


class Sessions(Protocol):
    """What the app that has events answers."""

    def is_event(self, page: Page) -> bool:
        """Whether a page is an event. No query for a specific page."""

    def of_event(self, key: UUID, language: str = "") -> list[SessionFacts]:
        """The sessions of a live event by the translation key of its pages, in order of time; none if it is not live.

        In a language; without one, or where the event has no such page, in that of its source.
        """

    def by_key(self, keys: Iterable[UUID], language: str) -> dict[UUID, SessionFacts]:
        """Sessions of live events by the ids of their blocks; those that are gone are left out. Few queries for all."""

    def calendar(self, facts: SessionFacts, *, with_access: bool = False) -> bytes:
        """An iCalendar file (RFC 5545) of one session, as in the feeds; ``with_access`` for those registered."""


class _NoSessions:
    """Where nobody has events."""

    def is_event(self, page: Page) -> bool:
        return False

    def of_event(self, key: UUID, language: str = "") -> list[SessionFacts]:
        return []

    def by_key(self, keys: Iterable[UUID], language: str) -> dict[UUID, SessionFacts]:
        return {}

    def calendar(self, facts: SessionFacts, *, with_access: bool = False) -> bytes:
        return b""


_registered: list[Sessions] = [_NoSessions()]


def register(sessions: Sessions) -> None:
    """Name who answers."""
    _registered[:] = [sessions]


def sessions() -> Sessions:
    """Who answers."""
    return _registered[0]


CopiedForm = Callable[[Page, Page], dict[str, Any]]
"""From a form below an event, and the event that it is copied to, to the fields that the copy has of its own."""

_of_copied_form: list[CopiedForm] = [lambda _form, _event: {}]


def register_copied_form(answer: CopiedForm) -> None:
    """Name who says what a copied form has of its own."""
    _of_copied_form[:] = [answer]


def of_copied_form(form: Page, event: Page) -> dict[str, object]:
    """What the copy of a form below another event has of its own: two events never share the call of a form."""
    return _of_copied_form[0](form, event)
