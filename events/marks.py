"""What must be said of a session wherever its date stands: one answer for pages, lists and the calendar of a month."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from offers.registering import Phase, Seats


class Dated(Protocol):
    """A session, or a date of an event."""

    @property
    def is_cancelled(self) -> bool: ...
    @property
    def is_postponed(self) -> bool: ...
    @property
    def is_over(self) -> bool: ...


@dataclass(frozen=True)
class Mark:
    """A few words in the active language. ``look`` is ``stop``, ``soon`` or ``over``; empty where one can come."""

    text: str
    look: str = ""


def mark_of(session: Dated, seats: Seats | None = None) -> Mark | None:
    """What stands in the way of coming, or how many seats are left; None where there is nothing to say.

    That a session does not take place comes first, also once its day has passed. ``seats`` are those that one registers
    for here.
    """
    if session.is_cancelled:
        return Mark(_("Cancelled"), "stop")
    if session.is_postponed:
        return Mark(_("Postponed"), "soon")
    if session.is_over:
        return Mark(pgettext("event", "Past"), "over")
    return _of_seats(seats) if seats else None


def _of_seats(seats: Seats) -> Mark:
    if seats.phase.takes_nobody:
        return Mark(_("Registration closed"), "over")
    if seats.phase == Phase.LATER:
        return Mark(_("Registration opens later"), "soon")
    if seats.phase == Phase.FULL:
        return Mark(_("Full: waiting list") if seats.has_waiting_list else pgettext("seats", "Full"), "over")
    if seats.left is None:
        return Mark(_("Seats available"))
    return Mark(_("Seats left: %(number)s") % {"number": seats.left})
