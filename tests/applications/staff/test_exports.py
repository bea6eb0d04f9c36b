"""Exports of the filtered queue: what is in them, for whom, and that memory does not grow with the rows."""

import csv
import io
import tracemalloc
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from wagtail.users.models import UserProfile

from applications.dossiers.decisions import decide
from applications.kinds import CallKind
from applications.models import Access, Application, Beneficiary, Call, FormVersion, Label, Reading, Verdict
from applications.staff.exports import Table, csv_chunks, xlsx_file
from applications.staff.exports.cells import LONGEST, csv_text, day_cell, number_cell, text_cell
from applications.statuses import Status
from tests.applications.staff.exporting import sent, spec, version
from tests.builders import staff
from users.models import User

pytestmark = pytest.mark.django_db

AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
"""Without it, Wagtail answers a refusal by a redirect that says so."""
EXPORT = "/admin/applications/export/"
FAMILY = "👩\u200d👩\u200d👧"
MOMENT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def questions(what: str, advice: str, members: str, *more: dict[str, Any], **private: Any) -> list[dict[str, Any]]:
    return [
        spec("choice", "what", what, options=[{"key": "a", "label": advice}], other=False),
        spec("number", "members", members, unit="", decimals=False, minimum=None, maximum=None),
        spec("short_text", "health", "Health", private=True, **private),
        *more,
    ]


@pytest.fixture
def call() -> Call:
    group, committee = (Group.objects.create(name=name) for name in ("moderators", "committee"))
    return Call.objects.create(code="grants", kind=CallKind.GRANT, moderators=group, committee=committee)


@pytest.fixture
def moderator(call: Call) -> User:
    assert call.moderators
    return staff("moderator@example.org", call.moderators, first_name="Mo")


def download(user: User, query: str = "", kind: str = "csv") -> Any:
    client = Client()
    client.force_login(user)
    return client.get(f"{EXPORT}?format={kind}&{query}")


def csv_rows(response: Any, delimiter: str = ",") -> list[dict[str, str]]:
    assert response.status_code == 200, response
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    book = load_workbook(io.BytesIO(content))
    return list(book.active.iter_rows(values_only=True))


def test_every_column(call: Call, moderator: User) -> None:
    made = version(
        call,
        en=questions("What for?", "Advice", "Members"),
        fr=questions("Pourquoi ?", "Un conseil", "Membres"),
    )
    application = sent(
        made,
        number=7,
        status=Status.READY,
        submitted_at=MOMENT,
        contact_name="=Ada",
        contact_email="ada@example.org",
        beneficiary=Beneficiary.objects.create(key="siret:1", name="Les Amis"),
        assignee=moderator,
        due_on=date(2026, 12, 1),
    )
    application.labels.add(*(Label.objects.create(name=name) for name in ("Urgent", "Local")))
    decide(application=application, verdict=Verdict.ACCEPTED, by=moderator, amount=Decimal("1200.50"))
    [row] = csv_rows(download(moderator, "wording=en"))
    assert row == {
        "Reference": application.reference,
        "Number": "7",
        "Call": "grants",
        "Form": "Request",
        "Status": "Ready for decision",
        "Language": "English",
        "Received": "2026-03-29T03:30:00+02:00",
        "Contact": "'=Ada",
        "E-mail": "ada@example.org",
        "Beneficiary": "Les Amis",
        "Assigned to": "Mo",
        "Labels": "Local; Urgent",
        "Due on": "2026-12-01",
        "Decision": "Accepted",
        "Amount": "1200.50",
        "Decision told on": "",
        "What for?": "Advice",
        "Members": "-12.5",
    }
    [row] = csv_rows(download(moderator, "wording=fr"), ";")
    assert (row["Pourquoi ?"], row["Membres"]) == ("Un conseil", "-12,5")
    response = download(moderator, "wording=fr", "xlsx")
    assert response["Content-Disposition"] == f'attachment; filename="grants-{timezone.localdate()}.xlsx"'
    headings, cells = sheet(b"".join(response.streaming_content))
    by_heading = dict(zip(headings, cells, strict=True))
    assert by_heading["Membres"] == -12.5
    assert by_heading["Pourquoi ?"] == "Un conseil"
    assert application.due_on
    assert datetime(2026, 12, 1) in cells, "a day is a day"  # noqa: DTZ001  # as the sheet has it
    assert 1200.5 in cells


