"""The session that a registration is for, as its applicant reads of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.models import Application, Call
from applications.statuses import Status
from home.templatetags.time_zones import clock, deadline_in_zone, zone_place
from offers.sessions import SessionFacts, sessions

CONFIRMED, POSTPONED = "confirmed", "postponed"
HAS_A_PLACE = frozenset({Status.ACCEPTED, Status.CLOSED})
"""Who is told how to get in."""


@dataclass(frozen=True)
class OwnSession:
    """``starts`` and ``ends`` are in the event's time zone, ``zone``. ``online`` lets in whoever has a place.

    ``facts`` is None where the event is not live any more: the rest is what its call remembers.
    """

    title: str
    starts: datetime
    ends: datetime
    has_time: bool
    has_end_time: bool
    zone: str
    state: str
    place: str
    address: str
    online: str
    access: str = ""
    facts: SessionFacts | None = None

    @property
    def takes_place(self) -> bool:
        return self.state == CONFIRMED

    @property
    def is_postponed(self) -> bool:
        return self.state == POSTPONED

    @property
    def is_off(self) -> bool:
        """It is cancelled, or not announced any more."""
        return self.state not in (CONFIRMED, POSTPONED)

    @property
    def first_day(self) -> date:
        return self.starts.date()

    @property
    def last_day(self) -> date:
        """What ends at a midnight ends on the day before."""
        return max((self.ends - timedelta(microseconds=1)).date(), self.first_day)

    @property
    def days(self) -> str:
        """“Thursday 14 January 2027”, or “19 October 2023 – 20 October 2023”."""
        if self.last_day == self.first_day:
            return date_format(self.first_day, "l j F Y")
        return f"{date_format(self.first_day, 'DATE_FORMAT')} – {date_format(self.last_day, 'DATE_FORMAT')}"

    @property
    def hours(self) -> str:
        """“9:30 am – 4:30 pm (time in Paris)”; empty while the hours are not known."""
        if not self.has_time:
            return ""
        time = f"{clock(self.starts)} – {clock(self.ends)}" if self.has_end_time else clock(self.starts)
        return _("%(time)s (time in %(place)s)") % {"time": time, "place": zone_place(self.zone)}

    @property
    def beside_its_day(self) -> str:
        """What stands beside the number of its day: the day of the week and the hours, or all its days."""
        day = date_format(self.first_day, "l") if self.last_day == self.first_day else self.days
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
    if call.session_key is None or call.session_starts_at is None:
        return None
    facts = sessions().by_key([call.session_key], language).get(call.session_key)
    if facts is None:
        told = {"starts": call.session_starts_at.isoformat(), **call.session_facts, "state": call.session_state}
        return remembered(call, told)
    return OwnSession(
        title=facts.title,
        starts=facts.starts,
        ends=facts.ends,
        has_time=facts.has_time,
        has_end_time=facts.has_end_time,
        zone=facts.time_zone,
        state=facts.state,
        place=facts.place,
        address=facts.address,
        online=facts.access_url or facts.online_url,
        access=facts.access,
        facts=facts,
    )


def remembered(call: Call, told: Mapping[str, Any], *, title: str | None = None) -> OwnSession:
    """A session as the registered were told of it once, from what ``registrations.session_calls.told`` keeps.

    With a ``title`` no query; without one, that of its event.
    """
    zone = ZoneInfo(call.time_zone)
    starts = datetime.fromisoformat(told["starts"]).astimezone(zone)
    return OwnSession(
        title=(call.subject.localized.title if call.subject else "") if title is None else title,
        starts=starts,
        ends=datetime.fromisoformat(told.get("ends") or told["starts"]).astimezone(zone),
        has_time=bool(told.get("has_time", True)),
        has_end_time=bool(told.get("has_end_time")),
        zone=call.time_zone,
        state=str(told.get("state", "")),
        place=str(told.get("place", "")),
        address=str(told.get("address", "")),
        online=str(told.get("online", "")),
    )


def is_let_in(application: Application, session: OwnSession | None) -> bool:
    """Whether the applicant may know how to get in: they have a place, in a session that is not called off."""
    return session is not None and not session.is_off and application.status in HAS_A_PLACE


def moment_in_words(moment: datetime, zone: str) -> str:
    """“Thursday 14 January 2027 at 9:30 am (time in Paris)”, for the end of something."""
    local = deadline_in_zone(moment, zone)
    words = {"day": date_format(local, "l j F Y"), "time": clock(local), "place": zone_place(zone)}
    return _("%(day)s at %(time)s (time in %(place)s)") % words
