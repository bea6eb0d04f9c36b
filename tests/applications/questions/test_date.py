from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from applications.questions import KINDS
from applications.questions import date as module
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
