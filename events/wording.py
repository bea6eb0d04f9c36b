"""Sessions in words, in the active language."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.sessions import Session
from home.templatetags.time_zones import clock


def session_label(session: Session) -> str:
    """The day or days, the hours, and where: what tells a session from the others of its event."""
    where = session.place or (_("Online") if session.is_online else "")
    return ", ".join(part for part in (days(session), hours(session), where) if part)


def state_and_title(session: Session, title: str) -> str:
    """What stands for a session on a line of its own: that it is off comes first."""
    if session.is_cancelled:
        return _("Cancelled: %(title)s") % {"title": title}
    if session.is_postponed:
        return _("Postponed: %(title)s") % {"title": title}
    return title


def days(session: Session) -> str:
    """“Thursday 14 January 2027”, “19 – 20 October 2023”, or “30 May 2027 – 2 June 2027”."""
    first, last = session.first_day, session.last_day
    if not session.several_days:
        return said(first, "l j F Y")
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{said(first, 'j') if same_month else said(first)} – {said(last)}"


def hours(session: Session) -> str:
    """“9:30 am – 4:30 pm”; empty while the hours are not known."""
    if not session.has_time:
        return ""
    return f"{clock(session.starts)} – {clock(session.ends)}" if session.has_end_time else clock(session.starts)


def said(day: date, pattern: str = "DATE_FORMAT") -> str:
    """A day as people say it: the first of a month is « 1er » in French."""
    text = date_format(day, pattern)
    is_french = (get_language() or "").startswith("fr")
    return re.sub(r"\b1\b", "1er", text, count=1) if is_french and day.day == 1 else text
