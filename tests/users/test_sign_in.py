"""Tries with a wrong password make the next one wait, at every door; nobody keeps an owner out by them."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.models import PortalDocument
from tests.builders import Portal, staff
from users import sign_in
from users.models import SignInCount, User
from users.sign_in import BY_NETWORK, EVERYWHERE, HERE, MustWaitError, account_opened, begin, forget_sign_ins

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
STAFF_DOOR, PUBLIC_DOOR = "/admin/login/", "/fr/_util/login/"
HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def deployed(settings: Any) -> None:
    """A demonstration would answer the loopback only."""
    settings.DEMO = False


@pytest.fixture
def ada() -> User:
    return staff("ada@example.org")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that is moved, not waited for."""

    class Clock:
        moved = timedelta(0)

        def now(self) -> datetime:
            return timezone.now() + self.moved

    clock = Clock()
    monkeypatch.setattr(sign_in, "timezone", clock)

    def move(**by: float) -> None:
        clock.moved += timedelta(**by)

    return move


def try_at(door: str, email: str = "ada@example.org", password: str = "wrong", place: str = HOME) -> Any:
    return Client().post(door, {"username": email, "password": password}, REMOTE_ADDR=place)


@pytest.mark.parametrize("door", [STAFF_DOOR, PUBLIC_DOOR])
@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_after_some_failures_one_waits_whoever_one_says_one_is(ada: User, door: str, email: str) -> None:
    codes = [try_at(door, email).status_code for _ in range(HERE.free + 2)]
    assert codes == [200] * (HERE.free + 1) + [429]
    refused = try_at(door, email, PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 30
    assert "sessionid" not in refused.cookies
    assert "secondes" in refused.content.decode()


def test_both_doors_count_together_and_a_spelling_is_no_other_account(ada: User) -> None:
    for number in range(HERE.free + 1):
        try_at((STAFF_DOOR, PUBLIC_DOOR)[number % 2], ("ada@example.org", " ADA@example.org")[number % 2])
    assert try_at(PUBLIC_DOOR, "Ada@Example.org", PASSWORD).status_code == 429


def test_the_waits_grow_to_an_end_and_a_day_without_failures_forgets(ada: User, later: Any) -> None:
    waits = []
    for _ in range(HERE.free + 8):
        response = try_at(STAFF_DOOR)
        while response.status_code == 429:
            waits.append(int(response["Retry-After"]))
            later(seconds=waits[-1] + 1)
            response = try_at(STAFF_DOOR)
    assert waits == [30, 60, 120, 240, 480, 900, 900]
    later(days=1, seconds=1)
    assert [try_at(STAFF_DOOR).status_code for _ in range(HERE.free)] == [200] * HERE.free


def test_the_right_password_begins_anew(ada: User) -> None:
    for _ in range(3):
        for _ in range(HERE.free):
            try_at(STAFF_DOOR)
        assert try_at(STAFF_DOOR, password=PASSWORD).status_code == 302


def test_an_account_is_guarded_from_everywhere(ada: User) -> None:
    """Each guess from another network."""
    codes = [try_at(STAFF_DOOR, place=f"203.0.113.{number}").status_code for number in range(EVERYWHERE.free + 2)]
    assert codes == [200] * (EVERYWHERE.free + 1) + [429]


def test_a_network_that_guesses_at_many_accounts_waits(ada: User) -> None:
    codes = [try_at(STAFF_DOOR, f"guess{number}@example.org").status_code for number in range(BY_NETWORK.free + 2)]
    assert codes == [200] * (BY_NETWORK.free + 1) + [429]
    assert try_at(STAFF_DOOR, "ada@example.org", PASSWORD, ELSEWHERE).status_code == 302


def test_strangers_keep_no_owner_out(ada: User) -> None:
    """Where the owner came in before, what strangers do elsewhere, or to others, holds them up no more."""
    assert try_at(STAFF_DOOR, password=PASSWORD).status_code == 302
    for number in range(EVERYWHERE.free + 2):
        try_at(STAFF_DOOR, place=f"203.0.113.{number}")
    for number in range(BY_NETWORK.free + 2):
        try_at(STAFF_DOOR, f"guess{number}@example.org")
    assert try_at(STAFF_DOOR, "guess@example.org").status_code == 429
    assert try_at(STAFF_DOOR, password=PASSWORD, place=ELSEWHERE).status_code == 429
    assert try_at(STAFF_DOOR, password=PASSWORD).status_code == 302


def test_a_new_password_by_e_mail_lets_its_owner_in(ada: User) -> None:
    for _ in range(HERE.free + 1):
        try_at(STAFF_DOOR)
    ada.set_password("quite another password")
    ada.save()
    assert try_at(STAFF_DOOR, password="quite another password").status_code == 302


def test_a_try_counts_from_its_beginning(ada: User) -> None:
    """Many at once are many: none knows yet what became of the others."""
    tries = [begin(opened="page 1", network=HOME) for _ in range(HERE.free + 1)]
    with pytest.raises(MustWaitError) as refusal:
        begin(opened="page 1", network=HOME)
    assert refusal.value.seconds == 30
    tries[0].succeeded()
    assert begin(opened="page 1", network=HOME)


def test_what_was_typed_is_kept_nowhere(ada: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        try_at(STAFF_DOOR, "a password in the wrong field")
        try_at(STAFF_DOOR, "ada@example.org", "secret guess")
        try_at(PUBLIC_DOOR, "ada@example.org", PASSWORD)
        for _ in range(HERE.free + 2):
            try_at(STAFF_DOOR, "ada@example.org", "secret guess", ELSEWHERE)
    said = [record.getMessage() for record in caplog.records if record.name == "users.sign_in"]
    assert said[0] == f"Sign-in failed: no account at /admin/login/ from {HOME}"
    assert said[1] == f"Sign-in failed: account {ada.pk} at /admin/login/ from {HOME}"
    assert said[2] == f"Sign-in succeeded: account {ada.pk} at /fr/_util/login/ from {HOME}"
    assert said[-1] == f"Sign-in not tried, 30 s to wait: account {ada.pk} at /admin/login/ from {ELSEWHERE}"
    assert "example.org" not in caplog.text
    assert "secret" not in caplog.text
    assert not SignInCount.objects.filter(opened__contains="ada").exists()


def test_leaving_is_logged(ada: User, caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    client.force_login(ada)
    with caplog.at_level(logging.INFO):
        client.post("/admin/logout/")
    assert f"Signed out: account {ada.pk}" in caplog.text


def test_the_password_of_a_page_is_guessed_as_slowly() -> None:
    page = Portal().content("fr", "secret", introduction="Bonjour")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesame")
    address = reverse("wagtailcore_authenticate_with_password", args=(restriction.pk, page.pk))

    def guess(password: str, place: str = HOME) -> int:
        return Client().post(address, {"password": password, "return_url": page.url}, REMOTE_ADDR=place).status_code

    assert guess("sesame") == 302
    assert [guess("open") for _ in range(HERE.free + 2)] == [200] * (HERE.free + 1) + [429]
    assert guess("sesame") == 429
    assert guess("sesame", ELSEWHERE) == 302
    html = Client().post(address, {"password": "x"}, REMOTE_ADDR=HOME).content.decode()
    assert "Trop d’essais avec un mauvais mot de passe" in html


def test_so_is_that_of_a_collection_of_documents() -> None:
    collection = Collection.get_first_root_node().add_child(name="Kept")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="sesame"
    )
    document = PortalDocument.objects.create(title="Plan", collection=collection, file=ContentFile(b"x", "plan.txt"))
    address = reverse("wagtaildocs_authenticate_with_password", args=(restriction.pk,))
    client = Client()

    def guess(password: str) -> int:
        return client.post(address, {"password": password, "return_url": document.url}, REMOTE_ADDR=HOME).status_code

    assert [guess("open") for _ in range(HERE.free + 2)] == [200] * (HERE.free + 1) + [429]
    assert guess("sesame") == 429


def test_counts_that_hold_nobody_up_go(ada: User) -> None:
    now = timezone.now()
    long_ago = now - timedelta(days=91)
    for name, fields in {
        "failing": {"failed_at": now},
        "known": {"failed_at": long_ago, "succeeded_at": now - timedelta(days=80)},
        "old": {"failed_at": now - timedelta(days=2)},
        "older": {"failed_at": long_ago, "succeeded_at": long_ago},
        "never": {},
    }.items():
        SignInCount.objects.create(opened=name, **fields)
    assert forget_sign_ins(now) == 3
    assert sorted(SignInCount.objects.values_list("opened", flat=True)) == ["failing", "known"]


def test_code_that_signs_in_without_a_request_is_not_counted(ada: User) -> None:
    assert Client().login(username="ada@example.org", password=PASSWORD)
    assert not SignInCount.objects.exists()
    assert account_opened(" Ada@example.org") == account_opened("ada@example.org")
