"""What every kind of question must bear: junk, both languages, JSON, an editor's page, a translation."""

import json
from typing import Any

import pytest
from django import forms
from django.utils import translation
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks.base import BlockWidget
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from applications.forms.blocks import StepBlock
from applications.questions import KINDS, question_for
from applications.questions.base import Spec
from applications.questions.operators import Operator
from tests.applications.questions.asking import KEY, ask, html, options, spec_of

WORDS = {"label": "The question", "hint": "One sentence", "text": "<p>Words</p>", "unit": "km"}
PARTS = [
    "day",
    "month",
    "year",
    "line1",
    "line2",
    "postal_code",
    "town",
    "country",
    "name",
    "form",
    "register",
    "number",
]
SPECS = {
    "short_text": {"autocomplete": "name"},
    "long_text": {"limit": 100},
    "email": {},
    "phone": {},
    "number": {"unit": "km", "maximum": "100"},
    "money": {"maximum": "3000"},
    "date": {"earliest": "2026-01-01", "today": "from"},
    "yes_no": {},
    "choice": {"options": options(*"abcdefg")},
    "choices": {"options": options(*"abc"), "minimum": 2, "maximum": 2},
    "territory": {},
    "theme": {},
    "session": {},
    "address": {"country": True},
    "organisation": {},
    "consent": {"text": "Words"},
    "information": {"text": "<p>Words</p>"},
}
JUNK = [
    *(
        "\0",
        "\ud800",
        "1e400",
        "-1e400",
        "NaN",
        "Infinity",
        "１２",
        "٣",
        "²",
        "½",
        "\u202e",
        "-",
        ".",
        ",",
        "€",
        "0x10",
    ),
    *("1_000", "9" * 5000, "<script>", "\"'&", "[]", "{}", "None", "99999999999999999999", "2026-02-31", "+", "\r\n"),
]


def simple_spec(kind: str) -> Spec:
    spec = spec_of(kind, hint="One sentence", **SPECS[kind])
    if kind in ("territory", "theme", "session"):
        spec["options"] = [{"key": f"k{number}", "label": f"Place {number}"} for number in range(20)]
    return spec


def posted(value: Any) -> dict[str, Any]:
    """All inputs that any kind has, with the same value, in a dictionary as it comes from JSON."""
    return {KEY: value} | {f"{KEY}_{part}": value for part in PARTS}


def bear(spec: Spec, data: Any) -> None:
    """Bind, check, read back and show whatever was posted. Only errors of validation are allowed, and they are said."""
    question = question_for(spec)
    form = forms.Form(data)
    form.fields[KEY] = question.field(spec)
    if form.is_valid():
        stored = question.stored(form.cleaned_data[KEY])
        assert json.loads(json.dumps(stored)) == stored
        json.dumps(stored, ensure_ascii=False).encode()
        assert isinstance(question.shown(stored, spec), str)
        assert len(question.cells(stored, spec)) == len(question.columns(spec))
        for operator in Operator:
            assert question.holds(operator, stored, "junk") in (True, False)
    else:
        assert all(str(message) for message in form.errors[KEY])
    assert isinstance(question.shown(form[KEY].value(), spec), str)
    assert isinstance(html(spec, form), str)


@pytest.mark.parametrize("kind", SPECS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_junk_breaks_a_question(kind: str, language: str) -> None:
    spec = simple_spec(kind)
    with translation.override(language):
        for value in (*JUNK, None, 1, True, [], ["a", "\0"], [["a"]], {"a": 1}, [None]):
            bear(spec, posted(value))
        bear(spec, {})


@given(st.sampled_from(sorted(SPECS)), st.text(st.characters(codec=None, exclude_categories=()), max_size=30))
def test_no_text_breaks_a_question(kind: str, text: str) -> None:
    bear(simple_spec(kind), posted(text))


@given(st.sampled_from(sorted(SPECS)), st.text("0123456789.,- '€$W/:éa\u00a0\u202f", max_size=20))
def test_no_figures_break_a_question(kind: str, text: str) -> None:
    bear(simple_spec(kind), posted(text))


@pytest.mark.parametrize("kind", ["short_text", "email", "phone", "number", "money", "date", "address", "organisation"])
@pytest.mark.parametrize("typed", ["x", "12 ", "1e400", "１２", "<b>", '"', "31 février", "9" * 300])
def test_what_was_typed_comes_back(kind: str, typed: str) -> None:
    spec = simple_spec(kind)
    form = ask(spec, typed, **dict.fromkeys(PARTS, typed))
    form.full_clean()
    assert f'value="{escape(typed)}"' in html(spec, form)


@pytest.mark.parametrize("kind", SPECS)
def test_every_kind_of_question_has_ids_for_what_describes_it(kind: str) -> None:
    spec = simple_spec(kind)
    form = ask(spec)
    page = html(spec, form)
    described = [name for text in page.split('aria-describedby="')[1:] for name in text.split('"')[0].split()]
    assert all(f'id="{name}"' in page for name in described)
    assert bool(described) == (kind != "information")
    labelled = [text.split('"')[0] for text in page.split(' for="')[1:]]
    assert all(f'id="{name}"' in page for name in labelled)
    assert len(set(labelled)) == len(labelled)


@pytest.mark.parametrize("kind", sorted(set(SPECS) - {"information"}))
def test_what_is_not_required_may_be_left_empty(kind: str) -> None:
    spec = simple_spec(kind)
    assert not ask(spec).is_valid()
    form = ask(spec | {"required": False})
    assert form.is_valid()
    question = question_for(spec)
    stored = question.stored(form.cleaned_data[KEY])
    assert stored in (None, "", [], False)
    assert question.shown(None, spec) == ""
    assert set(question.cells(None, spec)) == {""}


@pytest.mark.parametrize("kind", sorted(set(SPECS) - {"territory", "theme"}))
def test_a_question_that_is_in_order_has_no_problem_and_has_words(kind: str) -> None:
    spec = simple_spec(kind)
    assert question_for(spec).problems(spec) == []
    assert all(question_for(spec).wording(spec).values())


@pytest.mark.django_db
def test_an_editor_is_offered_every_kind() -> None:
    form = BlockWidget(StepBlock()).render("step", StepBlock().get_default())
    assert all(f"&quot;{kind}&quot;" in form for kind in KINDS)


@pytest.mark.parametrize("kind", SPECS)
def test_translators_are_given_words_and_no_settings(kind: str) -> None:
    block = KINDS[kind].block()
    raw = WORDS | SPECS[kind] | {"conditions": []}
    value = block.to_python({name: raw[name] for name in raw if name in block.child_blocks})
    segments = StreamFieldSegmentExtractor(None).handle_block(block, value, raw_value={"value": raw})
    paths = {segment.path.split(".")[0] for segment in segments}
    assert "label" in paths
    assert paths <= {"label", "hint", "options", "text", "unit"}
