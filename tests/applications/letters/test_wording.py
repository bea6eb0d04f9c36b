"""The words of letters: variables, and what becomes of them."""

import pytest
from django.utils import translation

from applications.dossiers.letters import ACCEPTED, DECLINED, RECEIPT
from applications.dossiers.refusals import RefusedError
from applications.kinds import CallKind
from applications.letters.editing import drop_letter, write_letter
from applications.letters.variables import check, missing_problem, render, used, variables_of
from applications.letters.wording import default_texts, letter_of, letters_about, preview
from applications.mail.kinds import LetterKind, known_variables, letter_kinds
from applications.models import Application, Decision, Letter
from applications.registrations import letters as session_letters
from applications.statuses import Status
from tests.applications.dossier_desk import Desk

FACTS = {"name": "Ada", "reference": "A-1", "amount": "", "reason": "", "title": "{name} {{x}} {"}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", letter_kinds(), ids=lambda kind: kind.code)
@pytest.mark.parametrize("call_kind", [CallKind.GRANT, CallKind.REGISTRATION])
@pytest.mark.parametrize("status", ["", Status.WAITING_LIST])
def test_a_standard_letter_is_one_that_staff_could_have_written(
    kind: LetterKind, language: str, call_kind: CallKind, status: str
) -> None:
    subject, body = default_texts(kind, language, call_kind, status)
    assert check(subject, kind, in_subject=True) == []
    assert check(body, kind) + missing_problem(body, kind) == []
    assert len(subject) <= 120
    assert "reference" in used(subject)
    assert used(subject) & {"title", "call"}
    other = default_texts(kind, {"fr": "en", "en": "fr"}[language], call_kind, status)
    assert [used(text) for text in other] == [used(subject), used(body)]
    assert body.startswith({"fr": "Bonjour {name},", "en": "Hello {name},"}[language])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whoever_waits_gets_another_receipt(language: str) -> None:
    for call_kind in (CallKind.GRANT, CallKind.REGISTRATION):
        subject, _body = default_texts(RECEIPT, language, call_kind, Status.WAITING_LIST)
        assert subject.startswith({"fr": "En liste d’attente", "en": "On the waiting list"}[language])
        assert subject != default_texts(RECEIPT, language, call_kind)[0]
    assert {"session", "link"} <= used(default_texts(RECEIPT, language, CallKind.REGISTRATION, Status.WAITING_LIST)[1])


def test_every_kind_of_letter_and_variable_is_described_in_both_languages() -> None:
    descriptions = [variable.description for variable in known_variables().values()]
    for text in (*descriptions, *(kind.when for kind in letter_kinds()), *(kind.label for kind in letter_kinds())):
        with translation.override("fr"):
            french = str(text)
        with translation.override("en"):
            assert french != str(text) or french == "message"
    for kind in letter_kinds():
        assert kind.needed is None or kind.needed in variables_of(kind)


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
        problems = check(f"Hello {text}.", RECEIPT)
    assert words in " ".join(problems)


def test_what_has_several_lines_or_lets_in_does_not_go_into_a_subject() -> None:
    assert check("{name} {title} {{x}} % {{ {% now %} %(x)s", RECEIPT) != []
    assert check("{name} {title} {{x}} %(x)s $x", RECEIPT, in_subject=True) == []
    assert len(check("{link} {link} {reason}", DECLINED, in_subject=True)) == 2
    assert missing_problem("Sorry. {{reason}}", DECLINED)


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
    key = {"call": office.call, "kind": RECEIPT, "language": "en"}
    assert not letter_of(**key).is_own
    assert write_letter(**key, subject="Hi {name}", body="Thanks.", by=office.moderator)
    assert write_letter(**key, subject="Hi {name}", body="Thank you.", by=office.moderator)
    own = letter_of(**key)
    assert (own.subject, own.body, own.is_own) == ("Hi {name}", "Thank you.", True)
    assert not letter_of(office.call, RECEIPT, "fr").is_own
    subject, body = default_texts(RECEIPT, "en")
    assert write_letter(**key, subject=subject, body=body, by=office.moderator) is None
    assert not Letter.objects.exists()
    assert drop_letter(**key, by=office.administrator) is False


def test_a_letter_is_refused_to_who_does_not_handle_the_call_and_for_wrong_words(office: Desk) -> None:
    key = {"call": office.call, "kind": DECLINED, "language": "en"}
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
    assert letters_about(office.call) == [each for each in letter_kinds() if each not in session_letters.LETTERS]
    office.call.kind = CallKind.ENQUIRY
    assert {"accepted", "declined", "waiting_list"}.isdisjoint(kind.code for kind in letters_about(office.call))
    office.call.kind = CallKind.REGISTRATION
    assert letters_about(office.call) == letter_kinds()


def test_a_preview_shows_the_dossier_and_what_staff_wrote_but_no_answer_and_no_way_in(office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW, contact_name="Zoé {reference}\nBcc: all")
    Decision.objects.create(application=dossier, verdict="accepted", reason="A fine project", amount=1500)
    accepted = preview(dossier, ACCEPTED, "en")
    assert "Hello Zoé {reference} Bcc: all," in accepted.body
    assert "Amount granted: €1,500" in accepted.body
    assert "A fine project" in accepted.body
    assert "/en/follow/…/" in accepted.body
    receipt = preview(dossier, RECEIPT, "fr", "Voici {reference}", "Salut {name}")
    assert receipt.subject == f"Voici {dossier.reference}"
    assert receipt.body.startswith("Salut Zoé {reference} Bcc")
    assert "Ada Martin" not in receipt.body
    assert "/fr/suivi/…/" in receipt.body


def test_a_preview_of_a_decision_makes_nothing_up(office: Desk) -> None:
    dossier = office.dossier(Status.IN_REVIEW)
    assert "(The reason" in preview(dossier, ACCEPTED, "en").body
    Decision.objects.create(application=dossier, verdict="accepted")
    shown = preview(dossier, ACCEPTED, "en").body
    assert "(The reason" not in shown
    assert "Amount granted" not in shown


def test_a_preview_needs_no_dossier_in_the_database(office: Desk) -> None:
    version = office.dossier().version
    example = Application(call=office.call, version=version, reference="DESK-…", language="en")
    for kind in letter_kinds():
        assert preview(example, kind, "en").body.startswith("Hello,\n")
