"""What one can do about a call or a session now, as the app that takes registrations says it to those that show it."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from wagtail.models import Page

from offers.sessions import SessionState


class Phase(StrEnum):
    """Where a call, or the session that it is the call of, is on its way. One for staff and for the public."""

    OPEN = "open"
    FULL = "full"
    """Whoever comes now gets no seat: all are taken, or the free ones are for those who wait."""
    LATER = "later"
    """It is not open yet."""
    CLOSED = "closed"
    OVER = "over"
    POSTPONED = SessionState.POSTPONED.value
    CANCELLED = SessionState.CANCELLED.value
    REMOVED = SessionState.REMOVED.value

    @property
    def is_later(self) -> bool:
        return self is Phase.LATER

    @property
    def is_full(self) -> bool:
        return self is Phase.FULL

    @property
    def takes_nobody(self) -> bool:
        """It has closed, is over, or does not take place."""
        return self not in (Phase.OPEN, Phase.FULL, Phase.LATER)


class Seats(Protocol):
    """The seats of a session that people register for."""

    @property
    def phase(self) -> Phase: ...

    @property
    def limit(self) -> int | None:
        """How many there are; None without a limit."""

    @property
    def taken(self) -> int: ...

    @property
    def provisional(self) -> int:
        """How many of those taken go back if nobody confirms them."""

    @property
    def waiting(self) -> int:
        """How many people are on its waiting list."""

    @property
    def left(self) -> int | None:
        """How many people who come now get a seat; None without a limit."""

    @property
    def has_waiting_list(self) -> bool: ...

    @property
    def can_register(self) -> bool:
        """Whether one can register now, be it to wait."""

    @property
    def closes_at(self) -> datetime | None:
        """In the time zone of the session."""


class OfferedForm(Protocol):
    """A form below an event or an offer. Moments are in the time zone of its call."""

    @property
    def page(self) -> Page: ...

    @property
    def is_registration(self) -> bool:
        """Whether one registers with it."""

    @property
    def is_open(self) -> bool: ...

    @property
    def is_upcoming(self) -> bool: ...

    @property
    def opens_at(self) -> datetime | None: ...