def test_questions_meet_under_their_keys(call: Call, moderator: User) -> None:
    """Versions reword, add and drop questions; forms ask the same in other words, or something else in the same."""
    person = spec("short_text", "name", "Name")
    old = spec("group", "team", "Team", item="Member", questions=[person])
    new = spec("group", "team", "People", item="Member", questions=[{**person, "label": "Their name"}])
    gone = spec("short_text", "gone", "No longer asked")
    first = version(call, days_ago=2, en=questions("Old words", "Advice", "Members", old, gone))
    second = version(call, en=questions("New words", "Counsel", "How many", new))
    other = version(
        call, uuid.UUID(int=2), en=[spec("short_text", "other", "New words"), spec("short_text", "c", "Contact")]
    )
    team = {"team": [{"name": "Ada"}, {"name": "Bo"}], "gone": "kept", "what": "a"}
    sent(first, team, contact_name="first")
    sent(second, team, contact_name="second")
    sent(other, {"other": "text", "c": "their own"}, contact_name="other")
    rows = {row["Contact"]: row for row in csv_rows(download(moderator, "wording=en"))}
    assert rows["first"]["People – Their name"] == rows["second"]["People – Their name"] == "Ada\nBo"
    assert rows["first"]["No longer asked"] == "kept"
    assert rows["second"]["No longer asked"] == ""
    assert rows["other"]["Request – Contact"] == "their own"


def test_private_answers_are_asked_for_and_that_is_written_down(call: Call, moderator: User) -> None:
    made = version(call, days_ago=1, en=[spec("short_text", "health", "Health"), spec("short_text", "why", "Why")])
    version(call, en=questions("What for?", "Advice", "Members"))
    sent(made, {"health": "unwell", "why": "because"}, contact_name="it became private later")
    [row] = csv_rows(download(moderator, "wording=en&q="))
    assert row["Why"] == "because"
    assert "Health" not in row
    assert "unwell" not in row.values()
    [row] = csv_rows(download(moderator, "wording=en&private=1&language=en"))
    assert row["Health"] == "unwell"
    first, second = Access.objects.order_by("pk")
    assert (first.reading, first.call, first.by) == (Reading.EXPORT, call, moderator)
    assert first.details == "1 × CSV ?"
    assert second.details == "1 × CSV ?language=en&private=1"


def test_exactly_what_is_filtered_and_visible(call: Call, moderator: User) -> None:
    made = version(call, en=questions("What for?", "Advice", "Members"))
    beside = Call.objects.create(code="beside", committee=call.moderators)
    foreign = Call.objects.create(code="foreign")
    for index, status in enumerate((Status.RECEIVED, Status.READY, Status.RECEIVED)):
        sent(made, status=status, contact_name=f"c{index}", submitted_at=timezone.now() - timedelta(days=index))
    for other in (beside, foreign):
        sent(version(other, uuid.uuid4(), en=[spec("short_text", "x", "Foreign question")]), status=Status.READY)
    assert [row["Contact"] for row in csv_rows(download(moderator, "wording=en"))] == ["c0", "c1", "c2"]
    rows = csv_rows(download(moderator, "wording=en&status=received&ordering=submitted_at"))
    assert [row["Contact"] for row in rows] == ["c2", "c0"]
    assert "Foreign question" not in rows[0]
    [empty] = download(moderator, f"call={foreign.pk}").streaming_content
    assert empty.count(b"\r\n") == 1
    assert Access.objects.first().call is None  # type: ignore[union-attr]


def test_who_may_export(call: Call) -> None:
    assert call.committee
    sent(version(call, en=questions("What for?", "Advice", "Members")), status=Status.READY)
    stranger = Group.objects.create(name="elsewhere")
    Call.objects.create(code="elsewhere", moderators=stranger)
    for query in ("", "?format=csv", "?format=xlsx&private=1"):
        people = [(staff(f"c{query}@example.org", call.committee), 403), (staff(f"n{query}@example.org"), 404)]
        for user, expected in people:
            client = Client()
            client.force_login(user)
            assert client.get(EXPORT + query, **AJAX).status_code == expected
        assert Client().get(EXPORT + query).status_code == 302
    assert not Access.objects.exists()
    assert csv_rows(download(staff("s@example.org", stranger))) == []


