"""Forms and wagtail-localize: the translation screens work on the newest draft of a form, not on what is live.

Otherwise a new question of a live form could not be translated before it is published, nor be published before it is
translated.
"""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from applications.forms.page import FormPage
from home.locales import language_of
from users.models import User

NOT_TO_TRANSLATE = ("slug", "seo_title", "search_description")


class UntranslatableError(Exception):
    """wagtail-localize could not make a translation of what it has. ``messages`` are in the editor's language."""

    def __init__(self, language: str, error: ValidationError) -> None:
        super().__init__(language)
        self.language = language
        self.messages = list(error.messages)


def read_newest_drafts() -> None:
    """Make wagtail-localize take a form from its newest draft, everywhere. Called once, when the app is ready."""
    stored: Callable[[TranslationSource], Any] = TranslationSource.get_source_instance

    def newest(source: TranslationSource) -> Any:
        instance = stored(source)
        return newest_draft(instance) if isinstance(instance, FormPage) else instance

    TranslationSource.get_source_instance = newest


def newest_draft(page: FormPage) -> FormPage:
    """The page as it was saved last, live or not."""
    draft: FormPage = page.get_latest_revision_as_object()
    return draft


def read_source(page: FormPage) -> None:
    """Have the translators see the form as it is in ``page``, if it is translated into other languages at all."""
    if TranslationSource.objects.get_for_instance_or_none(page):
        TranslationSource.update_or_create_from_instance(page)


def refresh_translations(lead: FormPage, user: User | None) -> None:
    """Make the other languages of a form anew from their source and from the translated texts, as drafts.

    Only those that wagtail-localize keeps; those that are up to date are left alone. ``lead`` stays as it is, and
    counts as the newest draft of its language. Raises ``UntranslatableError``.
    """
    read_source(lead)
    for translation in _translations(lead).exclude(target_locale=lead.locale_id):
        target = FormPage.objects.filter(
            translation_key=lead.translation_key, locale=translation.target_locale, alias_of=None
        ).first()
        if target is None:
            continue
        made = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
        if not _same(made, newest_draft(target)):
            try:
                translation.save_target(user=user, publish=False)
            except ValidationError as error:
                raise UntranslatableError(translation.target_locale.language_code, error) from error


def untranslated_texts(lead: FormPage) -> Iterator[tuple[str, str]]:
    """The languages and the texts of the form that wagtail-localize would show in the language of the source."""
    for translation in _translations(lead):
        segments = StringSegment.objects.filter(source=translation.source).exclude(context__path__in=NOT_TO_TRANSLATE)
        missing = segments.annotate_translation(translation.target_locale).filter(translation__isnull=True)
        for segment in missing.order_by("order").select_related("string"):
            yield language_of(translation.target_locale_id), unescape(strip_tags(segment.string.data))


def _translations(page: FormPage) -> models.QuerySet[Translation]:
    translations = Translation.objects.filter(source__object_id=page.translation_key, enabled=True)
    return translations.select_related("source__locale", "target_locale").order_by("pk")


def _same(one: FormPage, other: FormPage) -> bool:
    """Whether two states of a page say the same; addresses aside, which wagtail-localize makes unique by itself."""
    fields = [field.get_field(FormPage) for field in get_translatable_fields(FormPage) if field.field_name != "slug"]
    states = [[field.get_prep_value(field.value_from_object(page)) for field in fields] for page in (one, other)]
    return states[0] == states[1]
