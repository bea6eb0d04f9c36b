"""What may be a password, and how it is typed."""

from typing import Any

import pytest
from django.conf import global_settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.exceptions import ValidationError
from django.test import Client

from portal.settings import base
from tests.builders import staff
from users.models import User

DOORS = ("/admin/login/", "/fr/_util/login/")


@pytest.mark.parametrize("password", ["seven77", "password123", "iloveyou", "ada@example.org", "weaver-ada"])
def test_what_is_guessed_first_is_refused(password: str) -> None:
    person = User(email="ada@example.org", first_name="Ada", last_name="Weaver-Ada")
    with pytest.raises(ValidationError):
        password_validation.validate_password(password, person)


@pytest.mark.parametrize("password", ["LaTrame2026!", "Portail-2026", "wagtailadmin1", "Bienvenue123", "motdepasse38"])
def test_words_of_the_house_make_no_password(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        password_validation.validate_password(password)
    assert "house_words" in [error.code for error in refused.value.error_list]
    password_validation.validate_password(f"{password} under ice")


def test_those_of_former_breaks_are_many() -> None:
    """Of the list that comes with Django, those that are long enough to be tried at all."""
    known = sorted(one for one in password_validation.CommonPasswordValidator().passwords if len(one) >= 8)
    assert len(known) > 3000
    for password in known[:20]:
        with pytest.raises(ValidationError):
            password_validation.validate_password(password.upper())


@pytest.mark.parametrize(
    "password", ["wandering reed under ice", "ÉÀÜ ∑ 漢字 🧵🧵", "qpwhvnzkrt", "QPWHVNZKRT", "!?;:,.-_+*", "x7 " * 40]
)
@pytest.mark.django_db
def test_any_characters_do_and_many_of_them_and_none_is_changed(password: str) -> None:
    password_validation.validate_password(password)
    user = staff("ada@example.org")
    user.set_password(password)
    user.save()
    assert Client().login(username=user.email, password=password)
    for other in (password[:-1], password.swapcase() + "x", password + " ", password.strip() + "\n"):
        assert not Client().login(username=user.email, password=other)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.django_db
def test_it_is_hidden_and_a_password_manager_may_fill_it_in(client: Client, door: str) -> None:
    field: Any = client.get(door).context["form"]["password"]
    assert 'type="password"' in str(field)
    assert not field.field.strip
    for hindrance in ("onpaste", "maxlength", "readonly", 'autocomplete="off"'):
        assert hindrance not in str(field)


def test_a_server_stores_it_slowly_hashed() -> None:
    """The tests use a quick hash; what everybody else gets is Django's, as no settings name another."""
    assert not hasattr(base, "PASSWORD_HASHERS")
    assert global_settings.PASSWORD_HASHERS[0].endswith(".PBKDF2PasswordHasher")
    assert PBKDF2PasswordHasher.iterations >= 600_000
    assert PBKDF2PasswordHasher.digest.__name__ == "openssl_sha256"
