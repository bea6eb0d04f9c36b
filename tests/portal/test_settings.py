"""The settings by environment, each read in a process of its own."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from portal.settings.required import refusals
from portal.settings.secret_key import kept_secret
from tests.deployed import DEPLOYED

pytestmark = pytest.mark.processes

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {name: value for name, value in os.environ.items() if name in {"HOME", "LANG", "PATH", "TMPDIR"}}
CLEAN["ENV_FILE"] = os.devnull
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


@pytest.mark.parametrize("name", DEPLOYED)
@pytest.mark.parametrize("value", [None, "", " "])
def test_production_does_not_start_without(name: str, value: str | None) -> None:
    environment = {key: text for key, text in DEPLOYED.items() if key != name}
    given = {} if value is None else {name: value}

    assert [line.split(":")[0].strip() for line in refusals(environment | given)] == [name]


WRONG = [
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", " , "),
    ("WAGTAILADMIN_BASE_URL", "http://portal.example.org"),
    ("WAGTAILADMIN_BASE_URL", "portal.example.org"),
    ("DEFAULT_FROM_EMAIL", "La Trame"),
    ("TRUSTED_PROXIES", "-1"),
    ("TRUSTED_PROXIES", "one"),
]


def test_a_number_that_is_none_is_said_in_one_line_too() -> None:
    result = run("-c", PRINT, "production", **DEPLOYED | {"TRUSTED_PROXIES": "one"})

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "TRUSTED_PROXIES" in result.stderr


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_cannot_be_right_is_as_good_as_missing(name: str, value: str) -> None:
    assert [line.split(":")[0].strip() for line in refusals(DEPLOYED | {name: value})] == [name]
    assert refusals(DEPLOYED) == []


def test_all_that_is_missing_is_said_at_once() -> None:
    result = run("manage.py", "check")

    assert result.returncode == 1
    assert re.findall(r"^  (\w+):", result.stderr, re.MULTILINE) == list(DEPLOYED)
    assert "Traceback" not in result.stderr


def test_the_web_server_does_not_start_without_either() -> None:
    result = run("-m", "gunicorn", "--bind", "127.0.0.1:0")

    assert result.returncode != 0
    assert re.findall(r"^  (\w+):", result.stderr, re.MULTILINE) == list(DEPLOYED)
    assert "Traceback" not in result.stderr


MODULE = """
import sys
from portal.environment import prepare_environment
prepare_environment()
import os
print(os.environ["DJANGO_SETTINGS_MODULE"], os.environ.get("TRUSTED_PROXIES"))
"""


def test_production_is_what_nobody_asked_for() -> None:
    assert run("-c", MODULE).stdout.split()[0] == "portal.settings.production"


def test_development_is_asked_for_by_name_in_the_file_too(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("DJANGO_SETTINGS_MODULE=portal.settings.development\nTRUSTED_PROXIES=2\n")

    assert run("-c", MODULE, ENV_FILE=str(file)).stdout.split() == ["portal.settings.development", "2"]
    said = run("-c", MODULE, ENV_FILE=str(file), DJANGO_SETTINGS_MODULE="portal.settings.production")
    assert said.stdout.split()[0] == "portal.settings.production"


SETTINGS = "from django.conf import settings; print(settings.DEBUG, settings.DEVELOPMENT, settings.EMAIL_BACKEND)"


def test_the_file_is_read_before_the_settings_are_chosen(tmp_path: Path) -> None:
    """A worker that was started by the README printed its mails, and their links, into the journal."""
    file = tmp_path / "env"
    file.write_text("\n".join(f"{name}={value}" for name, value in DEPLOYED.items()))

    result = run("manage.py", "shell", "--no-imports", "-c", SETTINGS, ENV_FILE=str(file))

    assert result.stdout.split() == ["False", "False", "django.core.mail.backends.smtp.EmailBackend"], result.stderr


def test_gunicorn_reads_the_file_before_its_own_settings(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("BIND=127.0.0.1:8765\nDEMO=1\n")
    conf = "import json, runpy; c = runpy.run_path('gunicorn.conf.py'); print(json.dumps([c['bind'], c['DEMO']]))"

    assert json.loads(run("-c", conf, ENV_FILE=str(file)).stdout) == ["127.0.0.1:8765", True]


@pytest.mark.parametrize("arguments", [("worker", "--batch"), ("check", "--deploy", "--tag", "security")])
def test_a_worker_that_would_keep_the_mails_does_not_start(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """What it kept was marked as sent."""
    environment = DEPLOYED | {"EMAIL_URL": "consolemail://", "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3"}
    result = run("manage.py", *arguments, **environment)

    assert result.returncode == 1
    assert "sends no e-mail" in result.stderr
    assert "Traceback" not in result.stderr


def test_production_is_closed() -> None:
    settings = settings_of("production", **DEPLOYED)

    assert settings["DEBUG"] is False
    assert settings["DEMO"] is False
    assert settings["ALLOWED_HOSTS"] == ["portal.example.org"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert settings["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000


def test_a_demonstration_answers_on_loopback_names_and_keeps_its_mails() -> None:
    settings = settings_of("production", **DEPLOYED, DEMO="1")

    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert settings["EMAIL_FILE_PATH"].endswith("var/mail")


def test_sqlite_takes_its_lock_at_the_start_and_waits() -> None:
    database = settings_of("production", **DEPLOYED)["DATABASES"]["default"]

    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 25
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "ATOMIC_REQUESTS" not in database


def test_postgresql_connections_are_kept_and_checked() -> None:
    url = "postgres://somebody@127.0.0.1:5432/portal"
    database = settings_of("production", **DEPLOYED, DATABASE_URL=url)["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_MAX_AGE"] == 60
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "ATOMIC_REQUESTS" not in database


def test_redis_is_the_cache_when_it_is_named() -> None:
    caches = settings_of("production", **DEPLOYED, REDIS_URL="redis://127.0.0.1:6379/3")["CACHES"]

    assert {cache["BACKEND"] for cache in caches.values()} == {"django.core.cache.backends.redis.RedisCache"}
    assert caches["default"]["KEY_PREFIX"] != caches["renditions"]["KEY_PREFIX"]


def test_the_deployment_check_finds_nothing_in_production(tmp_path: Path) -> None:
    arguments = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    environment = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    }
    result = run(*arguments, **DEPLOYED, **environment)

    assert result.returncode == 0, result.stderr


def test_a_demonstration_keeps_its_secret_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    first, second = kept_secret(path), kept_secret(path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("module", ["development", "production", "test"])
def test_no_settings_wrap_a_request_in_a_transaction(module: str) -> None:
    assert "ATOMIC_REQUESTS" not in settings_of(module, **DEPLOYED)["DATABASES"]["default"]


def test_keys_that_were_used_before_come_from_the_environment() -> None:
    assert settings_of("production", **DEPLOYED)["SECRET_KEY_FALLBACKS"] == []
    before = settings_of("production", **DEPLOYED, SECRET_KEY_FALLBACKS="older,oldest")["SECRET_KEY_FALLBACKS"]
    assert before == ["older", "oldest"]
