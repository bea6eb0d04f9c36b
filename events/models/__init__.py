from events.models.dates import EventDate
from events.models.pages import EventPage, EventsPage

__all__ = ["EventDate", "EventPage", "EventsPage"]
