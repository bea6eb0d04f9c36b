"""Whoever's account has another address or password is told, at the address that they had."""

from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from applications.mail.sending import send_due
from applications.models import OutgoingEmail
from tests.builders import staff
from users.models import User

pytestmark = pytest.mark.django_db

PASSWORD, NEW = "a long enough password", "quite another password"


@pytest.fixture
def ada() -> User:
    return staff("ada@example.org", first_name="Ada", last_name="Martin")


def account(user: User, **more: str) -> Any:
    client = Client()
    client.force_login(user)
    posted = {"name_email-first_name": user.first_name, "name_email-last_name": user.last_name}
    posted |= {"name_email-email": user.email, "locale-preferred_language": "", "locale-current_time_zone": ""}
    posted |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    return client.post(reverse("wagtailadmin_account"), posted | more)


def told() -> list[tuple[str, str]]:
    send_due()
    return [(message.to[0], str(message.subject)) for message in mail.outbox]


ADDRESS = "L’adresse de courriel de votre compte a été modifiée"
A_PASSWORD = "Le mot de passe de votre compte a été modifié"


def test_another_address_is_told_to_the_one_before(ada: User) -> None:
    more = {"name_email-email": "new@example.org", "name_email-current_password": PASSWORD}
    assert account(ada, **more).status_code == 302
    assert [to for to, _subject in told()] == ["ada@example.org"]
    body = str(mail.outbox[0].body)
    assert "new@example.org" not in body, "who has taken it over is no business of a mailbox that is not theirs"
    assert "Ada" not in body


def test_another_password_is_told(ada: User) -> None:
    new = {"password-new_password1": NEW, "password-new_password2": NEW, "password-old_password": PASSWORD}
    assert account(ada, **new).status_code == 302
    assert [to for to, _subject in told()] == ["ada@example.org"]
    assert reverse("wagtailadmin_password_reset") in str(mail.outbox[0].body)
    assert NEW not in str(mail.outbox[0].body)


def test_whoever_takes_both_is_told_of_at_the_address_before(ada: User) -> None:
    new = {"password-new_password1": NEW, "password-new_password2": NEW, "password-old_password": PASSWORD}
    new |= {"name_email-email": "new@example.org", "name_email-current_password": PASSWORD}
    assert account(ada, **new).status_code == 302
    assert "ada@example.org" in [to for to, _subject in told()]


def test_those_whom_an_administrator_changes_are_told(ada: User) -> None:
    root = User.objects.create_superuser("root@example.org", PASSWORD, first_name="R", last_name="T")
    client = Client()
    client.force_login(root)
    fields = {"first_name": "Ada", "last_name": "Martin", "is_active": "on", "email": "new@example.org"}
    fields |= {"password1": NEW, "password2": NEW}
    assert client.post(reverse("wagtailusers_users:edit", args=(ada.pk,)), fields).status_code == 302
    assert sorted(to for to, _subject in told()) == ["ada@example.org", "new@example.org"]


def test_a_new_account_and_a_new_name_are_no_news(ada: User) -> None:
    ada.first_name = "Augusta"
    ada.save()
    call_command("createsuperuser", email="boss@example.org", interactive=False, first_name="A", last_name="B")
    assert told() == []


def test_nobody_gives_themselves_one_strangers_address_after_another(ada: User, settings: Any) -> None:
    settings.RATE_LIMITS = {"account notice by recipient": "2/hour"}
    for _ in range(4):
        for email in ("stranger@example.org", "ada@example.org"):
            ada.email = email
            ada.save()
    assert [to for to, _subject in told()].count("stranger@example.org") == 2
    assert OutgoingEmail.objects.filter(status="withheld").count() == 4


def test_it_is_written_in_the_language_that_its_owner_chose(ada: User) -> None:
    ada.set_password(NEW)
    ada.save()
    assert told() == [("ada@example.org", A_PASSWORD)]
    ada.email = "new@example.org"
    ada.save()
    assert told()[1:] == [("ada@example.org", ADDRESS)]
