"""An account is an e-mail address, however it is typed."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from applications.mail.sending import send_due
from portal.checks import demo_accounts_are_gone
from users.models import User

PASSWORD = "a long and quiet password"
FORM = {"first_name": "Ada", "last_name": "Weaver", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_user("Ada@Example.org ", PASSWORD, first_name="Ada", last_name="Weaver")


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("root@example.org", PASSWORD))
    return client


def test_the_address_is_kept_in_one_spelling(ada: User) -> None:
    assert ada.email == "ada@example.org"
    ada.email = " ADA@EXAMPLE.ORG"
    ada.save()
    assert User.objects.get_by_natural_key("aDa@eXample.org").email == "ada@example.org"


def test_the_database_refuses_a_second_spelling_that_goes_around_save(ada: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ADA@example.org")])


def test_validation_tells_of_a_second_spelling_once_and_on_the_address(ada: User) -> None:
    with pytest.raises(ValidationError) as caught:
        User(email="ADA@example.org", password="x").full_clean()

    assert list(caught.value.message_dict) == ["email"]


def test_an_account_needs_an_address(db: None) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


@pytest.mark.parametrize("typed", ["ada@example.org", "ADA@EXAMPLE.ORG", " Ada@Example.Org "])
def test_signing_in_with_any_spelling(client: Client, ada: User, typed: str) -> None:
    User.objects.filter(pk=ada.pk).update(is_superuser=True)

    client.post(reverse("wagtailadmin_login"), {"username": typed, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(ada.pk)


@pytest.mark.parametrize("typed", ["nobody@example.org", "\0", "x" * 5000, "", "ada@example.org\0"])
def test_a_wrong_address_is_refused_with_a_page(client: Client, ada: User, typed: str) -> None:
    response = client.post(reverse("wagtailadmin_login"), {"username": typed, "password": "wrong"})

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_admin_makes_an_account(admin: Client) -> None:
    response = admin.post(reverse("wagtailusers_users:add"), {**FORM, "email": "New@Example.org"})

    assert response.status_code == 302
    assert User.objects.get(email="new@example.org").check_password(PASSWORD)


def test_the_admin_is_told_of_a_second_spelling(admin: Client, ada: User) -> None:
    response = admin.post(reverse("wagtailusers_users:add"), {**FORM, "email": "ADA@Example.org"})

    assert response.status_code == 200
    assert "email" in response.context["form"].errors
    assert User.objects.filter(email__iexact="ada@example.org").count() == 1


def test_editing_into_another_accounts_address_is_a_form_error(admin: Client, ada: User) -> None:
    other = User.objects.create_user("other@example.org", PASSWORD, first_name="O", last_name="P")
    address = reverse("wagtailusers_users:edit", args=[other.pk])
    response = admin.post(address, {**FORM, "email": "ADA@example.org", "is_active": "on"})

    assert response.status_code == 200
    assert "email" in response.context["form"].errors


@pytest.mark.parametrize("name", ["wagtailusers_users:index", "wagtailusers_groups:index", "wagtailadmin_account"])
def test_wagtails_own_screens_work_without_user_names(admin: Client, name: str) -> None:
    assert admin.get(reverse(name)).status_code == 200


def test_the_users_are_searched_by_address(admin: Client, ada: User) -> None:
    response = admin.get(reverse("wagtailusers_users:index"), {"q": "ada@"})

    assert b"ada@example.org" in response.content


def test_a_forgotten_password_is_sent_to_any_spelling(client: Client, ada: User) -> None:
    client.post(reverse("wagtailadmin_password_reset"), {"email": "ADA@example.ORG"})
    send_due()

    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_createsuperuser_knows_the_other_spelling(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    options: dict[str, Any] = {"interactive": False, "first_name": "A", "last_name": "B", "stdout": StringIO()}
    call_command("createsuperuser", email="Boss@Example.org", **options)

    assert User.objects.get(email="boss@example.org").is_superuser
    with pytest.raises(CommandError, match="already"):
        call_command("createsuperuser", email="ADA@EXAMPLE.ORG", **options)


def test_a_demonstration_account_signs_in_in_a_demonstration_only(client: Client, ada: User, settings: Any) -> None:
    User.objects.filter(pk=ada.pk).update(is_demo=True)
    settings.DEMO = True
    assert client.login(username="ada@example.org", password=PASSWORD)

    settings.DEMO = False
    assert not Client().login(username="ada@example.org", password=PASSWORD)
    assert client.get(reverse("wagtailadmin_home")).status_code == 302  # the session of the demonstration has ended


def test_the_deployment_check_warns_of_demonstration_accounts(ada: User, settings: Any) -> None:
    User.objects.filter(pk=ada.pk).update(is_demo=True)
    settings.DEMO = False
    assert [warning.id for warning in demo_accounts_are_gone()] == ["portal.W001"]
    settings.DEMO = True
    assert demo_accounts_are_gone() == []
