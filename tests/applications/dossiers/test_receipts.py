"""Receipts: what stands in them, and whose codes are good."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import translation

from applications.dossiers.receipt_codes import LENGTH, checked_receipt, receipt_code
from applications.dossiers.receipts import name_of_receipt, receipt_of
from applications.kinds import CallKind
from applications.models import Application
from applications.references import ALPHABET
from home.documents import make_pdf
from tests.applications.kept import MOMENT, kept, many_files
from tests.reading_pdf import ReadPdf

pytestmark = pytest.mark.django_db


def received(application: Application, language: str = "fr", **options: Any) -> ReadPdf:
    return ReadPdf(make_pdf(receipt_of(application, language, **options)))


@pytest.mark.parametrize(
    ("language", "heading", "moment", "address"),
    [
        ("fr", "Récépissé de demande", "12 janvier 2027 à 14\u00a0h\u00a032 (heure de Paris)", "/fr/recepisses/"),
        ("en", "Receipt for an application", "12 January 2027 at 2:32\u00a0pm (Paris time)", "/en/receipts/"),
    ],
)
def test_it_says_what_was_received_and_when(language: str, heading: str, moment: str, address: str) -> None:
    application = kept()
    read = received(application, language)

    assert (read.title, read.language) == (f"{heading} KEPT-K7M4-Q2RT", language)
    assert read.is_tagged
    assert read.part_of_ua == "1"
    assert read.shows_title
    assert read.unmarked == ""
    assert read.texts("H1") == [heading]
    assert moment in read.text
    assert receipt_code(application) in read.text
    assert [text for text in read.texts("Link") if text.endswith(address)]
    assert [bool(tag.alternative) for tag in read.tags if tag.kind == "Figure"] == [True]
    assert read.is_drawn()


def test_no_answer_is_in_it() -> None:
    text = received(kept()).text

    assert "Ada Martin" in text, "it names who it was given to"
    for answer in ("Un banc.", "Zoé", "1850", "01 42 34", "Grenoble", "Peint"):
        assert answer not in text
    assert "plan du banc.pdf" in text


def test_it_counts_what_was_answered_and_lists_the_files() -> None:
    read = received(kept({"plans": many_files()}))

    rows = read.texts("TD")
    assert rows[:4] == ["Qui êtes-vous\u00a0?", "4", "Votre projet", "4"]
    assert len(rows) == 4 + 40 * 3


def test_it_is_the_same_file_however_often_it_is_made() -> None:
    application = kept()
    first = make_pdf(receipt_of(application, "fr"))
    application.status = "declined"
    application.save()
    assert make_pdf(receipt_of(Application.objects.get(), "fr")) == first


def test_a_registration_names_its_session() -> None:
    application = kept()
    application.call.kind = CallKind.REGISTRATION
    read = received(application, "en", about=[("Session", "The workshop"), ("When", "Tuesday")])
    assert read.texts("H1") == ["Receipt for a registration"]
    assert "The workshop" in read.text


def test_the_file_is_named_in_the_language_of_its_reader() -> None:
    application = kept()
    with translation.override("fr"):
        assert name_of_receipt(application) == "recepisse-KEPT-K7M4-Q2RT.pdf"
    with translation.override("en"):
        assert name_of_receipt(application) == "receipt-KEPT-K7M4-Q2RT.pdf"


def test_a_code_is_easy_to_copy() -> None:
    code = receipt_code(kept())
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code) <= {*ALPHABET, "-"}


@pytest.mark.parametrize("spelt", ["{0}", "{0} ", "  {1}", "{2}", "{3}"])
def test_a_genuine_code_is_known_however_it_is_typed(spelt: str) -> None:
    application = kept()
    code = receipt_code(application)
    typed = spelt.format(code, code.lower(), code.replace("-", ""), code.replace("-", " – "))
    assert checked_receipt("KEPT-K7M4-Q2RT", typed) == application
    assert checked_receipt(" kept–k7m4 q2rt ", typed) == application


def test_forged_altered_and_foreign_codes_are_not() -> None:
    application, other = kept(), kept(reference="KEPT-2222-2222")
    code = receipt_code(application)

    assert checked_receipt(other.reference, code) is None, "the code of another receipt"
    assert checked_receipt("KEPT-9999-9999", code) is None, "a reference that does not exist"
    for place in range(len(code)):
        for letter in ALPHABET if code[place] != "-" else ():
            if letter != code[place]:
                assert checked_receipt(application.reference, code[:place] + letter + code[place + 1 :]) is None
    for forged in ("", "-", code[:-1], code + "2", "2" * LENGTH, "é" * LENGTH, "\0", "x" * 100_000):
        assert checked_receipt(application.reference, forged) is None
    assert checked_receipt("\0" + "x" * 100_000, code) is None


def test_a_receipt_of_another_moment_is_not_genuine() -> None:
    application = kept()
    code = receipt_code(application)
    Application.objects.update(submitted_at=MOMENT - timedelta(days=1))
    assert checked_receipt(application.reference, code) is None


def test_a_code_of_another_portal_is_foreign_and_one_of_a_former_key_is_ours(settings: Any) -> None:
    application = kept()
    code, key = receipt_code(application), django_settings.SECRET_KEY
    settings.SECRET_KEY = "another portal, or a new key"
    assert checked_receipt(application.reference, code) is None
    settings.SECRET_KEY_FALLBACKS = [key]
    assert checked_receipt(application.reference, code) == application
    assert receipt_code(application) != code
