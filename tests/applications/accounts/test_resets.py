"""Whoever has forgotten their password gets a link by the outbox, and whoever asks learns nothing of who has one."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.views import PasswordResetView
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from applications.accounts.resets import ResetForm
from applications.accounts.views import ResetView
from applications.mail.outbox import send_again
from applications.mail.sending import send_due
from applications.models import EmailStatus, OutgoingEmail
from tests.builders import staff
from tests.site_wide.addresses import addresses
from users import throttle
from users.models import User

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "ada@example.org", "nobody@example.org"


@pytest.fixture(autouse=True)
def ada() -> User:
    throttle.reset()
    return staff(KNOWN, first_name="Ada")


def ask(email: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).post(reverse("wagtailadmin_password_reset"), {"email": email}, **headers)  # type: ignore[arg-type]


def test_a_known_and_an_unknown_address_get_the_same_answer_for_the_same_work() -> None:
    ask("warm@example.org")
    answers, work = [], []
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as asked:
            answers.append(ask(email))
        work.append([re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in asked.captured_queries])
    assert [(one.status_code, one["Location"]) for one in answers] == [
        (302, reverse("wagtailadmin_password_reset_done"))
    ] * 2
    assert work[0] == work[1]
    assert not any("users_user" in sql for sql in work[0]), "only the worker looks who has an account"
    assert mail.outbox == [], "nothing leaves while somebody waits"
    send_due()
    assert [one.to for one in mail.outbox] == [[KNOWN]]
    assert list(OutgoingEmail.objects.filter(to=UNKNOWN).values_list("status", "sent_text")) == [("dropped", "")]


def test_the_link_sets_a_password_and_is_kept_nowhere(ada: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask("ADA@example.org", HTTP_HOST="localhost")
    send_due()
    [message] = mail.outbox
    [link] = re.findall(r"https?://\S+/password_reset/confirm/\S+", str(message.body))
    assert link.startswith(project.WAGTAILADMIN_BASE_URL), "whatever host was asked"
    client = Client()
    form: Any = client.get(link.removeprefix(project.WAGTAILADMIN_BASE_URL), follow=True)
    new = "quite another password"
    client.post(form.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})
    assert User.objects.get(pk=ada.pk).check_password(new)

    row = OutgoingEmail.objects.get(occasion="password_reset")
    _number, token = link.rstrip("/").split("/")[-2:]
    kept = f"{row.sent_text}{row.sent_subject}{row.context}{row.paper}{row.key}{row.error}"
    assert "…" in row.sent_text
    assert token not in kept + caplog.text
    assert KNOWN not in caplog.text
    assert f"a link is made for account {ada.pk}" in caplog.text
    assert "Password reset: asked for from 127.0.0.1" in caplog.text
    assert f"Password set: account {ada.pk}" in caplog.text


def test_the_log_tells_of_those_who_have_no_account(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "users.accounts")
    ask(UNKNOWN)
    send_due()
    assert "no account that can sign in" in caplog.text
    assert UNKNOWN not in caplog.text


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_demo": True}, {"password": "!"}])
def test_whoever_may_not_sign_in_gets_none(ada: User, fields: dict[str, Any], settings: Any) -> None:
    settings.DEMO, settings.DEVELOPMENT = False, True
    User.objects.filter(pk=ada.pk).update(**fields)
    ask(KNOWN)
    send_due()
    assert mail.outbox == []


def test_so_many_leave_to_one_address_and_its_variants_use_up_nothing(settings: Any) -> None:
    settings.RATE_LIMITS = {"reset by recipient": "2/hour"}
    for _ in range(3):
        assert ask("ada+elsewhere@example.org").status_code == 302
    send_due()
    assert mail.outbox == []
    answers = {ask(KNOWN).status_code for _ in range(4)}
    send_due()
    assert (answers, len(mail.outbox)) == ({302}, 2)
    OutgoingEmail.objects.update(created_at=timezone.now() - timedelta(hours=2))
    ask(KNOWN)
    send_due()
    assert len(mail.outbox) == 3


def test_resets_count_with_all_else_that_one_sender_causes(settings: Any) -> None:
    settings.RATE_LIMITS = {"mail by sender": "2/hour"}
    for number in range(4):
        staff(f"person{number}@example.org")
        ask(f"person{number}@example.org")
    send_due()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_nobody_asks_without_end(email: str, settings: Any) -> None:
    settings.RATE_LIMITS = {"reset by address": "2/hour"}
    client = Client()
    assert [ask(email, client).status_code for _ in range(3)] == [302, 302, 429]
    assert int(ask(email, client)["Retry-After"]) > 3000
    assert ask(email, client, REMOTE_ADDR="127.0.0.7").status_code == 302
    assert OutgoingEmail.objects.count() == 3


def test_one_that_waited_too_long_or_is_sent_again_is_made_anew(ada: User, settings: Any) -> None:
    ask(KNOWN)
    send_due()
    [email] = OutgoingEmail.objects.all()
    assert send_again(email)
    send_due()
    assert len(mail.outbox) == 2
    OutgoingEmail.objects.update(created_at=timezone.now() - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60))
    assert send_again(email)
    send_due()
    email.refresh_from_db()
    assert (len(mail.outbox), email.status) == (2, EmailStatus.DROPPED)


def test_there_is_no_other_door() -> None:
    found = {}
    for one in addresses():
        if not one.parameters:
            view = getattr(resolve(f"/{one.route}").func, "view_class", None)
            if view and issubclass(view, PasswordResetView):
                found[one.route] = (view, view().get_form_class())
    assert found == {"admin/password_reset/": (ResetView, ResetForm)}
