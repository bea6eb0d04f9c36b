"""A calendar of the days by which something is asked of an applicant (RFC 5545)."""

from collections.abc import Sequence
from datetime import UTC, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from applications.dossiers.corrections import Correction
from applications.models import Application
from home.addresses import absolute, host
from home.navigation import current_chrome


def calendar_of(application: Application, corrections: Sequence[Correction], language: str) -> bytes:
    """One event of a whole day for each due date. Calendars are shared: no link in this one lets anybody in."""
    calendar = Calendar()
    for name, value in {
        "prodid": f"-//{current_chrome('').site_name}//{language.upper()}",
        "version": "2.0",
        "method": "PUBLISH",
        "name": application.reference,
        "x-wr-calname": application.reference,
    }.items():
        calendar.add(name, value)
    for day in sorted({one.request.due_on for one in corrections}):
        calendar.add_component(_event(application, [one for one in corrections if one.request.due_on == day], language))
    return bytes(calendar.to_ical())


def _event(application: Application, corrections: list[Correction], language: str) -> Event:
    day, in_language = corrections[0].request.due_on, {"LANGUAGE": language}
    asked_at = max(one.request.asked_at for one in corrections).astimezone(UTC)
    title = application.version.in_language(language)["title"]
    summary = _("Due: answer to %(title)s (%(reference)s)") % {"title": title, "reference": application.reference}
    event = Event()
    event.add("uid", f"corrections-{application.pk}-{day:%Y%m%d}@{host()}")
    event.add("dtstamp", asked_at)
    event.add("last-modified", asked_at)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", summary, parameters=in_language)
    event.add("description", "\n".join(one.label for one in corrections), parameters=in_language)
    event.add("url", absolute(reverse("follow")))
    return event
