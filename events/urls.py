"""The addresses of calendars and feeds, in each language's own words."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from events import feeds

urlpatterns = [
    path(pgettext_lazy("address", "calendar/agenda.ics"), feeds.agenda_calendar, name="agenda_calendar"),
    path(pgettext_lazy("address", "calendar/event/<uuid:key>.ics"), feeds.event_calendar, name="event_calendar"),
    path(pgettext_lazy("address", "calendar/offer/<uuid:key>.ics"), feeds.offer_calendar, name="offer_calendar"),
    path(pgettext_lazy("address", "calendar/session/<uuid:key>.ics"), feeds.session_file, name="session_calendar"),
    path(pgettext_lazy("address", "calendar/new-events.atom"), feeds.new_events, name="new_events"),
]
