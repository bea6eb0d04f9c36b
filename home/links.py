"""Links between pages, followed to the reader's language with one query for a whole page.

A translated page keeps the page choosers and the rich-text links of its source, so a link may name the French page
in an English text. Wagtail would ask the database for each of them; here all the links of a page are resolved at once.
A page chooser inside a block is always called ``page``: that is how it is found in the stored JSON.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from wagtail.documents import get_document_model
from wagtail.models import Page

from home.locales import active_locale

Targets = Mapping[int, Page]

Documents = Mapping[int, Any]

_RICH_TEXT_LINK = {
    kind: re.compile(rf'<a\b(?=[^>]*\blinktype="{kind}")[^>]*\bid="(\d{{1,18}})"') for kind in ("page", "document")
}
_known: ContextVar[tuple[Targets, Documents]] = ContextVar("known_links", default=({}, {}))


def referenced_page_ids(raw: object) -> Iterator[int]:
    """Yield the ids of the pages that raw StreamField data or rich-text source leads to."""
    for key, value in _leaves(raw):
        if isinstance(value, str):
            yield from map(int, _RICH_TEXT_LINK["page"].findall(value))
        elif key == "page" and isinstance(value, int):
            yield value


def referenced_document_ids(raw: object) -> Iterator[int]:
    """Yield the ids of the documents that rich text leads to; document choosers load theirs at once by themselves."""
    for _key, value in _leaves(raw):
        if isinstance(value, str):
            yield from map(int, _RICH_TEXT_LINK["document"].findall(value))


def _leaves(raw: object, key: str = "") -> Iterator[tuple[str, object]]:
    """Every value of nested raw data that holds no other values, with the key that it stands under."""
    if isinstance(raw, Mapping):
        for name, value in raw.items():
            yield from _leaves(value, name)
    elif isinstance(raw, Iterable) and not isinstance(raw, str):
        for value in raw:
            yield from _leaves(value, key)
    else:
        yield key, raw


def link_targets(ids: Iterable[int]) -> Targets:
    """For each page id, the live page to link to: its translation in the active language, or itself.

    A page that is neither live nor translated into a live one is left out. One query, none without ids.
    """
    return targets_and_versions(ids)[0]


def targets_and_versions(ids: Iterable[int]) -> tuple[Targets, dict[UUID, list[Page]]]:
    """The targets of ``link_targets`` and, by translation key, every live language version of these pages."""
    ids = set(ids)
    if not ids:
        return {}, {}
    keys = Page.objects.filter(pk__in=ids).order_by().values("translation_key")
    key_of: dict[int, UUID] = {}
    versions: dict[UUID, list[Page]] = defaultdict(list)
    for page in Page.objects.filter(translation_key__in=keys).order_by("pk"):
        key_of[page.pk] = page.translation_key
        if page.live:
            versions[page.translation_key].append(page)
    locale_id = active_locale().pk
    targets = {}
    for id_ in ids & key_of.keys():
        # The reader's language first, then the page that was named, then any other version.
        found = sorted(versions[key_of[id_]], key=lambda page: (page.locale_id != locale_id, page.pk != id_))
        if found:
            targets[id_] = found[0]
    return targets, versions


def linked_documents(ids: Iterable[int]) -> Documents:
    """The documents that rich text leads to. One query, none without ids."""
    ids = set(ids)
    return get_document_model().objects.in_bulk(ids) if ids else {}


@contextmanager
def resolving(context: Mapping[str, Any] | None) -> Iterator[None]:
    """Let the rich text rendered inside find what the page of a template context has looked up already."""
    known = context or {}
    token = _known.set((known.get("link_targets") or {}, known.get("link_documents") or {}))
    try:
        yield
    finally:
        _known.reset(token)


def resolved_pages(ids: list[int]) -> Targets:
    """The targets of these pages: those that are known inside ``resolving``, or else one query."""
    known = _known.get()[0]
    return known if known.keys() >= set(ids) else {**known, **link_targets(ids)}


def resolved_documents(ids: list[int]) -> Documents:
    """The same for documents."""
    known = _known.get()[1]
    return known if known.keys() >= set(ids) else {**known, **linked_documents(ids)}
