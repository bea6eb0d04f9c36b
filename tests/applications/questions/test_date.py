from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from applications.drafts.step_form import StepForm
from applications.questions import KINDS
from applications.questions import date as module
from applications.questions.compared import earlier_of
from applications.questions.date import parse_day
from applications.questions.operators import Operator
from tests.applications.questions.asking import KEY, answer, ask, errors, html, shown, spec_of

question = KINDS["date"]

TODAY = date(2026, 6, 15)


@pytest.fixture
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "today", lambda _spec: TODAY)


def typed(day: date) -> dict[str, str]:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_any_day_is_stored_as_iso(day: date) -> None:
    assert answer(spec_of("date"), **typed(day)) == day.isoformat()


@pytest.mark.parametrize("month", ["2", "02", "février", "Fevrier", "févr.", "February", "feb", " 2 "])
def test_a_month_may_be_a_name(month: str) -> None:
    assert answer(spec_of("date"), day="03", month=month, year="2026") == "2026-02-03"


@pytest.mark.parametrize("day", ["1er", "1 er", "1ER", "01er", "1ᵉʳ", "1st", "1.", " 1 "])
def test_a_day_may_be_an_ordinal(day: str) -> None:
    assert answer(spec_of("date"), day=day, month="mars", year="2026") == "2026-03-01"


@pytest.mark.parametrize(
    ("parts", "message", "wrong"),
    [
        ({}, "Type a date", "day month year"),
        ({"month": "2", "year": "2026"}, "Add the day to the date", "day"),
        ({"day": "2", "year": "2026"}, "Add the month to the date", "month"),
        ({"day": "2", "month": "2"}, "Add the year to the date", "year"),
        ({"day": "31", "month": "2", "year": "2026"}, "Type a day from 1 to 28", "day"),
        ({"day": "0", "month": "2", "year": "2026"}, "Type a day from 1 to 28", "day"),
        ({"day": "er", "month": "2", "year": "2026"}, "Type a day from 1 to 28", "day"),
        ({"day": "1er mars", "month": "2", "year": "2026"}, "Type a day from 1 to 28", "day"),
        ({"day": "１", "month": "2", "year": "2026"}, "Type a day from 1 to 28", "day"),
        ({"day": "1", "month": "13", "year": "2026"}, "Type a month from 1 to 12", "month"),
        ({"day": "1", "month": "1", "year": "26"}, "Type a year of four figures", "year"),
        ({"day": "1", "month": "1", "year": "99999"}, "Type a year of four figures", "year"),
        ({"day": "1", "month": "1", "year": "0000"}, "Type a year of four figures", "year"),
        ({"day": "1", "month": "1", "year": "２０２６"}, "Type a year of four figures", "year"),
    ],
)
def test_what_is_wrong_is_said_and_marked(parts: dict[str, str], message: str, wrong: str) -> None:
    spec = spec_of("date")
    with translation.override("en"):
        form = ask(spec, **parts)
        (said,) = form.errors[KEY]
        assert str(said).startswith(message)
        marked = [part.name for part in form[KEY].parts if 'aria-invalid="true"' in part.html]  # type: ignore[attr-defined]
        page = html(spec, form)
    assert marked == wrong.split()
    assert form[KEY].subwidgets[0].id_for_label == f"id_{KEY}_{marked[0]}"
    assert page.count(message) == 1
    assert all(f'value="{text}"' in page for text in parts.values())


def test_bounds() -> None:
    spec = spec_of("date", earliest="2026-03-01", latest="2026-06-30")
    assert answer(spec, **typed(date(2026, 3, 1))) == "2026-03-01"
    assert answer(spec, **typed(date(2026, 6, 30))) == "2026-06-30"
    with translation.override("en"):
        (message,) = errors(spec, **typed(date(2026, 7, 1)))
        assert message == "Type a date between 1 March 2026 and 30 June 2026"
        assert errors(spec_of("date", earliest="2026-03-01"), **typed(date(2026, 2, 1))) == [
            "Type a date from 1 March 2026 on"
        ]
        assert errors(spec_of("date", latest="2026-03-01"), **typed(date(2026, 3, 2))) == [
            "Type a date until 1 March 2026"
        ]


@pytest.mark.usefixtures("on_a_day")
def test_bounds_that_move_with_the_day() -> None:
    day = timedelta(days=1)
    later, before = spec_of("date", today="from"), spec_of("date", today="until", earliest="2026-01-01")
    assert answer(later, **typed(TODAY)) == answer(before, **typed(TODAY)) == TODAY.isoformat()
    assert errors(later, **typed(TODAY - day))
    assert errors(before, **typed(TODAY + day))
    assert errors(before, **typed(date(2025, 12, 31)))


@pytest.mark.parametrize("zone", ["America/Toronto", "Europe/Paris", "", "Nowhere/At_All", "../x", "\0"])
def test_today_is_where_the_call_is(zone: str) -> None:
    assert abs(module.today({"time_zone": zone}) - date.today()) <= timedelta(days=1)  # noqa: DTZ011


@pytest.mark.parametrize(("language", "text"), [("fr", "3 février 2026"), ("en", "3 February 2026")])
def test_it_is_shown_in_the_language_of_the_reader(language: str, text: str) -> None:
    with translation.override(language):
        assert shown(spec_of("date"), "2026-02-03") == text
        assert shown(spec_of("date"), ["31", "", "2026"]) == "31 2026"