@pytest.mark.parametrize(
    "query",
    [
        "format=pdf&wording=xx",
        "format=csv&wording=%00&private=%00&q=%00",
        "format=csv&call=99999999999999999999&assignee=x&received_from=0000-00-00&ordering=nothing",
        "format=xlsx&a-x-min=nan&status=%27&p=-1&due=1&label=%00&call=%00",
    ],
    ids=["nothing known", "nul", "numbers", "sheet"],
)
def test_nonsense_is_ignored(call: Call, moderator: User, query: str) -> None:
    sent(version(call, en=questions("What for?", "Advice", "Members")))
    client = Client()
    client.force_login(moderator)
    response = client.get(f"{EXPORT}?{query}")
    assert response.status_code == 200
    if "format=pdf" not in query:
        assert b"".join(response.streaming_content)
    assert all("\0" not in access.details for access in Access.objects.all())


def test_the_page_keeps_the_filters(call: Call, moderator: User) -> None:
    sent(version(call, en=questions("What for?", "Advice", "Members")), language="fr")
    client = Client()
    client.force_login(moderator)
    page = client.get(EXPORT, {"language": "en", "status": ["received", "ready"], "p": "3"})
    assert page.context["count"] == 0
    assert page.context["kept"] == [("language", "en"), ("status", "received"), ("status", "ready")]
    assert reverse("applications:export") == EXPORT


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33 6 12", "'+33 6 12"),
        ("-2+3|cmd", "'-2+3|cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" \n=1", "' \n=1"),
        ("＝1", "'＝1"),
        ("\0=1", "\ufffd=1"),
        ("\x0b=1", "'\n=1"),
        ("one\x0btwo\r\nthree\x0cfour\u2028", "one\ntwo\nthree\nfour\n"),
        ("-12,50", "-12,50"),
        ("a=b", "a=b"),
        ("\x1f\ud800\uffffé\n", "\ufffd\ufffd\ufffdé\n"),
        ("", ""),
    ],
    ids=ascii,
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert csv_text(text) == cell


def test_cells_have_an_end() -> None:
    assert len(text_cell("x" * 40_000)) == LONGEST
    assert len(text_cell("😀" * 20_000).encode("utf-16-le")) // 2 <= LONGEST
    assert text_cell("x" * LONGEST) == "x" * LONGEST
    assert number_cell("-12.50") == Decimal("-12.50")
    assert number_cell("=1") == "=1"
    assert len(csv_text("=" * 40_000)) == LONGEST
    assert day_cell("2026-02-31") == "2026-02-31"


def test_hostile_text_in_both_files(call: Call, moderator: User) -> None:
    hostile = ["=cmd|' /C calc'!A0", 'a";=1\r\n"b', "_x0041_\x0b#N/A", "+1", "x" * 40_000, "\0\ud83d"]
    labels = [spec("short_text", f"q{n}", f"=Question {n}") for n in range(len(hostile))]
    made = version(call, en=labels)
    table_rows = []
    with translation.override("en"):
        for text in hostile:
            columns = Application(call=call, version=made, reference="x", language="en", submitted_at=MOMENT)
            columns.answers = {"q0": text}
            table_rows.append(Table(Application.objects.none(), "en")._answers.cells(columns))
    assert table_rows == [[]] * len(hostile), "no call, no questions"
    sent(made, {f"q{n}": text for n, text in enumerate(hostile) if "\ud83d" not in text}, contact_name="-1+1")
    [row] = csv_rows(download(moderator, "wording=en"))
    headings, cells = sheet(b"".join(download(moderator, "wording=en", "xlsx").streaming_content))
    in_sheet = dict(zip(headings, cells, strict=True))
    for name, text in (("=Question 0", hostile[0]), ("=Question 3", "+1"), ("Contact", "-1+1")):
        assert in_sheet[name] == text, "a text is a text in a sheet"
        assert row[csv_text(name)] == f"'{text}"
    assert in_sheet["=Question 2"] == row["'=Question 2"] == "_x0041_\n#N/A"
    assert len(row["'=Question 4"]) == LONGEST


def light_rows(made: FormVersion, count: int) -> None:
    Application.objects.bulk_create(
        Application(
            call=made.call,
            version=made,
            reference=f"{made.call.code}-{count}-{index}",
            language="fr",
            number=index,
            contact_name=f"Somebody {index}",
            answers={"what": "a", "members": str(index), "why": f"{index} words that are not the same " * 10},
        )
        for index in range(count)
    )


