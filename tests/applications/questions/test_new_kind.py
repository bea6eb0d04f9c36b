"""A kind of question is one module: what it says of itself is all that a form, a queue, an export and a copy need."""

import csv
import json
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.urls import reverse
from wagtail import blocks

from applications.dossiers.copies import copy_of
from applications.dossiers.search_index import index_answers
from applications.forms.versions import record_version
from applications.models import Application, FormVersion
from applications.questions import registry
from applications.questions.base import (
    ExportAs,
    FilterAs,
    Promoted,
    Question,
    QuestionBlock,
    Source,
    Spec,
    field_arguments,
)
from applications.questions.registry import KINDS, question_blocks, question_for, question_kind
from applications.staff.queue import filtered
from tests.applications.dossier_desk import Desk
from tests.applications.questions.asking import ask, spec_of
from tests.signing_in import log_in

KEY = "6f0b8a3e-59d0-4d4c-9f6a-3a0f4a4f2b11"


class StarsSpec(Spec):
    most: int


class StarsBlock(QuestionBlock):
    most = blocks.IntegerBlock(default=5)


class Stars(Question[StarsSpec]):
    kind = "stars"
    order = 5
    filter_as = FilterAs.NUMBER
    export_as = ExportAs.FIGURE
    identifies = False
    is_wide = True

    def block(self) -> blocks.StructBlock:
        return StarsBlock()

    def details(self, value: Any, source: Source) -> dict[str, object]:
        return {"most": value["most"]}

    def field(self, spec: StarsSpec) -> forms.Field:
        return forms.IntegerField(max_value=spec["most"], **field_arguments(spec))

    def shown(self, answer: Any, spec: StarsSpec) -> str:
        return "★" * (answer or 0)

    def cells(self, answer: Any, spec: StarsSpec) -> list[str]:
        return [str(answer)]

    def promoted(self, answer: Any, spec: StarsSpec) -> list[Promoted]:
        return [Promoted(number=Decimal(answer))]

    def unit(self, spec: StarsSpec) -> str:
        return "stars"

    def printed(self, answer: Any, spec: StarsSpec, paper: Any) -> dict[str, Any]:
        return {"form": "text", "value": paper.read(f"{answer} / {spec['most']}")}


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "KINDS", KINDS.copy())
    monkeypatch.setattr("applications.questions.KINDS", registry.KINDS)
    monkeypatch.setattr("tests.applications.questions.asking.KINDS", registry.KINDS)
    question_kind(Stars)


def asked(office: Desk) -> FormVersion:
    """The form of the office with one question more."""
    before = FormVersion.objects.in_force(office.pages["en"].translation_key)
    assert before
    content = json.loads(json.dumps(before.content))
    for form in content.values():
        form["steps"][0]["questions"].append({**spec_of("stars", most=5), "key": KEY, "label": "How was it?"})
    return record_version(call=before.call, form_key=before.form_key, content=content)


def dossier(office: Desk, version: FormVersion, stars: int) -> Application:
    found = office.dossier(language="en", version=version, contact_name=f"{stars} stars")
    found.answers |= {KEY: stars}
    found.save()
    index_answers(found)
    return found


def test_it_is_offered_and_asked() -> None:
    assert question_blocks()[0][0] == "stars"
    spec = spec_of("stars", most=5)
    assert question_for(spec).stored(ask(spec, "4").fields["0b6f5e4c-7a4c-4a34-9f5e-0c9d8a7b6c5d"].clean("4")) == 4
    assert ask(spec, "6").errors


@pytest.mark.django_db
def test_it_filters_sorts_exports_shows_and_prints(office: Desk) -> None:
    version = asked(office)
    two, four = dossier(office, version, 2), dossier(office, version, 4)

    def names(query: str) -> list[str]:
        of_call = QueryDict(f"call={office.call.pk}&{query}")
        return [one.contact_name for one in filtered(office.moderator, of_call)]

    assert names(f"a-{KEY}-min=3") == ["4 stars"]
    assert names(f"ordering=a-{KEY}")[:2] == ["2 stars", "4 stars"]

    client = log_in(office.moderator)
    exported = client.get("/admin/applications/export/?format=csv&wording=en")
    text = b"".join(exported.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert sorted(row["How was it?"] for row in csv.DictReader(text.splitlines())) == ["2", "4"]

    page = client.get(reverse("applications:dossier", args=[four.pk])).content.decode()
    assert "<p>★★★★</p>" in page

    answers = [answer for step in copy_of(two, "en").data["steps"] for answer in step["answers"]]
    printed = next(answer for answer in answers if answer["label"] == "How was it?")
    assert (printed["value"]["text"], printed["wide"]) == ("2 / 5", True)
    assert question_for(spec_of("stars", most=5)).without_person(4) == 4


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="stars"):
        question_kind(Stars)
