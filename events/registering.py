"""How one registers for an event: what its page says of each session, and where its buttons lead.

Forms and places come from the templates, which ask another app for them: a form has ``page``, ``state``, ``is_open``
and ``opens_at``; places have ``capacity``, ``left``, ``taken``, ``waiting``, ``state``, ``closes_at``, ``is_full``,
``is_open`` and ``has_waiting_list``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.sessions import Session
from events.wording import said
from home.typography import typeset

if TYPE_CHECKING:
    from events.models import EventPage

REGISTRATION = "registration"
"""The kind of the calls that one registers with."""


class Way(StrEnum):
    """What one can do about a session."""

    NONE = ""
    """Nothing is registered for here, or not any more."""
    OPEN = "open"
    WAIT = "wait"
    """All places are taken, and one can wait for one."""
    FULL = "full"
    CLOSED = "closed"
    LATER = "later"
    """Registration opens at a known moment."""
    SOON = "soon"
    """There are places, but no form yet."""


@dataclass(frozen=True)
class Row:
    """One session as the page shows it. ``url`` is where one registers for it, empty where one cannot.

    ``opens_at`` is what the clocks of the call's own time zone show, so that no template converts it again.
    """

    session: Session
    seats: Any = None
    way: Way = Way.NONE
    url: str = ""
    opens_at: datetime | None = None

    @property
    def closes_early(self) -> bool:
        """Whether registration ends before the session begins."""
        return bool(self.seats and self.seats.closes_at and self.seats.closes_at < self.session.starts)

    @property
    def can_register(self) -> bool:
        return self.way in (Way.OPEN, Way.WAIT)


@dataclass(frozen=True)
class Registering:
    """The sessions of an event with how one registers for each. ``form`` is the entry of its form, or None."""

    to_come: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)
    form: Any = None
    form_url: str = ""
    others: list[Any] = field(default_factory=list)
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
    def button(self) -> Row | None:
        """The session that the main button is about: one that has places, else one that one can wait for."""
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


def registering(page: "EventPage", forms: Mapping[Any, Any], seats: Mapping[Any, Any], request: Any) -> Registering:
    """What the page of an event says of registration. ``forms`` are those below it, ``seats`` by key of session."""
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


def _form(forms: Mapping[Any, Any]) -> Any:
    """The form that one registers with: an open one rather than another."""
    found = [entry for entry in forms.values() if entry.page.call.kind == REGISTRATION]
    return next((entry for entry in found if entry.is_open), next(iter(found), None))


def _row(session: Session, seats: Any, form: Any, form_url: str) -> Row:
    if seats is None or not session.registration or session.is_over or not session.takes_place:
        return Row(session)
    way = _way(seats, form)
    opens_at = form.opens_at.replace(tzinfo=None) if way == Way.LATER else None
    url = f"{form_url}?session={session.key}" if way in (Way.OPEN, Way.WAIT) else ""
    return Row(session, seats, way, url, opens_at)


def _way(seats: Any, form: Any) -> Way:
    if seats.state == "closed":
        return Way.CLOSED
    if form is None:
        return Way.SOON
    if seats.state == "upcoming" or form.state == "upcoming":
        return Way.LATER if form.opens_at else Way.SOON
    if form.state == "closed":
        return Way.CLOSED
    if not seats.is_full:
        return Way.OPEN
    return Way.WAIT if seats.has_waiting_list else Way.FULL


def button_label(row: Row, action: str) -> Any:
    """What the button says: the act and, where registration ends before the session, by when. Safe HTML."""
    language = get_language() or ""
    if row.way == Way.WAIT:
        return typeset(_("Full: join the waiting list"), language)
    if not row.closes_early:
        return typeset(action, language)
    words = {"action": action, "day": said(row.seats.closes_at, "MONTH_DAY_FORMAT")}
    return typeset(_("%(action)s before %(day)s") % words, language)
