"""The settings by environment, each read in a process of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from portal.settings.secret_key import kept_secret

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {name: value for name, value in os.environ.items() if name in {"HOME", "LANG", "PATH", "TMPDIR"}}
SECRET = {"SECRET_KEY": "e" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz"}
PRINT = """
import importlib, json, sys
settings = importlib.import_module("portal.settings." + sys.argv[1])
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**CLEAN, "PYTHONPATH": "site", **environment}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)


def settings_of(name: str, **environment: str) -> dict[str, Any]:
    result = run("-c", PRINT, name, **environment)
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout))


def test_production_wants_a_secret_key() -> None:
    result = run("-c", PRINT, "production")

    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr


def test_production_is_closed() -> None:
    settings = settings_of("production", **SECRET, ALLOWED_HOSTS="portal.example.org")

    assert settings["DEBUG"] is False
    assert settings["DEMO"] is False
    assert settings["ALLOWED_HOSTS"] == ["portal.example.org"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000


def test_a_demonstration_answers_on_loopback_names_and_keeps_its_mails() -> None:
    settings = settings_of("production", **SECRET, DEMO="1", ALLOWED_HOSTS="portal.example.org")

    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert settings["EMAIL_FILE_PATH"].endswith("var/mail")


def test_sqlite_takes_its_lock_at_the_start_and_waits() -> None:
    database = settings_of("production", **SECRET)["DATABASES"]["default"]

    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 25
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "ATOMIC_REQUESTS" not in database


def test_postgresql_connections_are_kept_and_checked() -> None:
    url = "postgres://somebody@127.0.0.1:5432/portal"
    database = settings_of("production", **SECRET, DATABASE_URL=url)["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_MAX_AGE"] == 60
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "ATOMIC_REQUESTS" not in database


def test_redis_is_the_cache_when_it_is_named() -> None:
    caches = settings_of("production", **SECRET, REDIS_URL="redis://127.0.0.1:6379/3")["CACHES"]

    assert {cache["BACKEND"] for cache in caches.values()} == {"django.core.cache.backends.redis.RedisCache"}
    assert caches["default"]["KEY_PREFIX"] != caches["renditions"]["KEY_PREFIX"]


def test_the_deployment_check_finds_nothing_in_production(tmp_path: Path) -> None:
    arguments = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    environment = {
        "ALLOWED_HOSTS": "portal.example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    }
    result = run(*arguments, **SECRET, **environment)

    assert result.returncode == 0, result.stderr


def test_a_demonstration_keeps_its_secret_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    first, second = kept_secret(path), kept_secret(path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("module", ["development", "production", "test"])
def test_no_settings_wrap_a_request_in_a_transaction(module: str) -> None:
    assert "ATOMIC_REQUESTS" not in settings_of(module, **SECRET)["DATABASES"]["default"]
