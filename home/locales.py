"""The site's few locales, remembered in the process.

Wagtail reads a locale from the database for each link that it shows in the reader's language. There are two or three
rows and they change about never, so each process keeps them; the change of a row, or its deletion, forgets them all.
"""

from functools import cache

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.utils import translation
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page


@cache
def _locales() -> dict[str, Locale]:
    return {locale.language_code: locale for locale in Locale.objects.all()}


def forget_locales(**_kwargs: object) -> None:
    _locales.cache_clear()


def locale_for(language_code: str) -> Locale:
    """The locale of a language. Raises ``Locale.DoesNotExist`` or ``LookupError`` like Wagtail's own look-up."""
    variant = get_supported_content_language_variant(language_code)
    if variant not in _locales():
        forget_locales()
    try:
        return _locales()[variant]
    except KeyError:
        forget_locales()
        raise Locale.DoesNotExist(variant) from None


def active_locale() -> Locale:
    """The locale of the language that Django speaks now, or the default one."""
    try:
        return locale_for(translation.get_language() or settings.LANGUAGE_CODE)
    except (Locale.DoesNotExist, LookupError):
        return locale_for(settings.LANGUAGE_CODE)


def language_of(locale_id: int) -> str:
    """The language code of a locale's id, for a page that was fetched without its locale."""
    for language_code, locale in _locales().items():
        if locale.pk == locale_id:
            return language_code
    forget_locales()
    return next(code for code, locale in _locales().items() if locale.pk == locale_id)


def titles_of(page: Page) -> dict[str, str]:
    """The titles of a page and of its translations, by language code, live or not. One query."""
    pages = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return {language_of(locale_id): title for locale_id, title in pages.values_list("locale_id", "title")}


def remember_locales() -> None:
    """Make Wagtail's own look-ups use the remembered rows. Called once, when the app is ready."""
    post_save.connect(forget_locales, sender=Locale, dispatch_uid="forget_locales_save")
    post_delete.connect(forget_locales, sender=Locale, dispatch_uid="forget_locales_delete")
    Locale.objects.get_for_language = locale_for
