import json
import logging
import sys

from portal.logs import JsonFormatter, is_news, logging_config


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
    assert "ValueError" in entry["exception"]


def test_an_access_line_keeps_neither_visitor_nor_query() -> None:
    facts = {"m": "GET", "U": "/fr/", "q": "q=private", "s": "200", "B": 12, "D": 900, "h": "192.0.2.7"}
    record = logging.LogRecord("gunicorn.access", logging.INFO, __file__, 1, "%(h)s", (facts,), None)
    line = JsonFormatter().format(record)

    assert json.loads(line)["path"] == "/fr/"
    assert "private" not in line
    assert "192.0.2.7" not in line


def test_a_demonstration_writes_for_people() -> None:
    assert logging_config(as_json=False)["handlers"]["console"]["formatter"] == "plain"
    assert logging_config(as_json=True)["handlers"]["console"]["formatter"] == "json"


def test_a_probe_that_finds_the_portal_not_ready_is_no_error_line() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Service Unavailable", (), None)
    assert is_news(record)
    record.request = type("Request", (), {"path": "/readyz"})()
    assert not is_news(record)
