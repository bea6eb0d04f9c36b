"""A repeated group: rows of simple questions, whole and neither too few nor too many."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from applications.drafts.step_form import StepForm
from applications.questions import KINDS, question_blocks
from applications.questions.base import Spec
from tests.applications.questions.asking import KEY, html, options
from tests.applications.questions.groups import ADULT, MAIL, NAME, group, typed
from tests.builders import stream

question = KINDS["group"]
SIMPLE_KINDS = [kind for kind, _block in question_blocks(lambda each: each.is_simple)]

ROW = {NAME: "Ada", MAIL: "ADA@example.org", ADULT: "yes"}


def form_for(spec: Spec, data: dict[str, list[str]], *, is_checked: bool = True) -> StepForm:
    return StepForm([spec], MultiValueDict(data), is_checked=is_checked)


def answer(spec: Spec, data: dict[str, list[str]]) -> Any:
    form = form_for(spec, data)
    assert form.is_valid(), form.errors
    return form.answers()[KEY]


def errors(spec: Spec, data: dict[str, list[str]]) -> list[str]:
    with translation.override("en"):
        return [str(message) for message in form_for(spec, data).errors.get(KEY, [])]


def test_what_is_published_of_it() -> None:
    spec = group(add_label="Add a member")
    assert [(q["key"], q["kind"], q["required"]) for q in spec["questions"]] == [
        (NAME, "short_text", True),
        (MAIL, "email", False),
        (ADULT, "yes_no", True),
    ]
    assert (spec["item"], spec["add_label"], spec["minimum"], spec["maximum"]) == ("Member", "Add a member", 2, 4)


def test_the_editor_adds_simple_questions_without_conditions() -> None:
    offered = question.block().child_blocks["questions"].child_blocks
    assert set(offered) == set(SIMPLE_KINDS)
    for block in offered.values():
        assert {"label", "hint", "required"} <= set(block.child_blocks)
        assert not {"private", "conditions"} & set(block.child_blocks)


def test_rows_are_stored_as_their_kinds_store_them() -> None:
    assert answer(group(), typed(ROW, {NAME: " Bo ", ADULT: "no"})) == [
        {NAME: "Ada", MAIL: "ada@example.org", ADULT: "yes"},
        {NAME: "Bo", MAIL: "", ADULT: "no"},
    ]


def test_errors_name_the_row_and_lead_to_the_input() -> None:
    data = typed(ROW, {NAME: "", MAIL: "bo", ADULT: ""})
    found = form_for(group(), data).errors[KEY].as_data()
    assert [error.input_name for error in found] == [f"{KEY}-1-{key}" for key in (NAME, MAIL, ADULT)]  # type: ignore[attr-defined]
    assert found[2].input_id == f"id_{KEY}-1-{ADULT}_0"  # type: ignore[attr-defined]
    messages = errors(group(), data)
    assert len(messages) == 3
    assert messages[0].startswith("Member 2, Name: ")


def test_too_few_too_many_and_none() -> None:
    assert errors(group(), typed(ROW, {})) == ["Member: fill in at least 2"]
    assert errors(group(), typed(*[ROW] * 5)) == ["Member: fill in at most 4"]
    assert errors(group(), typed({}, {NAME: " "})) == errors(group(), {}) != []
    assert answer(group(required=False), typed({}, {})) == []
    assert errors(group(required=False), typed(ROW)) == ["Member: fill in at least 2"]


def test_blank_rows_are_left_out_and_still_counted() -> None:
    assert len(answer(group(), typed(ROW, {}, ROW))) == 2
    assert errors(group(), typed(ROW, {}, {**ROW, NAME: ""}))[0].startswith("Member 3, Name: ")


def test_what_was_typed_comes_back_as_it_was() -> None:
    data = typed({NAME: ' <b>"&', MAIL: "half@", ADULT: "no"}, {})
    data[f"{KEY}-rows"] = ["0", "7"]
    data[f"{KEY}-7-{NAME}"] = ["Seven"]
    for is_checked in (True, False):
        page = html(group(), form_for(group(), data, is_checked=is_checked))
        inputs = BeautifulSoup(page, "html.parser")("input")
        values = {one["name"]: one.get("value") for one in inputs if one["type"] != "radio" or one.has_attr("checked")}
        assert values[f"{KEY}-0-{NAME}"] == ' <b>"&'
        assert values[f"{KEY}-0-{MAIL}"] == "half@"
        assert values[f"{KEY}-0-{ADULT}"] == "no"
        assert values[f"{KEY}-7-{NAME}"] == "Seven"
        assert [one["value"] for one in inputs if one["name"] == f"{KEY}-rows"] == ["0", "7", "__row__"]


def test_its_page_is_sound() -> None:
    with translation.override("en"):
        page = html(group(hint="A hint"), form_for(group(hint="A hint"), typed({NAME: "Ada"})))
    tree = BeautifulSoup(page, "html.parser")
    ids = [element["id"] for element in tree(id=True)]
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-describedby"):
        assert {i for element in tree(**{attribute: True}) for i in element[attribute].split()} <= set(ids)
    assert {one["name"] for one in tree("input") if one.get("aria-invalid")} == {f"{KEY}-0-{ADULT}"}
    assert "Member: fill in at least 2" in page


def test_as_many_rows_as_are_wanted_are_shown() -> None:
    field: Any = form_for(group(), {}, is_checked=False)[KEY]
    assert [row.title for row in field.rows] == ["Member 1", "Member 2"]
    field = form_for(group(minimum=0), {}, is_checked=False)[KEY]
    assert [row.number for row in field.rows] == ["0"]


@pytest.mark.parametrize(
    ("instruction", "rows"),
    [
        ("add", ["5", "1", "2", "0"]),
        ("remove-1", ["5", "2"]),
        *((junk, ["5", "1", "2"]) for junk in ("", "remove", "remove-", "remove-9", "add-1", "remove-1-", "x")),
    ],
)
def test_rows_come_and_go_without_a_script(instruction: str, rows: list[str]) -> None:
    data = {f"{KEY}-rows": ["5", "1", "2"], f"{KEY}-1-{NAME}": ["x"], f"{KEY}-2-{NAME}": ["y"]}
    question.change_rows(group(), data, instruction)
    assert data[f"{KEY}-rows"] == rows
    assert (f"{KEY}-1-{NAME}" in data) == ("1" in rows)
    assert data[f"{KEY}-2-{NAME}"] == ["y"]


def test_rows_stay_within_the_limits() -> None:
    data = typed(ROW, ROW)
    question.change_rows(group(), data, "remove-0")
    assert data == typed(ROW, ROW)
    for _ in range(9):
        question.change_rows(group(), data, "add")
    assert data[f"{KEY}-rows"] == ["0", "1", "2", "3"]


def test_ten_thousand_rows_are_not_read() -> None:
    assert errors(group(), typed(*[{NAME: "x", ADULT: "no"}] * 10_000)) == ["Member: fill in at most 4"]


@pytest.mark.parametrize(("language", "yes"), [("fr", "Oui"), ("en", "Yes")])
def test_it_is_shown_in_the_language_of_the_reader(language: str, yes: str) -> None:
    with translation.override(language):
        lines = question.shown([{NAME: "Ada", MAIL: "", ADULT: "yes"}, {NAME: "Bo"}], group()).splitlines()
    assert lines[0] == "Member 1"
    assert lines[2].endswith(yes)
    assert lines[3:5] == ["", "Member 2"]
    assert len(lines) == 6


def test_an_export_has_a_column_for_each_question() -> None:
    columns = question.columns(group())
    with translation.override("en"):
        cells = question.cells([{NAME: "Ada", MAIL: "", ADULT: "yes"}, {NAME: "Bo", ADULT: "no"}], group())
    assert columns == ["The question – Name", "The question – E-mail", "The question – Adult?"]
    assert cells == ["Ada\nBo", "\n", "Yes\nNo"]
    assert question.cells(None, group()) == ["", "", ""]


def test_every_text_has_a_name() -> None:
    choice = stream("choice", {"label": "Which?", "options": options("One", "Two")}, NAME)
    assert question.wording(group(questions=[choice], add_label="Add")) == {
        "label": "The question",
        "item": "Member",
        "add_label": "Add",
        f"{NAME}:label": "Which?",
        f"{NAME}:option:a": "One",
        f"{NAME}:option:b": "Two",
    }


def test_what_cannot_be_published() -> None:
    backwards = stream("number", {"label": "Age", "minimum": "9", "maximum": "1"}, NAME)
    with translation.override("en"):
        assert question.problems(group(minimum=5)) == ["The least number of rows is above the largest."]
        assert question.problems(group(questions=[])) == ["The group has no question."]
        twice = stream("choice", {"label": "Which?", "options": options("One", "one")}, NAME)
        assert question.problems(group(questions=[twice])) == ["Which?: Two options say “one”."]
        assert question.problems(group(questions=[backwards])) == ["Age: The minimum is above the maximum."]
    assert question.problems(group()) == []


def test_every_simple_kind_can_be_asked() -> None:
    more = {"choice": {"options": options("One", "Two")}}
    questions = [stream(kind, {"label": kind, **more.get(kind, {})}) for kind in SIMPLE_KINDS]
    spec = group(questions=questions)
    blank = typed({}, {})
    assert len(errors(spec, blank)) == 1
    row = {questions[0]["id"]: "x"}
    assert len(errors(spec, typed(row, {}))) == len(SIMPLE_KINDS)
    assert html(spec, form_for(spec, typed(row))).count(f'name="{KEY}-0-') >= len(SIMPLE_KINDS)


def test_the_other_language_stands_below_each_question() -> None:
    french = group() | {"questions": [q | {"label": f"{q['label']} ?"} for q in group()["questions"]]}
    field = form_for(group(), {}, is_checked=False)[KEY]
    page = render_to_string("applications/includes/question.html", {"field": field, "spec": group(), "other": french})
    assert page.count("E-mail ?") == 3  # two rows, and the template of those to come


@pytest.mark.django_db
def test_translators_are_given_words_and_no_settings() -> None:
    block = question.block()
    sub = [stream("short_text", {"label": "Name", "hint": "Full", "autocomplete": "name"}, NAME)]
    raw = {"label": "Members", "hint": "All", "item": "Member", "minimum": 2, "questions": sub, "conditions": []}
    segments = StreamFieldSegmentExtractor(None).handle_block(block, block.to_python(raw), raw_value={"value": raw})
    assert {segment.path for segment in segments} == {
        *("label", "hint", "item", "add_label"),
        *(f"questions.{NAME}.{name}" for name in ("label", "hint")),
    }


JUNK = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["0", "1", "49", "10000", "\0", "yes", "-1", "9" * 5000, "2026-02-31", "NaN", "٣"]),
)
SIMPLE = [
    stream(k, {"label": k, "options": options("A", "B")} if k == "choice" else {"label": k}, f"q{k}")
    for k in SIMPLE_KINDS
]
NAMES = st.sampled_from(
    [f"{KEY}-{row}-q{kind}{part}" for row in (0, 1) for kind in SIMPLE_KINDS for part in ("", "_day", "_year")]
    + [KEY, f"{KEY}-rows", f"{KEY}-", f"{KEY}-0", f"{KEY}-0-"]
)


@given(data=st.dictionaries(NAMES, st.lists(JUNK, max_size=60), max_size=20), instruction=st.text(max_size=12))
def test_junk_is_borne(data: dict[str, list[str]], instruction: str) -> None:
    spec = group(questions=SIMPLE, minimum=0)
    question.change_rows(spec, data, instruction)
    form = form_for(spec, data)
    assert KEY in html(spec, form)
    if form.is_valid():
        stored = form.answers()[KEY]
        assert len(question.cells(stored, spec)) == len(question.columns(spec))
        assert isinstance(question.shown(stored, spec), str)


@given(names=st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=20), min_size=2, max_size=4))
def test_what_is_stored_is_what_was_answered(names: list[str]) -> None:
    rows = [{NAME: name, ADULT: "no"} for name in names]
    for language in ("fr", "en"):
        with translation.override(language):
            assert [row[NAME] for row in answer(group(), typed(*rows))] == names


def test_junk_in_place_of_an_answer_is_borne() -> None:
    for junk in ("", "x", 5, {}, [None, 5, {NAME: None}, {NAME: []}]):
        assert isinstance(question.shown(junk, group()), str)
        assert len(question.cells(junk, group())) == 3
