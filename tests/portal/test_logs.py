import json
import logging
import re
import sys
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from portal.logs import JsonFormatter, PlainFormatter, is_news, logging_config, masked
from tests.site_wide.addresses import addresses


def test_a_line_is_one_json_object_even_with_an_exception() -> None:
    try:
        raise ValueError("tried\nhard")
    except ValueError:
        record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "Not %s", ("saved",), sys.exc_info())
    line = JsonFormatter().format(record)
    entry = json.loads(line)

    assert "\n" not in line
    assert entry["message"] == "Not saved"
    assert entry["level"] == "ERROR"
    assert entry["logger"] == "portal"
    assert datetime.fromisoformat(entry["time"]).utcoffset() == timedelta(0)
    assert "ValueError" in entry["exception"]


def test_an_access_line_keeps_neither_visitor_nor_query() -> None:
    facts = {"m": "GET", "U": "/fr/", "q": "q=private", "s": "200", "B": 12, "D": 900, "h": "192.0.2.7"}
    record = logging.LogRecord("gunicorn.access", logging.INFO, __file__, 1, "%(h)s", (facts,), None)
    line = JsonFormatter().format(record)

    assert json.loads(line)["path"] == "/fr/"
    assert "private" not in line
    assert "192.0.2.7" not in line


TOKEN = "17:1vQ-Tq:s3cr3t_S3cr3t"
PERSON = "ada.martin+fund@mairie.example.org"


@pytest.mark.parametrize(
    "text",
    [
        f"Internal Server Error: /fr/suivi/{TOKEN}/",
        f"Internal Server Error: /en/follow/{TOKEN}/file/0/",
        f"https://portal.example.org/fr/offres/fonds/demande/resume/{TOKEN}/",
        f"/en/follow/x/confirm/{TOKEN}/",
        f"/fr/suivi/x/confirmer/{TOKEN}/",
        f"/admin/password_reset/confirm/{TOKEN}/{TOKEN}/",
        f"550 <{PERSON}>: nobody here",
        f"/admin/privacy/?email={PERSON.replace('@', '%40')}&x=1",
        f"{{'to': '{PERSON}'}}",
    ],
)
def test_no_log_has_what_lets_one_in_or_whom_it_was_mailed_to(text: str) -> None:
    """In the message, and in what an exception says."""
    for as_json in (True, False):
        made = logging_config(as_json=as_json)["formatters"]["json" if as_json else "plain"]
        kind = JsonFormatter if as_json else PlainFormatter
        formatter = kind(*() if as_json else (made["format"], made["datefmt"], made["style"]))
        try:
            raise ValueError(text)
        except ValueError:
            record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "%s", (text,), sys.exc_info())
        line = formatter.format(record)
        assert "ValueError" in line
        for secret in (TOKEN, PERSON, "ada.martin", "mairie"):
            assert secret not in line


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_address_with_a_secret_is_known_to_the_log(language: str) -> None:
    """What is named a token or a proof in the addresses of the portal is masked, in each language."""
    with translation.override(language):
        routes = [one.route for one in addresses() if {"token", "proof", "uidb64"} & {n for n, _ in one.parameters}]
    assert len(routes) > 10
    for route in routes:
        path = "/" + re.sub(r"<(?:\w+:)?(?:token|proof|uidb64)>", TOKEN, route)
        assert TOKEN not in masked(path), path


def test_a_demonstration_writes_for_people() -> None:
    assert logging_config(as_json=False)["handlers"]["console"]["formatter"] == "plain"
    assert logging_config(as_json=True)["handlers"]["console"]["formatter"] == "json"


def test_logs_go_to_standard_error_and_nowhere_else() -> None:
    for as_json in (True, False):
        made = logging_config(as_json=as_json)
        assert [handler["class"] for handler in made["handlers"].values()] == ["logging.StreamHandler"]


def test_a_probe_that_finds_the_portal_not_ready_is_no_error_line() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Service Unavailable", (), None)
    assert is_news(record)
    record.request = type("Request", (), {"path": "/readyz"})()
    assert not is_news(record)
