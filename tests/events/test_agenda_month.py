from datetime import date

import pytest
from django.test import Client

from events.month import Month
from tests.builders import Portal

pytestmark = pytest.mark.django_db


def cells(client: Client, month: str) -> dict[date, list[str]]:
    calendar = client.get(f"/fr/agenda/?view=month&month={month}").context["calendar"]
    return {day.date: [d.page.slug for d in day.dates] for week in calendar.weeks for day in week if day.dates}


def test_a_date_stands_in_every_day_that_it_lasts(client: Client, busy_portal: Portal) -> None:
    """The fair begins in January and ends in February: each month shows its own days of it, and no others."""
    assert cells(client, "2027-01") == {
        date(2027, 1, 10): ["talk"],
        date(2027, 1, 30): ["fair"],
        date(2027, 1, 31): ["fair"],
    }
    assert cells(client, "2027-02") == {date(2027, 2, 1): ["fair"], date(2027, 2, 2): ["fair"]}
    assert cells(client, "2025-12") == {date(2025, 12, 31): ["gone"]}


@pytest.mark.parametrize(("language", "first"), [("fr", "Lundi"), ("en", "Monday")])
def test_the_table_is_a_table(client: Client, busy_portal: Portal, language: str, first: str) -> None:
    html = client.get(f"/{language}/agenda/?view=month&month=2027-01").content.decode()
    table = html[html.index("<table") : html.index("</table>")]
    name = {"fr": "Janvier 2027", "en": "January 2027"}[language]
    assert f"<caption>{name}</caption>" in table
    assert table.count('<th scope="col">') == 7
    assert table.index(f'<th scope="col">{first}</th>') < table.index("<tbody>")
    assert table.count("<tr>") == 1 + 5
    assert table.count("<td ") == 5 * 7
    assert table.count('<time class="month__day"') == 31
    assert table.count("/agenda/fair/") == 2
    words = {"fr": "Dimanche 31 janvier 2027", "en": "Sunday 31 January 2027"}[language]
    assert words in table
    assert f"<title>{name}" in html


def test_the_present_day_is_marked(client: Client, busy_portal: Portal) -> None:
    html = client.get("/fr/agenda/?view=month").content.decode()
    assert html.count('datetime="2026-12-15" aria-current="date"') == 1
    assert html.count('aria-current="date"') == 1
    assert 'aria-current="date"' not in client.get("/fr/agenda/?view=month&month=2026-11").content.decode()


def test_one_steps_from_month_to_month_with_the_filters(client: Client, busy_portal: Portal) -> None:
    html = client.get("/fr/agenda/?view=month&month=2026-12&where=online").content.decode()
    assert 'rel="prev nofollow" href="?view=month&amp;month=2026-11&amp;where=online"' in html
    assert 'rel="next nofollow" href="?view=month&amp;month=2027-01&amp;where=online"' in html
    context = client.get("/fr/agenda/?view=month&month=2027-02&where=online").context
    assert context["this_month"] == "view=month&month=2026-12&where=online"
    assert [choice.value for choice in context["filters"].months if choice.is_chosen] == ["2027-02"]


@pytest.mark.parametrize(("month", "steps"), [("1970-01", ["next"]), ("2200-12", ["previous"])])
def test_months_have_an_end(client: Client, busy_portal: Portal, month: str, steps: list[str]) -> None:
    response = client.get(f"/fr/agenda/?view=month&month={month}")
    assert response.context["calendar"].month.key == month
    assert list(response.context["steps"]) == steps


def test_the_table_opens_on_what_the_list_shows(client: Client, busy_portal: Portal) -> None:
    opened = {
        query: client.get(f"/fr/agenda/{query}").context["parts"]["month"]
        for query in ("", "?where=online", "?past=1", "?year=2026", "?year=2019", "?month=2030-05")
    }
    assert opened == {
        "": "view=month&month=2026-12",
        "?where=online": "view=month&month=2027-01&where=online",
        "?past=1": "view=month&month=2025-12",
        "?year=2026": "view=month&month=2026-01",
        "?year=2019": "view=month&month=2026-12",
        "?month=2030-05": "view=month&month=2030-05",
    }


def test_months_know_their_neighbours() -> None:
    month = Month.read("2026-12")
    assert month == Month(2026, 12)
    assert (month.first, month.last) == (date(2026, 12, 1), date(2026, 12, 31))
    assert (month.previous, month.next) == (Month(2026, 11), Month(2027, 1))
    assert Month(2028, 2).last == date(2028, 2, 29)
