"""A page copied as a draft in every language, so that editors go on with the copy as with any other page.

Languages that wagtail-localize keeps are made by it again, from the texts that were translated before; languages that
editors write by themselves are copied as they are. Wagtail's own copy is of one language only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from home.locales import language_of
from users.models import User

TAKEN_OVER = ("data", "translation_type", "tool_name", "last_translated_by_id", "has_error")
"""What a translated text is in its new place."""
NEVER_COPIED = {"go_live_at": None, "expire_at": None}


@dataclass(frozen=True)
class PageSet:
    """A page in its languages: ``lead`` is the one that others are translated from. Each as it was saved last."""

    lead: Any
    written: list[Any] = field(default_factory=list)
    """Those that editors write by themselves."""
    translations: list[Translation] = field(default_factory=list)
    """Those that wagtail-localize makes."""

    @property
    def locale_ids(self) -> list[int]:
        own = [page.locale_id for page in (self.lead, *self.written)]
        return [*own, *(translation.target_locale_id for translation in self.translations)]


def page_set(page: Page) -> PageSet:
    """The languages that a page has, without aliases."""
    model = page.specific_class
    pages = {each.locale_id: each for each in model.objects.filter(translation_key=page.translation_key, alias_of=None)}
    made = _translations(page.translation_key).filter(target_locale__in=pages, source__locale__in=pages)
    translations = list(made)
    source = translations[0].source.locale_id if translations else None
    lead = pages.get(source) or min(
        pages.values(), key=lambda each: (language_of(each.locale_id) != settings.LANGUAGE_CODE, each.pk)
    )
    translations = [each for each in translations if each.source.locale_id == lead.locale_id]
    others = pages.keys() - {lead.locale_id, *(each.target_locale_id for each in translations)}
    written = [pages[locale_id].get_latest_revision_as_object() for locale_id in sorted(others)]
    return PageSet(lead.get_latest_revision_as_object(), written, translations)


def _translations(key: UUID) -> QuerySet[Translation]:
    found = Translation.objects.filter(source__object_id=key, enabled=True)
    return found.select_related("source", "target_locale").order_by("pk")


@dataclass(frozen=True)
class Copy:
    """What a copy has of its own. ``texts`` are by language and path, ``paths`` lead from a new path to the old one."""

    key: UUID
    fields: Callable[[Any], dict[str, Any]]
    """The values of a page's fields, of the source and of the languages that editors write by themselves."""
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    old_path: Callable[[str], str] = str
    new_path: Callable[[str], str] = str


def copy_set(pages: PageSet, parents: dict[int, Page], copy: Copy, *, user: User) -> dict[int, Any]:
    """Make the copies below the parent of each language, and return them by locale. Inside the caller's transaction."""
    made = {
        page.locale_id: _copy_page(page, parents[page.locale_id], copy, user) for page in (pages.lead, *pages.written)
    }
    if pages.translations:
        source = TranslationSource.update_or_create_from_instance(made[pages.lead.locale_id])[0]
        for translation in pages.translations:
            made[translation.target_locale_id] = _translate(translation, source, copy, user)
    return made


def _copy_page(page: Any, parent: Page, copy: Copy, user: User) -> Any:
    fields = {"translation_key": copy.key} | NEVER_COPIED | copy.fields(page)
    return page.copy(to=parent, update_attrs=fields, copy_revisions=False, keep_live=False, user=user)


def _translate(old: Translation, source: TranslationSource, copy: Copy, user: User) -> object:
    """The draft in one language, from the texts that it had."""
    _copy_texts(old, source, copy)
    _copy_overrides(old, source, copy)
    new = Translation.objects.create(source=source, target_locale=old.target_locale)
    new.save_target(user=user, publish=False)
    return new.get_target_instance()


def _copy_texts(old: Translation, source: TranslationSource, copy: Copy) -> None:
    locale = old.target_locale
    stored = StringTranslation.objects.filter(locale=locale, context__object_id=old.source.object_id)
    known = {(each.context.path, each.translation_of_id): each for each in stored.select_related("context")}
    texts = copy.texts.get(locale.language_code, {})
    made: dict[tuple[int, int], StringTranslation] = {}
    for segment in StringSegment.objects.filter(source=source).select_related("context"):
        key = {"translation_of_id": segment.string_id, "context_id": segment.context_id, "locale": locale}
        own = texts.get(segment.context.path)
        text = known.get((copy.old_path(segment.context.path), segment.string_id))
        if own:
            by_hand = {"data": own, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL}
            made[(segment.string_id, segment.context_id)] = StringTranslation(**key, **by_hand)
        elif text:
            values = {name: getattr(text, name) for name in TAKEN_OVER}
            made[(segment.string_id, segment.context_id)] = StringTranslation(**key, **values)
    StringTranslation.objects.bulk_create(made.values())


def _copy_overrides(old: Translation, source: TranslationSource, copy: Copy) -> None:
    """What translators chose in place of what the source has: pictures, links."""
    contexts = {each.path: each for each in TranslationContext.objects.filter(object_id=source.object_id)}
    SegmentOverride.objects.bulk_create(_overrides(old, contexts, copy))


def _overrides(old: Translation, contexts: dict[str, TranslationContext], copy: Copy) -> Iterator[SegmentOverride]:
    stored = SegmentOverride.objects.filter(locale=old.target_locale, context__object_id=old.source.object_id)
    for override in stored.select_related("context"):
        context = contexts.get(copy.new_path(override.context.path))
        if context:
            yield SegmentOverride(
                locale=old.target_locale,
                context=context,
                last_translated_by_id=override.last_translated_by_id,
                data_json=override.data_json,
            )
