"""Another event like one that there is, with new dates: a draft in every language, with its forms."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from wagtail.models import Page

from events.models import EventPage
from events.page_copies import Copy, PageSet, copy_set, page_set
from events.session_ids import id_on, raw_sessions
from offers.sessions import SessionState, of_copied_form
from users.models import User


@dataclass(frozen=True)
class Wish:
    """What the new event is to be. ``titles`` are by language; ``days`` by the ids of the sessions taken along."""

    titles: dict[str, str]
    slug: str
    days: dict[str, date]
    with_forms: bool = True


def may_duplicate(page: EventPage, user: User) -> bool:
    """Whether a person may copy the event, and add below the agenda, in each language that it has."""
    pages = EventPage.objects.filter(translation_key=page.translation_key, alias_of=None)
    return bool(pages) and all(each.permissions_for_user(user).can_copy_to(each.get_parent()) for each in pages)


def parents_of(pages: PageSet) -> dict[int, Page]:
    """The page above each language of a set, by locale."""
    found = type(pages.lead).objects.filter(
        translation_key=pages.lead.translation_key, locale__in=pages.locale_ids, alias_of=None
    )
    return {page.locale_id: page.get_parent() for page in found}


def later(pages: PageSet, today: date) -> timedelta:
    """By how many weeks to move the sessions so that the first is still to come, on the same day of the week."""
    first = min((session.first_day for session in pages.lead.all_sessions), default=today)
    return timedelta(weeks=max(1, (today - first).days // 7 + 1))


@transaction.atomic
def duplicate(pages: PageSet, wish: Wish, *, user: User) -> EventPage:
    """Make the new event and return its source. Nothing is published, and nothing is shared with the old one.

    Its sessions take place as announced, on their new days; what is said by day moves along. What remained of the old
    one is left out. Each form has a call of its own. Raises ``ValidationError``.
    """
    key = uuid4()
    new_ids = {session_id: id_on(key, session_id) for session_id in wish.days}
    old_ids = {new: old for old, new in new_ids.items()}
    copy = Copy(
        key=key,
        fields=lambda page: _own_fields(page, wish, new_ids),
        texts={language: {"title": title, "slug": wish.slug} for language, title in wish.titles.items()},
        old_path=lambda path: _renamed(path, old_ids),
        new_path=lambda path: _renamed(path, new_ids),
    )
    made = copy_set(pages, parents_of(pages), copy, user=user)
    event: EventPage = made[pages.lead.locale_id]
    if wish.with_forms:
        for form in pages.lead.get_children().filter(alias_of=None):
            _take_along(form, made, event, user)
    return event


def _own_fields(page: EventPage, wish: Wish, new_ids: dict[str, str]) -> dict[str, object]:
    language = page.locale.language_code
    return {
        "title": wish.titles.get(language, page.title),
        "slug": wish.slug,
        "sessions": [
            _moved(block, wish.days[block["id"]], new_ids[block["id"]])
            for block in raw_sessions(page)
            if block["id"] in new_ids
        ],
        "documents_after": [],
    }


def _moved(block: dict[str, Any], day: date, session_id: str) -> dict[str, Any]:
    """A raw session on another day."""
    value = dict(block["value"])
    delta = day - date.fromisoformat(value["date"])
    value |= {"date": day.isoformat(), "end_date": _later(value.get("end_date"), delta)}
    value |= {"state": SessionState.CONFIRMED.value}
    if rules := value.get("registration"):
        value["registration"] = rules | {"closes_on": _later(rules.get("closes_on"), delta)}
    return block | {"id": session_id, "value": value}


def _later(day: str | None, delta: timedelta) -> str | None:
    return (date.fromisoformat(day) + delta).isoformat() if day else None


def _renamed(path: str, ids: dict[str, str]) -> str:
    """The path of a text in wagtail-localize, with the id of its session exchanged."""
    parts = path.split(".")
    if parts[0] == "sessions" and len(parts) > 1:
        parts[1] = ids.get(parts[1], parts[1])
    return ".".join(parts)


def _take_along(form: Page, events: dict[int, object], event: EventPage, user: User) -> None:
    """Copy a form below the new event, in the languages that both have."""
    pages = page_set(form)
    if set(pages.locale_ids) <= set(events):
        own = of_copied_form(pages.lead, event)
        copy_set(pages, events, Copy(key=uuid4(), fields=lambda _page: own), user=user)
