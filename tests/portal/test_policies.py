from typing import Any

import pytest
from django.test import Client


def policy(client: Client, path: str) -> dict[str, str]:
    header = client.get(path).headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


def test_public_pages_have_a_strict_policy(client: Client) -> None:
    assert policy(client, "/healthz") == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }


def test_the_admin_may_do_more_but_is_not_framed_by_others(client: Client, db: None) -> None:
    admin = policy(client, "/admin/login/")

    assert "'unsafe-inline'" in admin["script-src"]
    assert admin["frame-ancestors"] == "'self'"
    assert admin["object-src"] == "'none'"


def test_every_answer_carries_the_other_policies(client: Client) -> None:
    headers = client.get("/healthz").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "", "::ffff:192.0.2.7", "nonsense"])
def test_a_demonstration_answers_on_this_machine_only(client: Client, address: str) -> None:
    assert client.get("/healthz", REMOTE_ADDR=address).status_code == 403


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "::1"])
def test_a_demonstration_answers_the_loopback(client: Client, address: str) -> None:
    assert client.get("/healthz", REMOTE_ADDR=address).status_code == 200


def test_a_server_answers_everybody(client: Client, settings: Any) -> None:
    settings.DEMO = False

    assert client.get("/healthz", REMOTE_ADDR="192.0.2.7").status_code == 200
