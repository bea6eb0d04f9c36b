"""Every kind of PDF, of the demonstration's dossiers in both languages: read as a screen reader goes through it."""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from applications.dossiers.copies import copy_of
from applications.dossiers.receipts import receipt_of
from applications.letters.paper import letter_on_paper, letters_among
from applications.models import Application, OutgoingEmail
from applications.registrations.attendees import attendees
from applications.registrations.session_details import session_of
from applications.registrations.sheet import sheet_of
from home.documents import Document, engine, press
from tests.reading_pdf import ReadPdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_queue")]

LANGUAGES = ("fr", "en")
MOMENT = dt.datetime(2027, 1, 12, tzinfo=dt.UTC)
ORDER = {
    "fr": {"receipt": ("Formulaire", "Code du récépissé", "Ce qui a été reçu"), "copy": ("Référence", "Envoyée le")},
    "en": {"receipt": ("Form", "Receipt code", "What was received"), "copy": ("Reference", "Sent on")},
}


def dossiers() -> list[Application]:
    """The longest and the emptiest, and the longest of a registration."""
    every = Application.objects.select_related("call", "version", "beneficiary")
    by_size = sorted(every, key=lambda one: len(json.dumps(one.answers)))
    registered = [one for one in by_size if one.call.session_key]
    return [by_size[0], by_size[-1], registered[-1]]


def documents() -> Iterator[Document]:
    for language in LANGUAGES:
        for number, application in enumerate(dossiers()):
            yield copy_of(application, language, with_private=number % 2 == 0, is_own=number % 2 == 0)
            yield receipt_of(application, language)
        seated = Application.objects.select_related("call").filter(call__session_key__isnull=False)[0].call
        session = session_of(seated, language)
        assert session
        yield sheet_of(seated, session, attendees(seated), language, MOMENT)
    emails = OutgoingEmail.objects.select_related("application__call", "application__version")
    letters = {(each.occasion, each.language): each for each in letters_among(emails)}
    assert {language for _occasion, language in letters} == set(LANGUAGES)
    for letter in letters.values():
        assert letter.application
        yield letter_on_paper(letter.application, letter)


def test_each_is_read_aloud_as_it_is_seen_with_and_without_typefaces(settings: Any, tmp_path: Path) -> None:
    made, kinds = list(documents()), {}
    for document in made:
        # Not in a process of its own, which takes a second for each.
        check(document, ReadPdf(press.make(engine._job(document))))
        kinds[document.template, document.language] = document
    assert set(kinds) == {
        (f"applications/{kind}", language) for kind in ("copy", "receipt", "sheet", "letter") for language in LANGUAGES
    }
    settings.DOCUMENT_FONTS_DIR = tmp_path / "none"
    for document in kinds.values():
        check(document, ReadPdf(press.make(engine._job(document))))


def check(document: Document, read: ReadPdf) -> None:
    where = f"{document.title} ({document.language})"
    assert read.is_tagged, where
    assert read.part_of_ua == "1", where
    assert read.shows_title, where
    assert (read.title, read.language) == (document.title, document.language)
    assert read.unmarked == "", where
    levels = [int(tag.kind[1]) for tag in read.tags if tag.kind in ("H1", "H2", "H3")]
    assert levels[0] == 1, where
    assert levels.count(1) == 1, where
    assert all(below - above <= 1 for above, below in pairwise(levels)), where
    assert all(tag.alternative for tag in read.tags if tag.kind == "Figure"), where
    assert all(tag.language in (*LANGUAGES, "ar") for tag in read.tags), where
    assert all(read.is_drawn(page) for page in range(read.pages)), where
    place = 0
    for words in ORDER[document.language].get(document.template.partition("/")[2], ()):
        place = read.text.find(words, place)
        assert place >= 0, f"{where}: {words} is missing, or comes too early"
