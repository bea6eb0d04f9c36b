"""The sheet that people sign who come to a session: those who have a seat, and empty lines for the others."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from applications.models import Call
from applications.registrations.attendees import Attendee
from applications.registrations.session_details import OwnSession
from home.documents import Document, in_words
from home.documents.texts import typeset
from home.templatetags.time_zones import clock, in_zone

MOST_DAYS = 5
"""A session of more days is signed for once."""
EMPTY_LINES = 6
"""For people who come without being registered."""
MOST_UPRIGHT = 2
"""Columns to sign that fit beside the names on an upright page."""


def days_to_sign(session: OwnSession) -> list[date]:
    """The days that one signs for; none for a single one, which the heading says."""
    first, last = session.first_day, session.last_day
    number = (last - first).days + 1
    return [first + timedelta(days=index) for index in range(number)] if 1 < number <= MOST_DAYS else []


def sheet_of(call: Call, session: OwnSession, people: Iterable[Attendee], language: str, moment: datetime) -> Document:
    """The sheet in a language, with those who had a seat at a moment. No query."""
    with translation.override(language):
        signed = [each for each in people if each.has_seat]
        shown_days = [date_format(day, "SHORT_DATE_FORMAT") for day in days_to_sign(session)]
        days = [_("Signature, %(day)s") % {"day": day} for day in shown_days]
        local = in_zone(moment, call.time_zone)
        words = ngettext(
            "%(count)d person registered on %(date)s at %(time)s.",
            "%(count)d people registered on %(date)s at %(time)s.",
            len(signed),
        )
        return Document(
            template="applications/sheet",
            title=_("Sign-in sheet: %(event)s") % {"event": session.title},
            language=language,
            moment=moment,
            reference=date_format(session.first_day, "SHORT_DATE_FORMAT"),
            running=session.title,
            data={
                "eyebrow": _("Sign-in sheet"),
                "heading": typeset(session.title, language),
                "when": capfirst(typeset(session.when, language)),
                "where": typeset(session.where, language),
                "is_wide": len(days) > MOST_UPRIGHT,
                "headings": [
                    pgettext("heading of a column", "No."),
                    _("Name"),
                    _("Organisation"),
                    *(days or [_("Signature")]),
                ],
                "people": [_line(each) for each in signed],
                "empty_lines": EMPTY_LINES,
                "count": words % {"count": len(signed), "date": date_format(local), "time": clock(local)},
                "empty": _("The empty lines are for those who come without being registered."),
            },
        )


def name_of_sheet(call: Call, session: OwnSession) -> str:
    """The name of the file, in the active language."""
    word = pgettext("name of a file", "sign-in-sheet")
    return f"{call.code}-{word}-{session.first_day:%Y-%m-%d}.pdf"


def _line(person: Attendee) -> dict[str, object]:
    written = person.application.language
    return {
        "name": in_words(person.name, written),
        "organisation": in_words(person.organisation, written),
        "note": "" if person.is_confirmed else _("to be confirmed"),
    }
