"""Sessions begin with a sign-in and end with what ends them, on the server, whatever a browser kept."""

from http.cookies import Morsel
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.builders import Portal, staff
from users.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
NEW = "quite another password"
HOME = "/admin/"


@pytest.fixture
def ada() -> User:
    return staff("ada@example.org", first_name="Ada")


def signed_in(password: str = PASSWORD, client: Client | None = None) -> Client:
    client = client or Client()
    assert client.post("/admin/login/", {"username": "ada@example.org", "password": password}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def holding(key: str) -> Client:
    """A browser with a cookie that was kept."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def cookie(client: Client) -> Morsel[str]:
    return client.cookies[settings.SESSION_COOKIE_NAME]


def test_signing_in_begins_another_session(ada: User) -> None:
    given = SessionStore()
    given["chosen"] = "by somebody else"
    given.save()
    client = signed_in(client=holding(str(given.session_key)))
    assert cookie(client).value != given.session_key
    assert is_in(client)
    assert not is_in(holding(str(given.session_key)))


def test_a_session_is_known_to_the_server_alone_and_cannot_be_guessed(ada: User) -> None:
    keys = {cookie(signed_in()).value for _ in range(5)}
    assert len(keys) == 5
    # 36 letters and digits from the system's generator: 165 bits.
    assert all(len(key) == 32 for key in keys)
    assert not is_in(holding("a" * 32))
    Session.objects.all().delete()
    assert not any(is_in(holding(key)) for key in keys)


def test_the_cookie_is_kept_from_scripts_and_other_sites(ada: User) -> None:
    assert cookie(signed_in())["httponly"]
    assert cookie(signed_in())["samesite"] == "Lax"


def test_signing_out_ends_it_on_the_server(ada: User) -> None:
    client = signed_in()
    kept = cookie(client).value
    assert "/admin/logout/" in client.get(HOME).content.decode()
    led = client.get("/admin/logout/")
    assert (led.status_code, list(led.cookies)) == (405, [])
    assert is_in(client)
    left = client.post("/admin/logout/")
    assert not is_in(holding(kept))
    assert left["Clear-Site-Data"] == '"cache", "storage"'


def test_an_account_that_is_switched_off_or_deleted_is_out_at_once(ada: User) -> None:
    client = signed_in()
    ada.is_active = False
    ada.save()
    assert not is_in(client)
    ada.is_active = True
    ada.save()
    assert is_in(client)
    ada.delete()
    assert not is_in(client)


def test_a_new_password_ends_the_other_sessions(ada: User) -> None:
    """Whoever sets it: they themselves, or an administrator who wants somebody out."""
    here, elsewhere = signed_in(), signed_in()
    assert is_in(here)
    assert is_in(elsewhere)
    posted = {"name_email-first_name": "A", "name_email-last_name": "M", "name_email-email": ada.email}
    posted |= {"locale-preferred_language": "", "locale-current_time_zone": ""}
    posted |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    posted |= {"password-old_password": PASSWORD, "password-new_password1": NEW, "password-new_password2": NEW}
    assert here.post(reverse("wagtailadmin_account"), posted).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    ada.refresh_from_db()
    ada.set_password("one that an administrator set")
    ada.save()
    assert not is_in(here)


def reset_link(user: User) -> str:
    number = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("wagtailadmin_password_reset_confirm", args=(number, default_token_generator.make_token(user)))


def test_a_link_to_a_new_password_works_once_and_lets_nobody_in(ada: User) -> None:
    link = reset_link(ada)
    client = Client()
    form: Any = client.get(link, follow=True)
    action = form.redirect_chain[-1][0]
    assert "set-password" in action
    done = client.post(action, {"new_password1": NEW, "new_password2": NEW})
    assert done.status_code == 302
    assert User.objects.get(pk=ada.pk).check_password(NEW)
    assert not is_in(client)
    assert b"new_password1" not in Client().get(link, follow=True).content


def test_the_screens_of_staff_are_kept_by_no_browser_or_cache(ada: User) -> None:
    assert {"no-store", "private"} <= set(signed_in().get(HOME)["Cache-Control"].replace(" ", "").split(","))


def test_who_follows_a_link_after_signing_in_stays_here(ada: User) -> None:
    Portal()
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        for door in ("/admin/login/", "/fr/_util/login/"):
            answer = Client().post(door, {"username": ada.email, "password": PASSWORD, "next": elsewhere})
            assert answer.status_code == 302
            assert "elsewhere" not in answer["Location"]
            assert "javascript" not in answer["Location"]
