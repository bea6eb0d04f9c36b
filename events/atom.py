"""New events as Atom (RFC 4287), for those who follow by a feed reader."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from events.calendars import page_address
from events.models import EventPage, EventsPage
from events.wording import session_label, state_and_title
from home.addresses import absolute, host

DATES_TOLD = 3
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class NewEvents:
    """What the feed shows. ``events`` carry ``dates_changed_at``, which is None while they have no date."""

    site: str
    agenda: EventsPage | None
    events: list[EventPage]
    address: str


class _Atom(Atom1Feed):
    """Without entries it is as old as the agenda, not new at every look."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["born_at"]


def write_atom(new: NewEvents) -> bytes:
    """The feed in the active language. Its ids hold neither titles nor addresses of pages, which may change."""
    language = translation.get_language()
    feed = _Atom(
        title=_clean(_("New events – %(site)s") % {"site": new.site}),
        link=page_address(new.agenda) if new.agenda else absolute(f"/{language}/"),
        description="",
        language=language,
        author_name=_clean(new.site),
        feed_url=absolute(new.address),
        feed_guid=f"tag:{host()},2026:{language}/new-events",
        born_at=(new.agenda and new.agenda.first_published_at) or _LONG_AGO,
    )
    for page in new.events:
        _add(feed, page, language)
    return feed.writeString("utf-8").encode()


def _add(feed: Atom1Feed, page: EventPage, language: str) -> None:
    born = page.first_published_at or page.last_published_at or _LONG_AGO
    changed: Any = getattr(page, "dates_changed_at", None)
    feed.add_item(
        title=_clean(page.title),
        link=page_address(page),
        description=_summary(page),
        unique_id=f"tag:{host()},2026:{language}/events/{page.translation_key}",
        pubdate=born,
        updateddate=max(born, changed or born),
        categories=[_clean(page.get_kind_display())],
    )


def _summary(page: EventPage) -> str:
    """The first dates, then the introduction, as HTML."""
    sessions = page.all_sessions
    lines = [state_and_title(session, session_label(session)) for session in sessions[:DATES_TOLD]]
    if len(sessions) > DATES_TOLD:
        lines.append(_("and other dates"))
    lines.append(page.introduction)
    return format_html_join("\n", "<p>{}</p>", ((_clean(line),) for line in lines if line))


def _clean(text: str) -> str:
    """What XML allows of a text."""
    return _NOT_IN_XML.sub("", text)
