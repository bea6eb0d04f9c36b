"""The queue: which dossiers a person sees under which filters, search and order, and which stand beside one.

The screen, the bulk actions, the exports and the links to the previous and the next dossier all ask here.
"""

from django.http import QueryDict

from applications.models.applications import ApplicationQuerySet
from applications.staff.queue.filters import GROUPS, QueueFilterSet, group_of
from applications.staff.queue.queue import Queue, neighbours, read_query
from users.models import User


def filtered(user: User, params: QueryDict) -> ApplicationQuerySet:
    """Exactly what the queue shows a person under these parameters, in its order. What is nonsense is ignored."""
    return Queue(user, params).ordered()


__all__ = [
    "GROUPS",
    "Queue",
    "QueueFilterSet",
    "filtered",
    "group_of",
    "neighbours",
    "read_query",
]
