"""The days and the hours of a session in words, in the active language, for pages, mails, staff and files alike."""

import re
from datetime import date, datetime
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.templatetags.time_zones import clock, zone_place
from offers.sessions import SessionTimes


class Hours(Protocol):
    """What has hours, in the time zone of its event."""

    @property
    def starts(self) -> datetime: ...
    @property
    def ends(self) -> datetime: ...
    @property
    def has_time(self) -> bool: ...
    @property
    def has_end_time(self) -> bool: ...


def days_in_words(session: SessionTimes) -> str:
    """“Thursday 14 January 2027”, “19 – 20 October 2023”, or “30 May 2027 – 2 June 2027”."""
    first, last = session.first_day, session.last_day
    if not session.several_days:
        return day_in_words(first, "l j F Y")
    return f"{day_in_words(first, 'j') if session.is_in_one_month else day_in_words(first)} – {day_in_words(last)}"


def hours_in_words(session: Hours, zone: str = "") -> str:
    """“9:30 am – 4:30 pm”, with “(Paris time)” where a ``zone`` is given; empty while the hours are not known."""
    if not session.has_time:
        return ""
    time = f"{clock(session.starts)} – {clock(session.ends)}" if session.has_end_time else clock(session.starts)
    return _("%(time)s (%(place)s time)") % {"time": time, "place": zone_place(zone)} if zone else time


def day_in_words(day: date, pattern: str = "DATE_FORMAT") -> str:
    """A day as people say it: the first of a month is « 1er » in French."""
    text = date_format(day, pattern)
    is_french = (get_language() or "").startswith("fr")
    return re.sub(r"\b1\b", "1er", text, count=1) if is_french and day.day == 1 else text
