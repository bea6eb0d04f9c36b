"""Full-text search in dossiers: the same words are found on every database, and no query breaks it."""

import pytest

from applications.dossiers.full_text import MOST_WORDS, matching
from applications.dossiers.search_index import index_answers
from applications.models import Application, Call, DossierText, FormVersion, PromotedAnswer

pytestmark = pytest.mark.django_db

REFERENCE = "PIC-MORE-K7M4-Q2RT"


@pytest.fixture
def dossier() -> Application:
    """One that is found, beside one that has other words, and one that was never indexed."""
    found = make(REFERENCE, "Le jardin de l’Œuvre, SIRET 732 829 320 00074, 1 850 €", "zoe@example.org")
    make("OTHER-2222-2222", "Un four à pain", "ada@example.net")
    Application.objects.create(call=found.call, version=found.version, reference="NONE-2222-2223", language="fr")
    for text in ("o0", "o1"):
        PromotedAnswer.objects.create(application=found, question="choices", text=text)
    return found


def make(reference: str, why: str, email: str) -> Application:
    call = Call.objects.get_or_create(code="pic")[0]
    question = {"key": "why", "kind": "short_text", "label": "Why", "hint": "", "required": True}
    content = {"fr": {"title": "", "steps": [{"key": "s", "title": "", "questions": [question]}]}}
    version = FormVersion.objects.get_or_create(call=call, content_hash="x", defaults={"content": content})[0]
    application = Application.objects.create(
        call=call, version=version, reference=reference, language="fr", answers={"why": why}, contact_email=email
    )
    index_answers(application)
    return application


@pytest.mark.parametrize(
    "query",
    [
        "jardin",
        "JARDÏN",
        "jard",
        "œuvre",
        "oeuvre jardin",
        "“jardin”, l'œuvre!",
        "zoe@example.org",
        "732 829 320 00074",
        "73282932000074",
        "732829320",
        "1850",
        "1 850 €",
        "jardin 1 850",
        "jardin jardin jardin jardin jardin jardin jardin jardin jardin",
        REFERENCE,
        REFERENCE.lower(),
        f"  {REFERENCE.replace('-', ' ')} ",
        REFERENCE.replace("-", ""),
        "picmore-k7m4q2rt",
        "k7m4-q2rt",
        "K7M4Q2RT",
        "k7m4",
        "jardin " + "l " * (MOST_WORDS - 1) + "beyond",
    ],
)
def test_it_is_found_once(dossier: Application, query: str) -> None:
    assert list(matching(Application.objects.all(), query)) == [dossier]
    assert matching(Application.objects.filter(promoted__question="choices").distinct(), query).count() == 1


@pytest.mark.parametrize(
    "query",
    ["ardin", "jardin four", "100%", "_", "%", "\0", "\\", "' DROP TABLE x --", "\ud83d", "jardin 9", "x" * 100_000],
)
def test_it_is_not_found(dossier: Application, query: str) -> None:
    assert list(matching(Application.objects.all(), query)) == []


@pytest.mark.parametrize("query", ["", "   ", "\t\n"])
def test_nothing_asked_is_everything(dossier: Application, query: str) -> None:
    assert matching(Application.objects.all(), query).count() == Application.objects.count() == 3
    assert DossierText.objects.count() == 2
