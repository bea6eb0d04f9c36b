"""The words of letters: variables, and what becomes of them."""

import pytest
from django.utils import translation

from applications.dossiers.refusals import RefusedError
from applications.kinds import CallKind
from applications.letters.editing import drop_letter, write_letter
from applications.letters.standard_texts import STANDARD, WHEN
from applications.letters.standard_texts_registrations import WAITING
from applications.letters.variables import (
    NEEDED,
    OF_REGISTRATIONS,
    VARIABLES,
    check,
    missing_problem,
    render,
    used,
    variables_of,
)
from applications.letters.wording import default_texts, letter_of, occasions_of, preview
from applications.models import Application, Decision, Letter, LetterOccasion
from applications.statuses import Status
from tests.applications.dossier_desk import Desk

FACTS = {"name": "Ada", "reference": "A-1", "amount": "", "reason": "", "title": "{name} {{x}} {"}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("occasion", LetterOccasion.values)
@pytest.mark.parametrize("kind", [CallKind.GRANT, CallKind.REGISTRATION])
def test_a_standard_letter_is_one_that_staff_could_have_written(occasion: str, language: str, kind: CallKind) -> None:
    subject, body = default_texts(occasion, language, kind)
    assert check(subject, occasion, in_subject=True) == []
    assert check(body, occasion) + missing_problem(body, occasion) == []
    assert len(subject) <= 120
    assert "reference" in used(subject)
    assert used(subject) & {"title", "call"}
    other = default_texts(occasion, {"fr": "en", "en": "fr"}[language], kind)
    assert [used(text) for text in other] == [used(subject), used(body)]
    assert body.startswith({"fr": "Bonjour {name},", "en": "Hello {name},"}[language])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_receipt_of_who_waits_is_one_too(language: str) -> None:
    with translation.override(language):
        subject, body = str(WAITING.subject), str(WAITING.body)
    assert check(subject, "receipt", in_subject=True) + check(body, "receipt") == []
    assert {"call", "reference"} <= used(subject)
    assert {"session", "link"} <= used(body)


def test_every_occasion_and_variable_is_described_in_both_languages() -> None:
    assert set(STANDARD) == set(WHEN) == set(LetterOccasion)
    for text in (*(variable.description for variable in VARIABLES.values()), *WHEN.values()):
        with translation.override("fr"):
            french = str(text)
        with translation.override("en"):
            assert french != str(text)
    for occasion, name in NEEDED.items():
        assert name in {variable.name for variable in variables_of(occasion)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{nope}", "{nope}"),
        ("{reference.call}", "{reference.call}"),
        ("{reference!r:>9}", "{reference!r:>9}"),
        ("{0}", "{0}"),
        ("{}", "{}"),
        ("{ name }", "{ name }"),
        ("{__class__}", "{__class__}"),
        ("{amount}", "does not exist in this letter"),
        ("a { b", "“{{”"),
        ("a } b", "“}}”"),
        ("{name", "“{{”"),
        ("{{name}", "“}}”"),
        ("{na\nme}", "“{{”"),
    ],
)
def test_a_wrong_word_in_braces_is_named(text: str, words: str) -> None:
    with translation.override("en"):
        problems = check(f"Hello {text}.", "receipt")
    assert words in " ".join(problems)


def test_what_has_several_lines_or_lets_in_does_not_go_into_a_subject() -> None:
    assert check("{name} {title} {{x}} % {{ {% now %} %(x)s", "receipt") != []
    assert check("{name} {title} {{x}} %(x)s $x", "receipt", in_subject=True) == []
    assert len(check("{link} {link} {reason}", "declined", in_subject=True)) == 2
    assert missing_problem("Sorry. {{reason}}", "declined")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hello {name}, {{name}} {{{name}}}", "Hello Ada, {name} {Ada}"),
        ("{title}", "{name} {{x}} {"),
        ("{nope} {name.x} { } }", "{nope} {name.x} { } }"),
        ("One\n\nAmount: {amount}\n\n{reason}\n\nTwo", "One\n\nTwo"),
        ("Given {amount}, or ({reason}) so.", "Given, or () so."),
        ("Kept: {amount} today\r\nEnd  here", "Kept: today\nEnd  here"),
        ("Why:\n{reason}", "Why:"),
    ],
)
def test_facts_are_put_in_once_and_empty_ones_leave_no_trace(text: str, shown: str) -> None:
    assert render(text, FACTS) == shown


