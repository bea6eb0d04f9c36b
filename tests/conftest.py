"""Fixtures for every test.

``portal``          the small site on which a test runs that asks for nothing else
``empty_site``      what the migrations leave instead
``kept_form``       the small site with a form
``kept_desk``       the small site with a call, its form and its people
``kept_office``     the small site with an event that people register for, and those who handle it
``kept_workshop``   the small site with an event of one session, and a form that asks for it
``demo``            a test inside a transaction, on a database that holds the demonstration's content
``committed_demo``  the same content without a transaction around the test, for threads; what it writes, it deletes
``demo_server``     the address of a server on that content, for a browser
``browser_page``    a function that opens a page of Chromium, with the options of Playwright's ``new_context``
``redis_url``       the address of a Redis that answers

Each process has copies of the kept databases (``kept_databases.py``) and leads each test to the one that it asks for,
so tests run in any order. ``pytest.mark.kept(by=build)`` leads to the small site with what the function ``build`` adds
to it, once for all tests that say so. The tests of a module that commit share a copy that nobody else gets. Flushing
the database (``transaction=True``) would take away what the migrations put there, so no test may: ``committed_demo`` is
for those that must commit.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis
from django.core.files.storage import storages
from django.core.signals import setting_changed
from django.db import connection, connections
from django.dispatch import receiver
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from applications.drafts import captcha
from applications.forms.page import FormPage
from applications.models import Attachment
from applications.models.versions import kept_forms
from applications.uploads import documents, pdf_reading
from bin import messages
from tests import builders, kept_databases
from tests.applications import dossier_desk, registering, session_calls
from tests.applications.dossier_desk import Desk
from tests.applications.registering import Workshop
from tests.applications.session_calls import Office
from tests.builders import Portal
from tests.events import agendas
from users import throttle

DATABASES = pytest.StashKey[kept_databases.Databases]()
# Fixtures that say on which kept database a test runs.
LAYERS = {
    "demo": kept_databases.DEMO,
    "demo_queue": kept_databases.DEMO_QUEUE,
    "empty_site": kept_databases.MIGRATED,
    "kept_form": kept_databases.FORM,
    "kept_desk": kept_databases.DESK,
    "kept_desk_with_more": kept_databases.DESK_WITH_MORE,
    "kept_office": kept_databases.OFFICE,
    "kept_workshop": kept_databases.layer_of(registering.build_workshop),
    "busy_portal": kept_databases.layer_of(agendas.build_busy_agenda),
}
COMMITTED = {"demo_server", "committed_demo"}
PATIENCE = 30_000
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@receiver(setting_changed)
def keep_private_storage(*, setting: str, **_details: Any) -> None:
    """The field of attachments has one storage for good: it is also the one that is found by name, whatever a test does
    to the settings of the others."""
    if setting in {"STORAGES", "STATIC_ROOT", "STATIC_URL"}:  # each makes Django forget all of them
        storages._storages["private"] = Attachment._meta.get_field("file").storage


def require(present: object, reason: str) -> None:
    """Skip where something is not installed; on the continuous integration everything must be."""
    if not present:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A process for each core, four at most, when everything is to run; none for a few tests, which begin at once."""
    chosen = config.args != config.getini("testpaths") or config.option.keyword or config.option.collectonly
    return 0 if chosen else min(4, os.cpu_count() or 1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Markers that follow from the fixtures; and proofs that take long run only when they are asked for by name."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker("browser")
        if not _asks_for_database(item):
            item.add_marker("no_db")
    if "soak" not in config.option.markexpr:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("soak")])
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