def test_a_date_of_birth_is_filled_in_by_the_browser() -> None:
    spec = spec_of("date", birthday=True)
    page = html(spec, ask(spec))
    assert all(f'autocomplete="bday-{name}"' in page for name in ("day", "month", "year"))
    assert "bday" not in html(spec_of("date"), ask(spec_of("date")))


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        (Operator.IS, "2026-02-03", True),
        (Operator.IS_NOT, "2026-02-03", False),
        (Operator.IS_NOT, "2026-02-04", True),
        (Operator.MORE, "2026-02-02", True),
        (Operator.LESS, " 2026-02-04 ", True),
        (Operator.LESS, "2026-02-03", False),
        (Operator.IS_NOT, "3 February", False),
        (Operator.CONTAINS, "2026", False),
    ],
)
def test_conditions(operator: Operator, value: str, holds: bool) -> None:
    assert question.holds(operator, "2026-02-03", value) is holds
    assert not question.holds(operator, "junk", value)


@pytest.mark.parametrize("junk", [None, 1, [], "2026-02-31", "20260203", "99999-01-01", "2026-2-3", "\0"])
def test_a_stored_answer_that_is_no_date(junk: Any) -> None:
    assert parse_day(junk) is None


@pytest.mark.usefixtures("on_a_day")
@pytest.mark.parametrize(
    "wrong",
    [
        {"earliest": "2026-02-02", "latest": "2026-02-01"},
        {"latest": "2026-06-14", "today": "from"},
        {"earliest": "2026-06-16", "today": "until"},
    ],
)
def test_bounds_that_leave_no_day_are_a_problem(wrong: dict[str, str]) -> None:
    assert len(question.problems(spec_of("date", **wrong))) == 1


def dates(compared: str, begin: str, end: str, **more: Any) -> StepForm:
    begins, ends = (
        {**spec_of("date"), "key": "begin", "label": "Start"},
        {**spec_of("date", compared=compared), "key": "end"},
    )
    specs: list[Any] = [begins, {**spec_of("short_text", required=False), "key": "between"}, ends]
    data = {}
    for key, day in (("begin", begin), ("end", end)):
        for name, text in zip(("year", "month", "day"), day.split("-"), strict=False):
            data[f"{key}_{name}"] = [text]
    return StepForm(specs, MultiValueDict(data), is_checked=True, earlier=earlier_of(specs), **more)


@pytest.mark.parametrize(
    ("compared", "end", "message"),
    [
        ("after", "2026-03-02", ""),
        ("after", "2026-03-01", "Type a date after 1 March 2026, your answer to “Start”"),
        ("after", "2026-02-28", "Type a date after 1 March 2026, your answer to “Start”"),
        ("from", "2026-03-01", ""),
        ("from", "2026-02-28", "Type 1 March 2026, your answer to “Start”, or a later date"),
        ("", "2026-02-28", ""),
    ],
)
def test_an_end_is_not_before_its_beginning(compared: str, end: str, message: str) -> None:
    with translation.override("en"):
        form = dates(compared, "2026-03-01", end)
        assert [str(each) for each in form.errors.get("end", [])] == ([message] if message else [])
        assert not form.errors.get("begin")
        if message:
            assert form.error_links()[0].id == "id_end_day"
    assert not dates(compared, "", end).errors.get("end"), "nothing to compare with"


def test_the_beginning_may_be_on_another_page() -> None:
    end = {**spec_of("date", compared="after"), "key": "end"}
    data = MultiValueDict({"end_day": ["1er"], "end_month": ["2"], "end_year": ["2026"]})
    earlier: Any = {"end": {**spec_of("date"), "key": "begin"}}
    for begin, is_right in (("2026-01-31", True), ("2026-02-01", False), (None, True)):
        form = StepForm([end], data, is_checked=True, earlier=earlier, answer_to={"begin": begin}.get)
        assert form.is_valid() is is_right


def test_dates_of_a_row_are_compared_with_one_another() -> None:
    begins, ends = {**spec_of("date"), "key": "begin"}, {**spec_of("date", compared="after"), "key": "end"}
    spec: Any = {**spec_of("short_text"), "kind": "group", "item": "Stage", "minimum": 1, "maximum": 3, "add_label": ""}
    spec |= {"questions": [begins, ends]}
    data = {f"{KEY}-rows": ["0", "1"]}
    for row, key, day in ((0, "begin", 5), (0, "end", 6), (1, "begin", 5), (1, "end", 4)):
        data |= {
            f"{KEY}-{row}-{key}_day": [str(day)],
            f"{KEY}-{row}-{key}_month": ["3"],
            f"{KEY}-{row}-{key}_year": ["2026"],
        }
    with translation.override("en"):
        form = StepForm([spec], MultiValueDict(data), is_checked=True)
        [message] = form.errors[KEY]
        assert str(message).startswith("Stage 2, The question: Type a date after 5 March 2026")
        assert html(spec, form).count("Type a date after 5 March 2026") == 1
        assert "no date is asked before it" in " ".join(KINDS["group"].problems({**spec, "questions": [ends]}))
