"""What Wagtail's own lists hand out as CSV runs in no spreadsheet, whatever separates its cells."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from portal.wagtail_exports import harmless
from tests.builders import Portal, staff

FORMULA = '=HYPERLINK("https://elsewhere.example")'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("Ada;=1+1", "Ada;'=1+1"),
        ("Ada\t@SUM(A1)", "Ada\t'@SUM(A1)"),
        ("a, -b", "a, '-b"),
        ("Jean-Pierre; suite", "Jean-Pierre; suite"),
        ("-12", "-12"),
        (12, 12),
        (None, None),
        (date(2026, 11, 30), date(2026, 11, 30)),
    ],
)
def test_a_cell(value: object, expected: object) -> None:
    assert harmless(value) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/reports/aging-pages/", "/admin/reports/site-history/"])
def test_the_reports_of_pages(portal: Portal, client: Client, address: str) -> None:
    portal.content("fr", "formula", title=FORMULA)
    portal.content("fr", "after", title=f"Ada;{FORMULA}")
    client.force_login(staff("admin@example.org", is_superuser=True))
    content = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert FORMULA[:10] in content
    for separator in ",;\t|":
        for row in csv.reader(io.StringIO(content), delimiter=separator):
            assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "@"))]
