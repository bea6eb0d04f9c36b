"""Short addresses: a few letters that lead to a form in the reader's language, for posters and codes to scan."""

import secrets
from collections.abc import Sequence
from typing import Any

from applications.forms.page import FormPage
from applications.references import ALPHABET

LENGTH = 6
ATTEMPTS = 20


def new_code() -> str:
    """Six letters and digits that are not mistaken for one another, which no form has."""
    for _attempt in range(ATTEMPTS):
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH)).lower()
        if not FormPage.objects.filter(short_code=code).exists():
            return code
    raise RuntimeError("No free short address was found.")


def give_code(pages: Sequence[tuple[FormPage, Any]]) -> None:
    """Give the translations of a form, with the revisions that are about to be published, the same short code.

    The first page's own, else the one that any of them has had, else a new one.
    """
    stored = FormPage.objects.filter(translation_key=pages[0][0].translation_key).exclude(short_code="")
    codes = [page.short_code for page, _revision in pages] + list(stored.values_list("short_code", flat=True))
    code = next((code for code in codes if code), None) or new_code()
    for page, revision in pages:
        if page.short_code != code:
            page.short_code = revision.content["short_code"] = code
            revision.save(update_fields=["content"])
