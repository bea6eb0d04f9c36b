"""The copy of an application as PDF: all that was written is in it, in an order and in words that can be read aloud."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from applications.dossiers.copies import copy_of, name_of_copy
from applications.models import Application, Beneficiary
from home.documents import make_pdf
from tests.applications.kept import ARABIC, CHINESE, EMOJI, LONG, MOMENT, kept, key, many_files
from tests.reading_pdf import ReadPdf

pytestmark = pytest.mark.django_db


def copied(application: Application, language: str = "fr", **options: Any) -> ReadPdf:
    return ReadPdf(make_pdf(copy_of(application, language, **options)))


@pytest.fixture(params=["typefaces of npm", "without npm"])
def typefaces(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> Iterator[bool]:
    """With the portal's typefaces, where they are, and with what the engine brings."""
    has_own = request.param == "typefaces of npm"
    if has_own and not settings.DOCUMENT_FONTS_DIR.is_dir():
        pytest.skip("make fonts has brought no typefaces")
    if not has_own:
        settings.DOCUMENT_FONTS_DIR = tmp_path / "none"
    return has_own


def squeezed(text: str) -> str:
    """Without the blanks that depend on where lines end."""
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize(
    ("language", "title", "asked", "first"),
    [
        ("fr", "Copie de votre demande KEPT-K7M4-Q2RT – Un micro-projet", "Votre nom", "Qui êtes-vous\u00a0?"),
        ("en", "Copy of your application KEPT-K7M4-Q2RT – A micro-project", "Your name", "Who are you?"),
    ],
)
@pytest.mark.usefixtures("typefaces")
def test_a_screen_reader_goes_through_it(language: str, title: str, asked: str, first: str) -> None:
    read = copied(kept(), language)

    assert read.is_tagged
    assert read.shows_title
    assert read.part_of_ua == "1"
    assert read.title == title
    assert read.language == language
    assert read.unmarked == ""
    assert read.texts("H1") == [title.partition(" – ")[2]]
    assert read.texts("H2")[0] == first
    assert read.texts("H3")[0] == asked
    assert read.is_drawn()


def test_all_that_was_written_is_read_in_the_order_of_the_form() -> None:
    read = copied(kept())

    words = [
        "KEPT-K7M4-Q2RT",
        "12 janvier 2027 à 14\u00a0h\u00a032 (heure de Paris)",
        "publiée le 12 janvier 2027 (0123abcd)",
        "Qui êtes-vous",
        "Votre nom",
        "Ada Martin",
        "Votre téléphone confidentiel",
        "01 42 34 56 78",
        "1 rue du Métier 38000 Grenoble",
        "Les membres",
        "Zoé",
        "Scie",
        "Le projet",
        "Un banc.",
        "#let x = 1; *pas* _de_ @balise <img> $x$ \\ [u] `c` //",
        "Bois",
        "1\u00a0850\u00a0€",
        "plan du banc.pdf",
        "Oui",
        "Je suis d’accord.",
        "Autre chose",
        "Non renseigné",
        "Fichiers joints",
    ]
    place, text = 0, squeezed(read.text)
    for each in words:
        place = text.find(squeezed(each), place)
        assert place >= 0, f"{each} is missing, or comes too early"


def test_each_text_is_spoken_in_its_language() -> None:
    read = copied(kept({"what": ARABIC}), "en")

    spoken = {tag.text: tag.language for tag in read.tags if tag.text}
    assert spoken["Your name"] == "en"
    assert spoken["Ada Martin"] == "fr"
    assert "2027" in "".join(tag.text for tag in read.tags if tag.language == "ar")


def test_a_group_and_a_budget_are_tables_with_headings() -> None:
    read = copied(kept(), "en")

    assert read.texts("TH") == [
        "Member",
        "First name",
        "Role",
        "What",
        "Amount",
        "What",
        "Amount",
        "File",
        "Question",
        "Size",
    ]
    assert [tag.text for tag in read.tags if tag.kind == "Table"] == [""] * 4


def test_what_does_not_fit_into_columns_is_read_row_by_row() -> None:
    row = {
        key("who"): "Zoé",
        key("does"): "Elle peint, scie, cloue, et raconte à qui veut l’entendre comment on fait. " * 3,
    }

    read = copied(kept({"team": [row, {}]}))

    assert squeezed("Membre 1PrénomZoéRôleElle peint") in squeezed(read.text)
    assert squeezed("Membre 2PrénomNon renseignéRôleNon renseigné") in squeezed(read.text)


