"""The session that a registration is for, as its applicant reads of it."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.models import Application, Call
from applications.models.call_sessions import CallSession
from applications.statuses import Status
from home.templatetags.time_zones import clock, deadline_in_zone, zone_place
from offers.session_words import days_in_words, hours_in_words
from offers.sessions import SessionFacts, sessions

WITH_SEAT = frozenset({Status.ACCEPTED, Status.CLOSED})
"""Who is told how to get in."""


@dataclass(frozen=True, kw_only=True)
class OwnSession(CallSession):
    """What a call knows of its session, with what only its event says, in the reader's language.

    ``zone`` is the time zone of the event. ``facts`` is None where the event is not live any more.
    """

    title: str
    zone: str
    access: str = ""
    facts: SessionFacts | None = None

    @property
    def days(self) -> str:
        return days_in_words(self)

    @property
    def hours(self) -> str:
        return hours_in_words(self, self.zone)

    @property
    def beside_its_day(self) -> str:
        """What stands beside the number of its day: the day of the week and the hours, or all its days."""
        day = self.days if self.several_days else date_format(self.first_day, "l")
        return ", ".join(part for part in (day, self.hours) if part)

    @property
    def when(self) -> str:
        return ", ".join(part for part in (self.days, self.hours) if part)

    @property
    def where(self) -> str:
        """The place with its address on one line; “Online” where there is only a link."""
        parts = [self.place.strip(), *(line.strip() for line in self.address.splitlines())]
        return ", ".join(part for part in parts if part) or (_("Online") if self.online else "")


def session_of(call: Call, language: str) -> OwnSession | None:
    """The session of a call; None for a call that has none. At most two queries."""
    known = call.session
    if call.session_key is None or known is None:
        return None
    facts = sessions().by_key([call.session_key], language).get(call.session_key)
    if facts is None:
        return own_session(call, known)
    return OwnSession(
        **_values(CallSession.from_facts(facts)),
        title=facts.title,
        zone=facts.time_zone,
        access=facts.access,
        facts=facts,
    )


def own_session(call: Call, known: CallSession, *, title: str | None = None) -> OwnSession:
    """A session of which only what the call knows is to be said. With a ``title`` no query; else that of its event."""
    if title is None:
        title = call.subject.localized.title if call.subject else ""
    return OwnSession(**_values(known), title=title, zone=call.time_zone)


def _values(session: CallSession) -> dict[str, Any]:
    return {field.name: getattr(session, field.name) for field in fields(CallSession)}


def is_let_in(application: Application, session: OwnSession | None) -> bool:
    """Whether the applicant may know how to get in: they have a seat for good, in a session that is not called off."""
    has_seat = application.status in WITH_SEAT and not application.is_provisional
    return session is not None and not session.is_off and has_seat


def end_in_words(moment: datetime, zone: str) -> str:
    """“Thursday 14 January 2027 at 9:30 am (Paris time)”, for the end of something."""
    local = deadline_in_zone(moment, zone)
    words = {"day": date_format(local, "l j F Y"), "time": clock(local), "place": zone_place(zone)}
    return _("%(day)s at %(time)s (%(place)s time)") % words
