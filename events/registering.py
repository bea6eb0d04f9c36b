"""How one registers for an event: what its page says of each session, and where its buttons lead.

Forms and seats come from the templates, which ask another app for them: see ``offers.registering``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.sessions import Session
from home.typography import typeset
from offers.registering import OfferedForm, Seats
from offers.session_words import day_in_words

if TYPE_CHECKING:
    from events.models import EventPage


class Way(StrEnum):
    """What one can do about a session."""

    NONE = ""
    """Nothing is registered for here, or not any more."""
    OPEN = "open"
    WAIT = "wait"
    """All seats are taken, and one can wait for one."""
    FULL = "full"
    CLOSED = "closed"
    LATER = "later"
    """Registration opens at a known moment."""
    SOON = "soon"
    """There are seats, but no form yet."""

    @property
    def is_open(self) -> bool:
        return self is Way.OPEN

    @property
    def is_wait(self) -> bool:
        return self is Way.WAIT

    @property
    def is_full(self) -> bool:
        """All seats are taken, whether one can wait for one or not."""
        return self in (Way.WAIT, Way.FULL)

    @property
    def is_closed(self) -> bool:
        return self is Way.CLOSED

    @property
    def is_later(self) -> bool:
        return self is Way.LATER

    @property
    def is_soon(self) -> bool:
        return self is Way.SOON


@dataclass(frozen=True)
class Row:
    """One session as the page shows it. ``url`` is where one registers for it, empty where one cannot.

    ``opens_at`` is what the clocks of the call's own time zone show, so that no template converts it again.
    """

    session: Session
    seats: Seats | None = None
    way: Way = Way.NONE
    url: str = ""
    opens_at: datetime | None = None

    @property
    def closes_early(self) -> bool:
        """Whether registration ends before the session begins."""
        return self.closes_at is not None and self.closes_at < self.session.starts

    @property
    def closes_at(self) -> datetime | None:
        return self.seats.closes_at if self.seats else None

    @property
    def can_register(self) -> bool:
        return self.way in (Way.OPEN, Way.WAIT)


@dataclass(frozen=True)
class Registering:
    """The sessions of an event with how one registers for each. ``form`` is the entry of its form, or None."""

    to_come: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)
    form: OfferedForm | None = None
    form_url: str = ""
    others: list[OfferedForm] = field(default_factory=list)
    """The other forms below the event that are open."""

    @property
    def main(self) -> Row | None:
        """The session that the page is about, if there is but one or all are over: the next that takes place."""
        announced = [row for row in self.to_come if row.session.takes_place]
        return next(iter(announced or self.to_come or self.past[:1]), None)

    @property
    def is_single(self) -> bool:
        return len(self.to_come) + len(self.past) == 1

    @property
    def here(self) -> list[Row]:
        """The sessions to come that one registers for here, be it not now."""
        return [row for row in self.to_come if row.way]

    @property
    def is_off(self) -> bool:
        """Whether none of the sessions to come takes place, or of those that were, if there is none to come."""
        rows = self.to_come or self.past
        return bool(rows) and not any(row.session.takes_place for row in rows)

    @property
    def hindered(self) -> Row | None:
        """The session that says why one cannot register now: one that opens later before a full one, then a closed."""
        order = (Way.LATER, Way.SOON, Way.FULL, Way.CLOSED)
        found = [row for row in self.here if row.way in order]
        return min(found, key=lambda row: order.index(row.way), default=None)

    @property
    def button(self) -> Row | None:
        """The session that the main button is about: one that has seats, else one that one can wait for."""
        found = {row.way: row for row in reversed(self.here)}
        return found.get(Way.OPEN) or found.get(Way.WAIT)

    @property
    def button_url(self) -> str:
        """Straight to the only session; to the form, which asks for it, where there are several."""
        row = self.button
        if row is None:
            return ""
        return row.url if len(self.here) == 1 else self.form_url

    @property
    def has_one_to_register_for(self) -> bool:
        return len(self.here) == 1


def registering(
    page: "EventPage",
    forms: Mapping[UUID, OfferedForm],
    seats: Mapping[UUID, Seats],
    request: HttpRequest | None,
) -> Registering:
    """What the page of an event says of registration.

    ``forms`` are those below it by their translation keys, ``seats`` by the keys of sessions.
    """
    form = _form(forms) if page.registered_sessions else None
    form_url = str(form.page.get_url(request) or "") if form else ""
    rows = [_row(session, seats.get(session.key), form, form_url) for session in page.shown_sessions]
    return Registering(
        to_come=[row for row in rows if not row.session.is_over],
        past=[row for row in reversed(rows) if row.session.is_over],
        form=form,
        form_url=form_url,
        others=[entry for entry in forms.values() if entry is not form and entry.is_open],
    )


def _form(forms: Mapping[UUID, OfferedForm]) -> OfferedForm | None:
    """The form that one registers with: an open one rather than another."""
    found = [entry for entry in forms.values() if entry.is_registration]
    return next((entry for entry in found if entry.is_open), next(iter(found), None))


def _row(session: Session, seats: Seats | None, form: OfferedForm | None, form_url: str) -> Row:
    if seats is None or not session.registration or session.is_over or not session.takes_place:
        return Row(session)
    way = _way(seats, form)
    opens_at = form.opens_at.replace(tzinfo=None) if way == Way.LATER and form and form.opens_at else None
    url = f"{form_url}?session={session.key}" if way in (Way.OPEN, Way.WAIT) else ""
    return Row(session, seats, way, url, opens_at)


def _way(seats: Seats, form: OfferedForm | None) -> Way:
    if seats.phase.takes_nobody:
        return Way.CLOSED
    if form is None:
        return Way.SOON
    if seats.phase.is_later or form.is_upcoming:
        return Way.LATER if form.opens_at else Way.SOON
    if not form.is_open:
        return Way.CLOSED
    if not seats.phase.is_full:
        return Way.OPEN
    return Way.WAIT if seats.has_waiting_list else Way.FULL


def button_label(row: Row, action: str) -> SafeString:
    """What the button says: the act and, where registration ends before the session, by when. Safe HTML."""
    language = get_language() or ""
    if row.way == Way.WAIT:
        return typeset(_("Join the waiting list"), language)
    if row.closes_at is None or not row.closes_early:
        return typeset(action, language)
    words = {"action": action, "day": day_in_words(row.closes_at, "MONTH_DAY_FORMAT")}
    return typeset(_("%(action)s before %(day)s") % words, language)
