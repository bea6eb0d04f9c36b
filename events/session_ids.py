"""The ids of sessions. No two sessions share one: places, letters and calendars are kept by it."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from django.core.serializers.json import DjangoJSONEncoder

if TYPE_CHECKING:
    from events.models import EventPage


def id_on(key: UUID, session_id: str) -> str:
    """The id that a session has on a copy of its event: always the same one, so that rows and revisions agree.

    ``key`` is the translation key of the copy.
    """
    return str(uuid5(key, session_id))


def give_own_ids(page: "EventPage") -> None:
    """Part a page that is made from another event from the sessions of that event. At most two queries."""
    taken = _ids_elsewhere(page)
    _change(page, lambda session_id: id_on(page.translation_key, session_id) if session_id in taken else session_id)


def give_copied_ids(page: "EventPage") -> None:
    """Part a revision that was copied together with its page from the sessions of the event that it was copied from."""
    _change(page, lambda session_id: id_on(page.translation_key, session_id))


def tell_apart(page: "EventPage") -> None:
    """Give another id to a session that has the one of a session before it, or none that is one."""
    seen: set[str] = set()

    def own(session_id: str) -> str:
        found = str(uuid4()) if session_id in seen or not _is_one(session_id) else session_id
        seen.add(found)
        return found

    _change(page, own)


def _is_one(session_id: str) -> bool:
    try:
        return bool(UUID(session_id))
    except ValueError:
        return False


def raw_sessions(page: "EventPage") -> list[dict[str, Any]]:
    """The sessions as they are stored: plain JSON that no other page holds."""
    raw: list[dict[str, Any]] = json.loads(json.dumps(page.sessions.get_prep_value(), cls=DjangoJSONEncoder))
    return raw


def _change(page: "EventPage", rule: Callable[[str], str]) -> None:
    """Put new blocks in place of those of the page: a copy in memory shares its blocks with its original."""
    old = [str(block.id) for block in page.sessions]
    new = [rule(session_id) for session_id in old]
    if old != new:
        raw = raw_sessions(page)
        for block, session_id in zip(raw, new, strict=True):
            block["id"] = session_id
        page.sessions = raw  # type: ignore[assignment]  # the field makes blocks of it


def _ids_elsewhere(page: "EventPage") -> set[str]:
    """The ids of this page's sessions that other events have: live ones by their dates, others by what they say."""
    from events.models import EventDate, EventPage

    mine = {str(block.id) for block in page.sessions if block.id}
    if not mine:
        return set()
    dates = EventDate.objects.filter(session_id__in=mine).exclude(page__translation_key=page.translation_key)
    found = {str(session_id) for session_id in dates.values_list("session_id", flat=True)}
    drafts = EventPage.objects.filter(live=False).exclude(translation_key=page.translation_key)
    for sessions in drafts.values_list("sessions", flat=True).iterator():
        found |= mine & {str(block["id"]) for block in sessions.raw_data}
    return found
