"""What the staff's screens keep of people."""

from applications.models import keeping
from applications.staff.queue.keeping import SavedSearches


def open_doors() -> None:
    """Called once, when the app is ready."""
    keeping.register(SavedSearches())