def test_the_same_application_makes_the_same_file() -> None:
    application = kept()
    first, second = (make_pdf(copy_of(application, "fr")) for _ in range(2))
    assert first == second

    application.corrections.create(
        question=key("name"), remark="?", due_on=MOMENT, answered_at=MOMENT + timedelta(days=3), before="A", after="B"
    )
    later = ReadPdf(make_pdf(copy_of(application, "fr")))
    assert later.reader.metadata
    assert later.reader.metadata.creation_date == MOMENT + timedelta(days=3)
    assert "15 janvier 2027" in later.text


def test_private_answers_are_left_out_of_what_others_read() -> None:
    read = copied(kept(), with_private=False, is_own=False)

    assert "Votre téléphone" not in read.text
    assert squeezed("01 42 34 56 78") not in squeezed(read.text)
    assert "Grenoble" not in read.text
    assert "Les réponses confidentielles ne figurent pas dans cette copie." in read.text
    assert "Copie d’une demande KEPT-K7M4-Q2RT" in read.text
    assert "Les réponses confidentielles" not in copied(kept(reference="KEPT-2222-2222")).text


def test_what_was_deleted_is_said() -> None:
    assert "ont été supprimées" in copied(kept(private_deleted_at=MOMENT + timedelta(days=90))).text
    gone = kept(anonymised_at=MOMENT, answers={}, contact_name="", reference="KEPT-2222-2222")
    assert "a été anonymisée" in copied(gone).text


def test_an_organisation_is_named_once() -> None:
    weavers = Beneficiary.objects.create(key="siret:1", name="Les Tisserands")
    person = Beneficiary.objects.create(key="email:ada@example.org", name="Ada Martin")

    assert "Les Tisserands" in copied(kept(beneficiary=weavers)).text
    assert "Organisme" not in copied(kept(beneficiary=person, reference="KEPT-2222-2222")).text


@pytest.mark.usefixtures("typefaces")
def test_the_emptiest_application() -> None:
    read = copied(kept(answers=None, contact_name=""), "fr")
    assert read.pages >= 1

    empty = kept(reference="KEPT-2222-2222", contact_name="")
    empty.answers = {}
    read = copied(empty, "en")
    assert read.pages == 1
    assert read.texts("H2") == []
    assert read.is_drawn()


def test_the_longest_application() -> None:
    read = copied(kept({"what": LONG, "plans": many_files(), "none": "x" * 2_000}))

    assert squeezed(LONG) in squeezed(read.text)
    assert squeezed("x" * 2_000) in squeezed(read.text)
    for facts in many_files():
        assert squeezed(read.text).count(squeezed(facts["name"])) == 2, "under its question, and in the list at the end"
    assert read.pages > 10
    assert read.unmarked == ""
    assert all(read.is_drawn(page) for page in (0, read.pages - 1))


def test_emoji_and_arabic_are_drawn(typefaces: bool) -> None:
    read = copied(kept({"what": ARABIC, "none": EMOJI}))

    assert ("▯" in read.text) is not typefaces
    spoken = [tag.text for tag in read.tags if tag.language == "ar"]
    assert sorted(squeezed("".join(spoken))) == sorted(squeezed(ARABIC)), "each letter once, whatever its shape"


@pytest.mark.usefixtures("typefaces")
def test_what_has_no_shape_is_said_and_named() -> None:
    read = copied(kept({"what": f"Un {CHINESE} et\x07 \u202ec’est tout."}), "en")

    assert "Un ▯▯ et c’est tout." in read.text.replace("\u00a0", " ")
    assert "Some characters of this document do not exist in its typefaces" in read.text
    assert [text for text in read.texts("LBody", "P", "Span") if text.startswith("U+")] == [
        "U+5B57 CJK UNIFIED IDEOGRAPH-5B57",
        "U+6F22 CJK UNIFIED IDEOGRAPH-6F22",
    ]


def test_the_file_is_named_in_the_language_of_its_reader() -> None:
    application = kept()
    with translation.override("fr"):
        assert name_of_copy(application) == "demande-KEPT-K7M4-Q2RT.pdf"
    with translation.override("en"):
        assert name_of_copy(application) == "application-KEPT-K7M4-Q2RT.pdf"


@pytest.mark.parametrize("corrected", [0, 1])
def test_queries(django_assert_num_queries: Any, corrected: int) -> None:
    application = kept()
    for number in range(corrected * 3):
        application.corrections.create(
            question=key("name"), remark="?", due_on=MOMENT, answered_at=MOMENT + timedelta(number)
        )
    application = Application.objects.select_related("call", "version", "beneficiary").get()
    with django_assert_num_queries(1):
        document = copy_of(application, "fr")
    with django_assert_num_queries(1):
        make_pdf(document)
