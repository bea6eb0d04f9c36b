"""How the portal writes its logs: JSON lines on a server, readable lines in a demonstration."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from portal.serving.bodies import RefusedBody

# gunicorn's access record carries its facts by these short names. Neither the visitor's address nor the query is kept.
ACCESS_FACTS = {"method": "m", "path": "U", "status": "s", "bytes": "B", "microseconds": "D"}


_MASK = "…"
# What lets in whoever has it stands behind these parts of an address: mailed links to track, to go on with and to
# confirm, and those by which staff set a new password.
_SECRETS = re.compile(
    r"(?P<way>/(?:follow|suivi|resume|confirm|confirmer)/)[^/\s?#\"'<>]+"
    r"|(?P<reset>/password_reset/confirm/)[^/\s?#\"'<>]+/[^/\s?#\"'<>]+"
)
_MAILBOXES = re.compile(r"[\w.!#$&'*+=?^`{|}~-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")


def masked(text: str) -> str:
    """A text without what lets anybody in, and without addresses of people: nothing of that is in any log."""
    return _MAILBOXES.sub(_MASK, _SECRETS.sub(lambda found: f"{found['way'] or found['reset']}{_MASK}", text))


class PlainFormatter(logging.Formatter):
    """Lines for people."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class JsonFormatter(logging.Formatter):
    """One JSON object per line, ready for a log collector."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if record.name == "gunicorn.access" and isinstance(record.args, dict):
            entry |= {fact: record.args.get(short) for fact, short in ACCESS_FACTS.items()}
        else:
            entry["message"] = record.getMessage()
        if status := getattr(record, "status_code", None):
            entry["status"] = status
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return masked(json.dumps(entry, ensure_ascii=False, default=str))


def is_news(record: logging.LogRecord) -> bool:
    """A portal that is not ready says why in its answer to the monitor; each probe of it is no error of its own.

    Nor is each visitor who sends too slowly, or while too many others do: the access log has them.
    """
    request = getattr(record, "request", None)
    was_refused = isinstance(getattr(request, "META", {}).get("wsgi.input"), RefusedBody)
    return getattr(request, "path", "") != "/readyz" and not was_refused


def logging_config(*, as_json: bool) -> dict[str, object]:
    """Everything to standard error; what a visitor mistypes (404) is no news."""
    formatters: dict[str, Any] = {
        "json": {"()": "portal.logs.JsonFormatter"},
        "plain": {
            "()": "portal.logs.PlainFormatter",
            "format": "{asctime} {levelname:7} {name}: {message}",
            "style": "{",
            "datefmt": "%H:%M:%S",
        },
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "filters": {"news": {"()": "django.utils.log.CallbackFilter", "callback": is_news}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "plain"}},
        "root": {"handlers": ["console"], "level": "INFO" if as_json else "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO" if as_json else "WARNING", "propagate": True},
            "django.request": {"level": "ERROR", "filters": ["news"]},
            "django.server": {"handlers": ["console"], "propagate": False},
            "gunicorn.access": {"handlers": ["console"] if as_json else [], "level": "INFO", "propagate": False},
            "gunicorn.error": {"handlers": ["console"], "level": "INFO" if as_json else "WARNING", "propagate": False},
        },
    }