def test_the_call_speaks_in_its_own_words_or_in_the_standard_ones(office: Desk) -> None:
    key = {"call": office.call, "occasion": "receipt", "language": "en"}
    assert not letter_of(**key).is_own
    assert write_letter(**key, subject="Hi {name}", body="Thanks.", by=office.moderator)
    assert write_letter(**key, subject="Hi {name}", body="Thank you.", by=office.moderator)
    own = letter_of(**key)
    assert (own.subject, own.body, own.is_own) == ("Hi {name}", "Thank you.", True)
    assert not letter_of(office.call, "receipt", "fr").is_own
    subject, body = default_texts("receipt", "en")
    assert write_letter(**key, subject=subject, body=body, by=office.moderator) is None
    assert not Letter.objects.exists()
    assert drop_letter(**key, by=office.administrator) is False


def test_a_letter_is_refused_to_who_does_not_handle_the_call_and_for_wrong_words(office: Desk) -> None:
    key = {"call": office.call, "occasion": "declined", "language": "en"}
    for person in (office.stranger, office.committee):
        with pytest.raises(RefusedError):
            write_letter(**key, subject="No", body="{reason}", by=person)
        with pytest.raises(RefusedError):
            drop_letter(**key, by=person)
    for subject, body in (("{link}", "{reason}"), ("No", "{reason} {nope}"), ("No", "Sorry.")):
        with pytest.raises(RefusedError):
            write_letter(**key, subject=subject, body=body, by=office.moderator)
    assert not Letter.objects.exists()


def test_an_enquiry_has_no_letters_of_decisions(office: Desk) -> None:
    assert occasions_of(office.call) == [each for each in LetterOccasion if each not in OF_REGISTRATIONS]
    office.call.kind = CallKind.ENQUIRY
    assert {"accepted", "declined", "waiting_list"}.isdisjoint(occasions_of(office.call))
    office.call.kind = CallKind.REGISTRATION
    assert occasions_of(office.call) == list(LetterOccasion)


def test_a_preview_shows_the_dossier_and_what_staff_wrote_but_no_answer_and_no_way_in(office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW, contact_name="Zoé {reference}\nBcc: x@example.org")
    Decision.objects.create(application=dossier, verdict="accepted", reason="A fine project", amount=1500)
    accepted = preview(dossier, "accepted", "en")
    assert "Hello Zoé {reference} Bcc: x@example.org," in accepted.body
    assert "Amount granted: €1,500" in accepted.body
    assert "A fine project" in accepted.body
    assert "/en/follow/…/" in accepted.body
    receipt = preview(dossier, "receipt", "fr", "Voici {reference}", "Salut {name}")
    assert receipt.subject == f"Voici {dossier.reference}"
    assert receipt.body.startswith("Salut Zoé {reference} Bcc")
    assert "Ada Martin" not in receipt.body
    assert "/fr/suivi/…/" in receipt.body


def test_a_preview_of_a_decision_makes_nothing_up(office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW)
    assert "(The reason" in preview(dossier, "accepted", "en").body
    Decision.objects.create(application=dossier, verdict="accepted")
    shown = preview(dossier, "accepted", "en").body
    assert "(The reason" not in shown
    assert "Amount granted" not in shown


def test_a_preview_needs_no_dossier_in_the_database(office: Desk) -> None:
    version = office.dossier().version
    example = Application(call=office.call, version=version, reference="DESK-…", language="en")
    for occasion in LetterOccasion.values:
        assert preview(example, occasion, "en").body.startswith("Hello,\n")
