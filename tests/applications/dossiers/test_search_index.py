"""Promoted answers and searchable words: what is written of a dossier, and what is left out of both."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.dossiers.search_index import index_answers
from applications.models import Application, Call, DossierText, FormVersion, PromotedAnswer
from applications.references import new_reference

pytestmark = pytest.mark.django_db

OPTIONS = {"fr": ("Un conseil", "Une été"), "en": ("Advice", "One summer")}


def spec(kind: str, key: str = "", **details: Any) -> dict[str, Any]:
    return {"key": key or kind, "kind": kind, "label": kind, "hint": "", "required": False, "private": False} | details


def content(language: str) -> dict[str, Any]:
    options = [{"key": f"o{n}", "label": label} for n, label in enumerate(OPTIONS[language])]
    kinds = ["short_text", "number", "date", "yes_no"]
    questions = [spec(kind) for kind in kinds]
    questions += [spec(kind, options=options) for kind in ("choice", "choices", "theme", "territory")]
    questions += [spec("money", currency="EUR"), spec("long_text", "secret", private=True)]
    questions += [spec("number", "secret number", private=True), spec("number", "k" * 37)]
    return {"title": "", "steps": [{"key": "s", "kind": "step", "title": "", "questions": questions}]}


ANSWERS: dict[str, Any] = {
    "short_text": "Le café de l’Œuvre, SIRET 732 829 320 00074",
    "number": "12.5",
    "money": "1850",
    "date": "2031-05-04",
    "yes_no": "no",
    "choice": "o0",
    "theme": "o1",
    "territory": "o0",
    "choices": ["o0", "o1"],
    "secret": "chuchotement",
    "secret number": "77",
    "k" * 37: "3",
}


def dossier(answers: dict[str, Any] = ANSWERS, language: str = "fr") -> Application:
    call = Call.objects.get_or_create(code="pic")[0]
    both = {"content": {code: content(code) for code in OPTIONS}}
    version = FormVersion.objects.get_or_create(call=call, content_hash="x", defaults=both)[0]
    return Application.objects.create(
        call=call,
        version=version,
        reference=new_reference("pic"),
        language=language,
        answers=answers,
        contact_name="Zoé Martin",
        contact_email="zoe@example.org",
    )


def values(application: Application) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in application.promoted.order_by("question", "text"):
        found.setdefault(row.question, []).append(row.number if row.number is not None else row.day or row.text)
    return found


def test_values_to_filter_by() -> None:
    application = dossier()
    index_answers(application)
    assert values(application) == {
        "number": [Decimal("12.5")],
        "money": [Decimal(1850)],
        "date": [date(2031, 5, 4)],
        "yes_no": ["no"],
        "choice": ["o0"],
        "theme": ["o1"],
        "territory": ["o0"],
        "choices": ["o0", "o1"],
    }


def test_words_to_search_by() -> None:
    """In the applicant's language, and as the form says it in the other one; nothing private."""
    application = dossier()
    index_answers(application)
    text = application.text.words
    words = set(text.split())
    assert text.startswith(" ")
    assert "  " not in text
    assert {"zoe", "martin", "example", "cafe", "oeuvre", "conseil", "advice", "summer", "2031", "mai", "may"} <= words
    assert {"1", "850", "1850", "73282932000074"} <= words
    assert {part.lower() for part in application.reference.split("-")} <= words
    assert application.reference.replace("-", "").lower() in words
    assert not {"chuchotement", "77"} & words


def test_it_is_written_anew_and_only_when_something_changed() -> None:
    application = dossier()
    index_answers(application)
    before = set(application.promoted.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        index_answers(application)
    assert len(queries) == 2
    assert set(application.promoted.values_list("pk", flat=True)) == before

    application.answers = {"choice": "o1", "short_text": "Autre chose"}
    index_answers(application)
    assert values(application) == {"choice": ["o1"]}
    words = DossierText.objects.get(application=application).words.split()
    assert "autre" in words
    assert "cafe" not in words


def test_what_does_not_fit_is_left_out() -> None:
    junk: dict[str, Any] = {
        "number": "9" * 40,
        "money": "NaN",
        "date": "2031-02-30",
        "yes_no": "perhaps\0",
        "choice": ["o0", {}],
        "choices": "o1",
        "theme": None,
        "territory": "x" * 500,
        "short_text": "\0 \ud83d % _ ' œ" + "y" * 50_000,
    }
    application = dossier({})  # what a database refuses, as a NUL, is never stored, but may come to be indexed
    application.answers = junk
    index_answers(application)
    assert values(application) == {}
    assert f" oe{'y' * 50_000}" in application.text.words
    index_answers(dossier({"money": "0.00005", "number": "-1"}, "en"))
    assert set(PromotedAnswer.objects.filter(question="money").values_list("number", flat=True)) == {Decimal("0.0001")}


def test_a_form_that_is_unknown_leaves_the_contact() -> None:
    application = dossier()
    application.version.content = {}
    index_answers(application)
    assert not application.promoted.exists()
    assert "zoe" in application.text.words.split()


def test_dossiers_of_before_are_indexed_by_a_command() -> None:
    """Those that came before there was an index, and all of them where one asks for it."""
    old, known, nobody = dossier(), dossier(), dossier()
    index_answers(known)
    Application.objects.filter(pk=nobody.pk).update(anonymised_at=timezone.now())
    DossierText.objects.filter(pk=known.pk).update(words=" stale")
    call_command("index_dossiers", verbosity=0)
    old.refresh_from_db()
    assert "zoe" in old.text.words.split()
    assert old.promoted.exists()
    assert old.beneficiary
    assert old.beneficiary.key == "email:zoe@example.org"
    assert DossierText.objects.get(pk=known.pk).words == " stale"
    call_command("index_dossiers", all=True, verbosity=0)
    assert not DossierText.objects.filter(pk=nobody.pk).exists()
    assert "zoe" in DossierText.objects.get(pk=known.pk).words.split()
