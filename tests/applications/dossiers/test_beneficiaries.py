"""Who applies: known by a number in a register, or else by an e-mail address, across calls and years."""

import uuid
from typing import Any

import pytest
from django.utils import timezone

from applications.dossiers.beneficiaries import beneficiary_for
from applications.dossiers.submission import CallFullError, Checked, submit
from applications.models import Application, Beneficiary, Call, Draft, FormVersion
from applications.statuses import Status

pytestmark = pytest.mark.django_db

SIRET = {"name": "Les Tisserands", "form": "association", "register": "siret", "number": "73282932000074"}
UNREGISTERED = {"name": "Le Collectif", "form": "group", "register": "none", "number": ""}


def version_of(call: Call, *kinds: tuple[str, bool]) -> FormVersion:
    questions = [
        {"key": f"q{n}", "kind": kind, "label": kind, "hint": "", "required": False, "private": is_private}
        for n, (kind, is_private) in enumerate(kinds)
    ]
    content = {"fr": {"title": "", "steps": [{"key": "s", "title": "", "questions": questions}]}}
    return FormVersion.objects.create(call=call, content=content, content_hash=uuid.uuid4().hex)


def who(*answers: Any, name: str = "Zoé", email: str = "Zoe@Example.org", private: bool = False) -> Beneficiary | None:
    version = version_of(Call.objects.get_or_create(code="pic")[0], *(("organisation", private) for _answer in answers))
    given = {f"q{n}": answer for n, answer in enumerate(answers)}
    return beneficiary_for(version=version, language="fr", answers=given, name=name, email=email)


@pytest.mark.parametrize(
    ("answers", "key", "name"),
    [
        ([SIRET], "siret:73282932000074", "Les Tisserands"),
        ([UNREGISTERED, SIRET], "siret:73282932000074", "Les Tisserands"),
        ([{**SIRET, "register": "siren", "number": "732829320"}], "siren:732829320", "Les Tisserands"),
        ([{**SIRET, "register": "rna", "number": "W751212517"}], "rna:W751212517", "Les Tisserands"),
        ([{**SIRET, "register": "neq", "number": "1143920115"}], "neq:1143920115", "Les Tisserands"),
        ([UNREGISTERED], "email:zoe@example.org", "Le Collectif"),
        ([], "email:zoe@example.org", "Zoé"),
        ([{**SIRET, "number": "1" * 5000}], "email:zoe@example.org", "Les Tisserands"),
        (["junk", None, {"register": {}, "number": ["\0"]}], "email:zoe@example.org", "Zoé"),
    ],
)
def test_what_it_is_known_by(answers: list[Any], key: str, name: str) -> None:
    beneficiary = who(*answers)
    assert beneficiary
    assert (beneficiary.key, beneficiary.name) == (key, name)
    assert who(*answers) == beneficiary
    assert Beneficiary.objects.count() == 1


def test_nobody_is_nobody() -> None:
    assert who(email="") is None
    assert who(UNREGISTERED, email="") is None
    assert not Beneficiary.objects.exists()


def test_what_is_answered_in_private_makes_nobody_known() -> None:
    beneficiary = who(SIRET, private=True)
    assert beneficiary
    assert (beneficiary.key, beneficiary.name) == ("email:zoe@example.org", "Zoé")


def test_an_empty_name_is_filled_in_and_a_name_stays() -> None:
    first = who(name="")
    assert first
    assert first.name == ""
    for name in ("Zoé Martin" + "n" * 300, "Somebody else"):
        found = who(name=name)
        assert found == first
        assert found
        assert found.name.startswith("Zoé Martin")
        assert len(found.name) == 250


def send(version: FormVersion, answers: dict[str, Any], data: dict[str, list[str]]) -> Application:
    draft = Draft.objects.create(
        call=version.call,
        version=version,
        form_key=version.form_key,
        language="fr",
        data=data,
        expires_at=timezone.now(),
    )
    checked = Checked(version=version, revision=0, language="fr", answers=answers, contact_email="ada@example.org")
    return submit(draft=draft, token=uuid.uuid4(), checked=checked)


def test_two_calls_know_the_same_organisation() -> None:
    """Submitting writes who applies, what was typed and what it is found by, all of it or nothing."""
    calls = [Call.objects.create(code=code, capacity=1, has_waiting_list=False) for code in ("pic", "pivo")]
    versions = [version_of(call, ("organisation", False), ("yes_no", False), ("short_text", False)) for call in calls]
    data = {"q0_name": ["Les Tisserands"], "q1": ["yes"], "q2": ["hidden"], "gone": ["removed from the form"]}
    sent = [send(version, {"q0": SIRET, "q1": "yes"}, data) for version in versions]
    assert len({one.beneficiary_id for one in sent}) == 1
    assert [one.status for one in sent] == [Status.RECEIVED] * 2
    assert {one.reference for one in Beneficiary.objects.get().applications.all()} == {one.reference for one in sent}
    for one in Application.objects.all():
        assert one.posted == {"q0_name": ["Les Tisserands"], "q1": ["yes"]}
        assert one.status_since == one.submitted_at
        assert [(row.question, row.text) for row in one.promoted.all()] == [("q1", "yes")]
        assert " tisserands" in one.text.words
    with pytest.raises(CallFullError):
        send(versions[0], {"q0": {**SIRET, "register": "neq", "number": "1143920115"}}, {})
    assert Beneficiary.objects.count() == 1
