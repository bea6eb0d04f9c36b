"""A calendar of the days by which something is asked of an applicant."""

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.dossiers.shown_corrections import Correction
from applications.models import Application
from home.addresses import absolute
from home.calendar_files import CalendarEvent, published
from home.navigation import site_name


def due_dates_calendar(application: Application, corrections: Sequence[Correction], language: str) -> bytes:
    """One event of a whole day for each due date. Calendars are shared: no link in this one lets anybody in."""
    by_day: dict[object, list[Correction]] = {}
    for one in sorted(corrections, key=lambda one: one.request.due_on):
        by_day.setdefault(one.request.due_on, []).append(one)
    events = [_event(application, of_day, language) for of_day in by_day.values()]
    return published(events, site=site_name(), name=application.reference)


def _event(application: Application, corrections: list[Correction], language: str) -> CalendarEvent:
    day = corrections[0].request.due_on
    title = application.version.form(language).title
    return CalendarEvent(
        uid=f"corrections-{application.pk}-{day:%Y%m%d}",
        summary=_("Due: answer to %(title)s (%(reference)s)") % {"title": title, "reference": application.reference},
        starts=day,
        ends=day + timedelta(days=1),
        changed_at=max(one.request.asked_at for one in corrections),
        description="\n".join(one.label for one in corrections),
        url=absolute(reverse("tracking")),
    )
