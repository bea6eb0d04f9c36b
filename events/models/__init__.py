from events.models.dates import EventDate, SessionHistory
from events.models.index import EventsPage
from events.models.pages import EventKind, EventPage

__all__ = ["EventDate", "EventKind", "EventPage", "EventsPage", "SessionHistory"]
