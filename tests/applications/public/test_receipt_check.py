"""The page on which anybody checks a receipt: what it says, and what it does not."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers.receipt_codes import receipt_code
from applications.models import Application
from applications.statuses import Status
from tests.applications.kept import kept

pytestmark = pytest.mark.django_db


def asked(client: Client, language: str = "en", **query: str) -> Any:
    with translation.override(language):
        return client.get(f"{reverse('receipts')}?{urlencode(query)}" if query else reverse("receipts"))


def test_a_genuine_receipt(client: Client) -> None:
    application = kept(status=Status.DECLINED)
    response = asked(client, reference=application.reference, code=receipt_code(application))

    assert response.status_code == 200
    text = response.content.decode()
    for said in ("This receipt is genuine", "KEPT-K7M4-Q2RT", "A micro-project", "12 January 2027 at 2:32\u00a0pm"):
        assert said in text
    for unsaid in ("Ada", "Martin", "ada@example.org", "declined", "Declined", "not accepted", "plan du banc", "kept"):
        assert unsaid not in text, unsaid
    assert receipt_code(application) not in text.partition("<main")[2], "what was typed does not come back"


def test_it_says_so_in_french(client: Client) -> None:
    application = kept()
    text = asked(client, "fr", reference=application.reference, code=receipt_code(application)).content.decode()
    assert "Ce récépissé est authentique" in text
    assert "12 janvier 2027 à 14\u00a0h\u00a032" in text


def test_what_is_none_gets_one_answer(client: Client) -> None:
    application, other = kept(), kept(reference="KEPT-2222-2222")
    code = receipt_code(application)
    pages = {
        asked(client, reference=reference, code=typed).content.decode().replace(reference, "").replace(typed, "")
        for reference, typed in [
            (other.reference, code),
            ("KEPT-9999-9999", code),
            (application.reference, "2222-2222-2222-2222"),
            (application.reference, "é'\"<script>"),
        ]
    }
    bodies = {page.partition("<main")[2].partition("<form")[0] for page in pages}
    assert len(bodies) == 1
    assert "We did not issue this receipt" in bodies.pop()
    assert asked(client, reference=application.reference, code="2222-2222-2222-2222").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 200),
        ({"reference": "", "code": ""}, 422),
        ({"reference": "KEPT-K7M4-Q2RT"}, 422),
        ({"code": "2222"}, 422),
        ({"reference": "x" * 5000, "code": "y" * 5000}, 422),
        ({"reference": "a\0b", "code": "c\0d"}, 404),
        ({"reference": "\ud83d".encode("utf-16", "surrogatepass").hex(), "code": "1"}, 404),
    ],
)
def test_nonsense_breaks_nothing(client: Client, query: dict[str, str], status: int) -> None:
    response = asked(client, **query)
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post(reverse("receipts")).status_code == 405
    assert client.head(reverse("receipts")).status_code == 200


def test_nobody_tries_codes_without_end(client: Client, settings: Any) -> None:
    settings.RATE_LIMITS = {"receipt by address": "2/hour"}
    application = kept()
    query = {"reference": application.reference, "code": receipt_code(application)}
    assert [asked(client, **query).status_code for _ in range(3)] == [200, 200, 429]
    refused = asked(client, **query)
    assert int(refused["Retry-After"]) > 0
    assert "This receipt is genuine" not in refused.content.decode()
    assert asked(client).status_code == 200, "the empty page costs nothing"


def test_a_receipt_outlives_the_answers(client: Client) -> None:
    application = kept()
    query = {"reference": application.reference, "code": receipt_code(application)}
    Application.objects.update(anonymised_at=timezone.now(), answers={}, contact_name="")
    assert asked(client, **query).status_code == 200
    Application.objects.all().delete()
    assert asked(client, **query).status_code == 404


@pytest.mark.usefixtures("demo")
def test_queries(client: Client, django_assert_num_queries: Any) -> None:
    application = kept()
    query = {"reference": application.reference, "code": receipt_code(application)}
    asked(client, **query)
    with django_assert_num_queries(3):
        asked(client, **query)
