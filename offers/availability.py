"""Whether one can apply to an offer now. The app that takes applications says so; this one only asks.

``applications`` lies above ``offers``, so it is not imported here: it registers itself when it is ready.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"


@dataclass(frozen=True)
class Availability:
    """The best that an offer has to give now: an open call before one to come, one to come before a closed one.

    ``changes_at`` is when it closes (open) or opens (upcoming); None when it stays open.
    """

    state: State
    changes_at: datetime | None = None
    time_zone: str = "UTC"


Provider = Callable[[Iterable[UUID] | None], dict[UUID, Availability]]
_provider: list[Provider] = []


def register(provider: Provider) -> None:
    """Name who answers. ``provider(keys)`` maps translation keys of offers to their availability; None asks for all."""
    _provider[:] = [provider]


def availability(keys: Iterable[UUID] | None = None) -> dict[UUID, Availability]:
    """The availability of these offers, or of all; an offer without a call is left out. One query."""
    return _provider[0](keys) if _provider else {}
