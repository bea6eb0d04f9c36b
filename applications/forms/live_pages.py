"""The page on which a form can be opened."""

import uuid

from django.db.models import QuerySet

from applications.forms.page import FormPage
from home.locales import language_of


def live_page(form_key: uuid.UUID, language: str) -> FormPage | None:
    """The live page of a form in a language, or else in another one, with who helps; None if nobody can open it.

    One query.
    """
    return _first(FormPage.objects.live().filter(translation_key=form_key), language)


def live_page_of_code(code: str, language: str) -> FormPage | None:
    """The same, of the form that has a short address. One query."""
    return _first(FormPage.objects.live().filter(short_code=code.lower()), language)


def path_of(page: FormPage) -> str:
    parts = page.get_url_parts()
    return str(parts[2]) if parts and parts[2] else ""


def _first(pages: "QuerySet[FormPage]", language: str) -> FormPage | None:
    ordered = pages.filter(alias_of=None).select_related("contact").order_by("pk")
    found = sorted(ordered, key=lambda page: language_of(page.locale_id) != language)
    return next((page for page in found if path_of(page)), None)
