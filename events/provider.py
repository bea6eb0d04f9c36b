"""What this app answers to those who take registrations: ``offers.sessions`` is where they ask."""

from collections.abc import Iterable
from dataclasses import fields
from uuid import UUID

from django.conf import settings
from django.utils import translation
from wagtail.models import Page

from events.calendars import session_calendar
from events.models import EventDate, EventPage
from events.sessions import Session
from events.wording import session_label
from home.locales import language_of
from offers.sessions import SessionFacts

_SHARED = {field.name for field in fields(SessionFacts)} & {field.name for field in fields(Session)}


class EventSessions:
    """See ``offers.sessions.Sessions``."""

    def is_event(self, page: Page) -> bool:
        return isinstance(page, EventPage) or (page.specific_class is EventPage)

    def of_event(self, key: UUID, language: str = "") -> list[SessionFacts]:
        """What the source says holds: which sessions there are, when, and how one registers. Words are translated."""
        pages = {
            language_of(page.locale_id): page
            for page in EventPage.objects.live().filter(translation_key=key, alias_of=None)
        }
        source = pages.get(settings.LANGUAGE_CODE) or next(iter(pages.values()), None)
        if source is None:
            return []
        page = pages.get(language, source)
        words = {session.key: session for session in page.all_sessions}
        return [_facts(words.get(session.key, session), page, session) for session in source.all_sessions]

    def by_key(self, keys: Iterable[UUID], language: str) -> dict[UUID, SessionFacts]:
        events = EventDate.objects.filter(session_id__in=list(keys), page__live=True)
        found: dict[UUID, SessionFacts] = {}
        for event in set(events.values_list("page__translation_key", flat=True)):
            found |= {facts.key: facts for facts in self.of_event(event, language)}
        return {key: found[key] for key in keys if key in found}

    def calendar(self, facts: SessionFacts, *, with_access: bool = False) -> bytes:
        return session_calendar(facts, with_access=with_access)


def _facts(session: Session, page: EventPage, source: Session) -> SessionFacts:
    """The words of ``session`` with the dates, the state and the rules of ``source``."""
    language = language_of(page.locale_id)
    rules = ("starts", "ends", "has_time", "has_end_time", "first_day", "last_day", "state", "registration")
    values = {name: getattr(source if name in rules else session, name) for name in _SHARED}
    values["access_url"] = session.access_url or source.access_url
    with translation.override(language):
        label = session_label(session)
    return SessionFacts(**values, page=page, language=language, title=page.title, label=label, time_zone=page.time_zone)