def _asks_for_database(item: pytest.Item) -> bool:
    fixtures = {"db", *COMMITTED} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or item.get_closest_marker("django_db"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Also of a run that is quiet: the way to have its order again."""
    seed = getattr(config.option, "randomly_seed", None)
    if seed is not None and getattr(config.option, "randomly_reorganize", False):
        terminalreporter.write_line(f"The order was that of --randomly-seed={seed}")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if any(marker.kwargs.get("transaction") for marker in item.iter_markers("django_db")):
        pytest.fail("Use committed_demo: flushing takes away what the migrations put into the database.")
    if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("runs on PostgreSQL only: set DATABASE_URL")
    _lead_to_database(item)


def _lead_to_database(item: pytest.Item) -> None:
    """Before any fixture is made: those of a module and of the session read and write the database too."""
    with item.config.stash[blocking_manager_key].unblock():
        _choose_database(item)


def _choose_database(item: pytest.Item) -> None:
    fixtures = set(getattr(item, "fixturenames", ()))
    databases = item.config.stash[DATABASES]
    if fixtures & COMMITTED:
        databases.use_fresh(kept_databases.DEMO, item.nodeid.split("::")[0])
    elif asked := _layers_of(item, fixtures):
        assert len(asked) == 1, f"{asked} are in different databases"
        databases.use(asked.pop())
    elif _asks_for_database(item):
        databases.use(kept_databases.PORTAL)


def _layers_of(item: pytest.Item, fixtures: set[str]) -> set[kept_databases.Layer]:
    built = {kept_databases.layer_of(marker.kwargs["by"]) for marker in item.iter_markers("kept")}
    return built | {LAYERS[name] for name in fixtures & LAYERS.keys()}


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        messages.compile_all()
    config.stash[DATABASES] = kept_databases.Databases()
    # The database of the settings is a person's own; no test may reach it.
    connection.settings_dict["NAME"] = f"{connection.settings_dict['NAME']}-of-no-test"


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[DATABASES].close()


@pytest.fixture(autouse=True)
def nobody_is_limited() -> Iterator[None]:
    """What one test counts or finds unreachable is nothing to the next."""
    throttle.reset()
    captcha.reset()
    kept_forms.forget()
    yield
    throttle.reset()
    captcha.reset()


@pytest.fixture(autouse=True)
def pdfs_are_read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not in a process of their own, but where the test is about it."""
    if not request.node.get_closest_marker("processes"):
        monkeypatch.setattr(documents, "read_apart", pdf_reading.word_for)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> None:
    """Instead of pytest-django's own: each test is led to a copy of a kept database."""


@pytest.fixture
def empty_site(db: None) -> None:
    """What the migrations leave, without any page of ours."""


@pytest.fixture
def portal(db: None) -> Portal:
    return Portal()


@pytest.fixture
def kept_form(db: None) -> dict[str, FormPage]:
    """A form in both languages, of a call that has nothing else."""
    return builders.kept_form()


@pytest.fixture
def kept_desk(db: None) -> Desk:
    """A call of the kind that has most, with its form and its people."""
    return dossier_desk.kept_desk()


@pytest.fixture
def kept_desk_with_more(db: None) -> Desk:
    """The same, with a form that asks for a file and a budget."""
    return dossier_desk.kept_desk("with-more")


@pytest.fixture
def kept_office(db: None) -> Office:
    """An event with one session that people register for, and those who handle it."""
    return session_calls.kept_office()


@pytest.fixture
def kept_workshop(db: None) -> Workshop:
    """An event with one session, and a form that asks for it."""
    return registering.kept_workshop()


@pytest.fixture
def pages(kept_form: dict[str, FormPage]) -> dict[str, FormPage]:
    return kept_form


@pytest.fixture
def demo(db: None) -> None:
    return None


@pytest.fixture
def demo_queue(db: None) -> None:
    """The demo with the dossiers that fill its queue."""


@pytest.fixture
def committed_demo(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def demo_server(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        connections.close_all()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # The one that has no window to draw asks half as much of the machine.
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    require(executable, "Chromium is not installed")
    # Playwright keeps an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        contexts[-1].set_default_timeout(PATIENCE)
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()
    # Beside Playwright's loop a test has database connections of its own.
    connections.close_all()


@pytest.fixture(scope="session")
def redis_url() -> str:
    url = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/15")
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2) as client:
            client.ping()
    except redis.RedisError:
        require(None, f"no Redis answers at {url}")
    return url