@pytest.mark.parametrize(("kind", "few", "many"), [("csv", 300, 3000), ("xlsx", 200, 1000)])
def test_memory_does_not_grow_with_the_rows(call: Call, kind: str, few: int, many: int) -> None:
    why = spec("long_text", "why", "Why?", limit=None)
    made = version(call, en=questions("What for?", "Advice", "Members", why))
    light_rows(made, many)
    dossiers = Application.objects.filter(call=call)
    _written(kind, dossiers.filter(number__lt=few))  # reads what is read once and kept
    peaks = []
    for rows in (few, many):
        tracemalloc.start()
        assert _written(kind, dossiers.filter(number__lt=rows)) > rows * 20
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000, peaks


def _written(kind: str, dossiers: Any) -> int:
    table = Table(dossiers, "fr")
    if kind == "csv":
        return sum(len(chunk) for chunk in csv_chunks(table))
    with xlsx_file(table) as file:
        return file.seek(0, io.SEEK_END)


def test_queries_do_not_grow_within_a_chunk(
    call: Call, moderator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = version(call, en=questions("What for?", "Advice", "Members"))
    sent(made)
    for _time in range(2):
        with django_assert_num_queries(5):
            rows = list(Table(Application.objects.filter(call=call), "fr").rows())
        sent(made)
        sent(made)
    assert len(rows) == 3


def test_many_rows_go_on_to_the_next_sheet(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.staff.exports.files.ROWS_OF_A_SHEET", 2)
    made = version(call, en=questions("What for?", "Advice", "Members"))
    for _time in range(4):
        sent(made)
    with xlsx_file(Table(Application.objects.filter(call=call), "en")) as file:
        book = load_workbook(file)
        assert [sheet.max_row for sheet in book.worksheets] == [3, 3]
        book.close()


def test_a_sheet_for_each_call_with_typed_cells(call: Call, moderator: User) -> None:
    """Columns are those of the call; days, moments and figures are what they are; texts stay as they were typed."""
    day = spec("date", "when", "When?", earliest=None, latest=None, today="", birthday=False)
    phone, team = spec("phone", "phone", "Phone"), spec("long_text", "team", "Team", limit=None)
    made = version(call, en=[*questions("What for?", "Advice", "Members"), day, phone, team])
    other = Call.objects.create(code="A/very*long:code [of] a call that goes", moderators=call.moderators)
    answers = {"members": "3", "when": "2026-02-01", "phone": "+32475123456", "team": "one\vtwo\r\n=three"}
    sent(made, answers, submitted_at=MOMENT, contact_name=FAMILY)
    sent(version(other, uuid.uuid4(), en=[spec("short_text", "own", "Their own")]), {"own": "=1+1"})
    content = b"".join(download(moderator, "wording=en", "xlsx").streaming_content)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["a-very-long-code -of- a call th", "grants"]
    first, grants = book.worksheets
    headings = [cell.value for cell in grants[1]]
    cells = dict(zip(headings, grants[2], strict=True))
    assert "Their own" not in headings
    assert "What for?" not in [cell.value for cell in first[1]]
    assert (cells["Members"].value, cells["Contact"].value) == (3, FAMILY)
    assert (cells["When?"].value, cells["When?"].is_date) == (datetime(2026, 2, 1), True)  # noqa: DTZ001 - as above
    assert cells["Received"].value == datetime(2026, 3, 29, 3, 30)  # noqa: DTZ001 - in the zone of the call
    assert (cells["Phone"].value, cells["Phone"].data_type) == ("+32 475 12 34 56", "s")
    assert cells["Phone"].quotePrefix
    assert cells["Team"].value == "one\ntwo\n=three"
    assert cells["Team"].alignment.wrap_text
    assert [cell.data_type for cell in first[2] if cell.value == "=1+1"] == ["s"]
    for sheet_ in book.worksheets:
        assert sheet_.freeze_panes == "B2"
        assert all(cell.font.bold for cell in sheet_[1])
        assert sheet_.auto_filter.ref == sheet_.dimensions
        assert min(each.width for each in sheet_.column_dimensions.values()) >= 10
    [row] = [row for row in csv_rows(download(moderator, "wording=en")) if row["Phone"]]
    assert (row["Phone"], row["When?"], row["Contact"]) == ("'+32 475 12 34 56", "2026-02-01", FAMILY)
    assert row["Received"] == "2026-03-29T03:30:00+02:00"
    assert row["Team"] == "one\ntwo\n=three"


def test_the_page_says_what_excel_does_to_a_csv(call: Call, moderator: User) -> None:
    client = Client()
    client.force_login(moderator)
    UserProfile.objects.create(user=moderator, preferred_language="en")
    assert "drops the zeros that they begin with" in client.get(EXPORT).content.decode()
