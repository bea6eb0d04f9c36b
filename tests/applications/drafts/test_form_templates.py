"""What the templates of forms are given: conditions in words, addresses, moments."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from applications.drafts.step_form import Asked
from applications.models import Call, Draft
from applications.questions.base import Spec
from applications.templatetags.applications import condition_sentences, saved_text, specs_of_steps, takes_files


def spec(key: str, kind: str, label: str, **details: Any) -> Spec:
    return {"key": key, "kind": kind, "label": label, "hint": "", "required": True, **details}


THEMES = [{"key": "a", "label": "Récits"}, {"key": "b", "label": "Musique"}]
SPECS = {
    "theme": spec("theme", "choice", "Thème", options=THEMES),
    "public": spec("public", "choices", "Public", options=THEMES),
    "member": spec("member", "yes_no", "Membre ?"),
    "sum": spec("sum", "money", "Somme", currency="EUR"),
    "day": spec("day", "date", "Jour"),
    "name": spec("name", "short_text", "Nom"),
    "agreed": spec("agreed", "consent", "Accord", text="…"),
}


@pytest.mark.parametrize(
    ("question", "operator", "value", "sentence"),
    [
        ("theme", "is", "a", "“Thème” is “Récits”"),
        ("theme", "is_not", "b", "“Thème” is not “Musique”"),
        ("public", "contains", "b", "“Public” contains “Musique”"),
        ("member", "is", "yes", "“Membre ?” is “Yes”"),
        ("sum", "more", "1500", "“Somme” is more than “€1,500”"),
        ("day", "less", "2030-01-31", "“Jour” is less than “31 January 2030”"),
        ("name", "contains", "Ada", "“Nom” contains “Ada”"),
        ("agreed", "is", "yes", "“Accord” is “Yes”"),
        ("gone", "is", "yes", ""),
    ],
)
def test_a_condition_as_people_say_it(question: str, operator: str, value: str, sentence: str) -> None:
    condition = {"question": question, "operator": operator, "value": value}
    with translation.override("en"):
        assert condition_sentences([condition], SPECS) == [sentence]


@pytest.mark.parametrize(("ago", "begins"), [(0, "Saved at "), (3, "Saved on ")])
def test_when_a_draft_was_saved(ago: int, begins: str) -> None:
    saved_at = datetime.now(UTC) - timedelta(days=ago)
    with translation.override("en"):
        text = saved_text(Draft(call=Call(time_zone="Pacific/Noumea"), saved_at=saved_at))
    assert text.startswith(begins)
    assert (":" in text) or text.endswith(("am", "pm"))


def test_conditions_stand_safely_in_an_attribute() -> None:
    value = [{"question": "theme", "operator": "is", "value": '"><script>'}]
    html = Template('{% load applications %}<p data-x="{{ value|as_json }}">').render(Context({"value": value}))
    assert "<script>" not in html
    assert html.count('"') == 2


def test_a_step_with_files_is_known() -> None:
    assert takes_files([Asked(spec("a", "files", "Plan"), None)])
    assert not takes_files([Asked(SPECS["name"], None)])


def test_all_questions_of_a_preview() -> None:
    steps: Any = [(SimpleNamespace(), [Asked(SPECS["name"], None)]), (SimpleNamespace(), [Asked(SPECS["day"], None)])]
    assert specs_of_steps(steps) == {"name": SPECS["name"], "day": SPECS["day"]}
