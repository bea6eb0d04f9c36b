"""The English side, made through wagtail-localize from the pairs that the builders wrote."""

from collections.abc import Iterable

from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog, TranslationSource

from applications.forms.page import FormPage
from portal.demo.store import content_of
from portal.demo.texts import ENGLISH

# Addresses are the same in both languages, but the two home pages are siblings.
SLUGS = {"accueil": "home"}


class MissingEnglishError(Exception):
    """Texts of the demo that were written in French only."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__("No English for:\n" + "\n".join(f"- {text}" for text in texts))


def translate(instances: Iterable[TranslatableMixin], locale: Locale) -> None:
    """Translate and publish, in the given order: what is referred to comes before what refers to it.

    What was translated before and has not changed since is left as it is. Raises ``MissingEnglishError``.
    """
    stale: list[TranslationSource] = []
    missing: list[str] = []
    for instance in instances:
        source, changed = _read(instance)
        without_english, rewritten = _write_strings(source, locale)
        missing += without_english
        is_draft = isinstance(instance, FormPage) and instance.has_unpublished_changes
        if changed or rewritten or is_draft or not _is_made(source, locale):
            stale.append(source)
    if missing:
        raise MissingEnglishError(missing)
    for source in stale:
        Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
        _make_target(source, locale)


def _read(instance: TranslatableMixin) -> tuple[TranslationSource, bool]:
    """Take the French as it is now; says whether it is other than the last time."""
    if isinstance(instance, FormPage):
        instance = instance.get_latest_revision_as_object()
    before = TranslationSource.objects.get_for_instance_or_none(instance)
    source = TranslationSource.update_or_create_from_instance(instance)[0]
    return source, before is None or before.last_updated_at != source.last_updated_at


def _write_strings(source: TranslationSource, locale: Locale) -> tuple[list[str], bool]:
    """Store the English of each segment. Returns those that have none, and whether anything was written."""
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    stored = StringTranslation.objects.filter(locale=locale, context__object_id=source.object_id)
    known = {(translation.translation_of_id, translation.context_id): translation for translation in stored}
    missing: list[str] = []
    new: dict[tuple[int, int], StringTranslation] = {}
    outdated: list[StringTranslation] = []
    for segment in segments:
        place = (segment.string_id, segment.context_id)
        english = _english(segment)
        if english is None:
            missing.append(f"{source.object_repr}, {segment.context.path}: {segment.string.data}")
        elif place not in known:
            new[place] = _translation(segment, locale, english)
        elif known[place].data != english or known[place].has_error:
            known[place].data, known[place].has_error, known[place].field_error = english, False, ""
            outdated.append(known[place])
    StringTranslation.objects.bulk_create(new.values())
    StringTranslation.objects.bulk_update(outdated, ["data", "has_error", "field_error"])
    return missing, bool(new or outdated)


def _english(segment: StringSegment) -> str | None:
    french = segment.string.data
    return SLUGS.get(french, french) if segment.context.path == "slug" else ENGLISH.get(french)


def _translation(segment: StringSegment, locale: Locale, english: str) -> StringTranslation:
    return StringTranslation(
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        locale=locale,
        data=english,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )


def _is_made(source: TranslationSource, locale: Locale) -> bool:
    """Whether the translation exists and is what was made last: nobody edited, unpublished or deleted it."""
    model = source.specific_content_type.model_class()
    target = model.objects.filter(translation_key=source.object_id, locale=locale).first()
    if target is None:
        return False
    if not isinstance(target, Page):
        again = source.get_ephemeral_translated_instance(locale, fallback=True)
        return content_of(again) == content_of(target)
    log = TranslationLog.objects.filter(source=source, locale=locale).order_by("pk").last()
    return bool(log and log.revision_id == target.live_revision_id == target.latest_revision_id and target.live)


def _make_target(source: TranslationSource, locale: Locale) -> None:
    """Make or update the translation. A page is published here and now, not when the transaction ends.

    Publishing the translation of a form publishes the form itself.
    """
    is_page = issubclass(source.specific_content_type.model_class(), Page)
    target, _created = source.create_or_update_translation(locale, publish=not is_page)
    if is_page:
        target.latest_revision.publish()
