"""The ids of sessions. No two sessions share one: seats, letters and calendars are kept by it."""

import json
from collections.abc import Callable, Collection
from typing import Any, Protocol
from uuid import UUID, uuid4, uuid5

from django.core.serializers.json import DjangoJSONEncoder


class SessionsHolder(Protocol):
    """An ``EventPage``, as far as its sessions go."""

    translation_key: UUID
    sessions: Any


def id_on(key: UUID, session_id: str) -> str:
    """The id that a session has on a copy of its event: always the same one, so that rows and revisions agree.

    ``key`` is the translation key of the copy.
    """
    return str(uuid5(key, session_id))


def give_own_ids(page: SessionsHolder, taken: Collection[str]) -> None:
    """Part a page that is made from another event from the sessions of that event: other events have the taken ids."""
    _change(page, lambda session_id: id_on(page.translation_key, session_id) if session_id in taken else session_id)


def give_copied_ids(page: SessionsHolder) -> None:
    """Part a revision that was copied together with its page from the sessions of the event that it was copied from."""
    _change(page, lambda session_id: id_on(page.translation_key, session_id))


def tell_apart(page: SessionsHolder) -> None:
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


def raw_sessions(page: SessionsHolder) -> list[dict[str, object]]:
    """The sessions as they are stored: plain JSON that no other page holds."""
    raw: list[dict[str, Any]] = json.loads(json.dumps(page.sessions.get_prep_value(), cls=DjangoJSONEncoder))
    return raw


def _change(page: SessionsHolder, rule: Callable[[str], str]) -> None:
    """Put new blocks in place of those of the page: a copy in memory shares its blocks with its original."""
    old = [str(block.id) for block in page.sessions]
    new = [rule(session_id) for session_id in old]
    if old != new:
        raw = raw_sessions(page)
        for block, session_id in zip(raw, new, strict=True):
            block["id"] = session_id
        page.sessions = raw  # the field makes blocks of it
