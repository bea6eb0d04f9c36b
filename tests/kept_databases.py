"""Databases that are made once and copied: migrating takes a quarter of a minute, copying a file milliseconds.

Each layer is built on the one below it and kept in ``var/tests`` under a hash of all that it is made of: the packages,
the migrations, and for pages the code of the project and the day, since the demonstration's dates follow the day on
which it is loaded. On PostgreSQL the folder holds the files that belong to the database, and the database itself is a
template on the server. What has changed is built anew by the first process that needs it, behind a lock: others that
want the same layer wait. The versions used last are kept, older ones are dropped.
"""

import fcntl
import hashlib
import inspect
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings
from django.utils import timezone

from applications.models.attachments import private_storage
from home.locales import forget_locales
from portal.demo.queue.load import load_queue
from tests.applications.correction_forms import build_desk_with_more
from tests.applications.dossier_desk import build_desk
from tests.applications.session_calls import build_office
from tests.builders import build_form, build_portal

KEPT_VERSIONS = 5
SOURCES = ("applications", "events", "home", "offers", "site")
# Screens write nothing while the demonstration is loaded.
SCREENS = ("applications/staff", "applications/public", "site/static", "site/templates")
BUILDERS = (
    "builders.py",
    "applications/correction_forms.py",
    "applications/dossier_desk.py",
    "applications/session_calls.py",
)
DATABASE_FILE = "portal.sqlite3"


def _digest(parts: Iterable[Path | str], start: str = "") -> str:
    digest = hashlib.sha256(start.encode())
    for part in parts:
        name, content = (str(part), part.read_bytes()) if isinstance(part, Path) else (part, b"")
        digest.update(b"%d %s %d " % (len(name), name.encode(), len(content)) + content)
    return digest.hexdigest()[:16]


@dataclass(frozen=True)
class Layer:
    """A state of the database: what it stands on, what it is made of and how it is made from there."""

    name: str
    below: "Layer | None"
    made_of: Callable[[], Iterator[Path | str]]
    build: Callable[[], None]

    @cached_property
    def key(self) -> str:
        return _digest(self.made_of(), self.below.key if self.below else "")

    @property
    def folder(self) -> Path:
        return settings.VAR_DIR / "tests" / f"{self.name}-{connection.vendor}-{self.key}"

    @property
    def files(self) -> Path:
        """What the rows lead to: the media and the private files."""
        return self.folder / "files"


def _migrations(*, of_project: bool) -> Iterator[Path]:
    for config in apps.get_app_configs():
        if _is_ours(config) == of_project:
            yield from sorted(Path(config.path).glob("migrations/*.py"))


def _is_ours(config: Any) -> bool:
    return config.name.split(".")[0] in {"applications", "events", "home", "offers", "portal", "users"}


def _packages_are_made_of() -> Iterator[Path | str]:
    yield from (connection.vendor, sys.version, django.get_version(), Path(__file__))
    yield settings.BASE_DIR / "requirements" / "base.txt"
    yield from _migrations(of_project=False)
    # The packages' tables lead to the users.
    yield from sorted((settings.SITE_DIR / "users" / "migrations").glob("0001_*.py"))


def _migrated_is_made_of() -> Iterator[Path | str]:
    for path in _migrations(of_project=True):
        yield path
        for module in re.findall(
            r"^(?:from|import) ((?:applications|events|home|offers)[\w.]*)", path.read_text(), re.MULTILINE
        ):
            yield settings.BASE_DIR / f"{module.replace('.', '/')}.py"


def _pages_are_made_of() -> Iterator[Path | str]:
    yield _digest_for_pages()


@cache
def _digest_for_pages() -> str:
    return _digest(_code_of_pages())


def _code_of_pages() -> Iterator[Path | str]:
    yield str(timezone.localdate())
    yield from (settings.BASE_DIR / "tests" / name for name in BUILDERS)
    left_out = tuple(f"{settings.BASE_DIR / name}/" for name in SCREENS)
    for source in SOURCES:
        for path in sorted((settings.BASE_DIR / source).rglob("*.py")):
            if not str(path).startswith(left_out):
                yield path
    yield from sorted((settings.BASE_DIR / "locale").rglob("*.po"))


def _migrate_packages() -> None:
    executor = MigrationExecutor(connection)
    ours = {config.label for config in apps.get_app_configs() if _is_ours(config)}
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] not in ours])


def _migrate() -> None:
    call_command("migrate", verbosity=0)


def _load_demo() -> None:
    call_command("load_demo", "--no-queue", verbosity=0)


def _load_queue() -> None:
    load_queue()


PACKAGES = Layer("packages", None, _packages_are_made_of, _migrate_packages)
MIGRATED = Layer("migrated", PACKAGES, _migrated_is_made_of, _migrate)
PORTAL = Layer("portal", MIGRATED, _pages_are_made_of, build_portal)
FORM = Layer("form", PORTAL, _pages_are_made_of, build_form)
DESK = Layer("desk", PORTAL, _pages_are_made_of, build_desk)
DESK_WITH_MORE = Layer("with_more", DESK, _pages_are_made_of, build_desk_with_more)
OFFICE = Layer("office", PORTAL, _pages_are_made_of, build_office)
DEMO = Layer("demo", MIGRATED, _pages_are_made_of, _load_demo)
DEMO_QUEUE = Layer("queue", DEMO, _pages_are_made_of, _load_queue)


@cache
def layer_of(build: Callable[[], None]) -> Layer:
    """What a function adds to the small site; it is made of the module of the function, too."""
    path = Path(inspect.getfile(build))

    def made_of() -> Iterator[Path | str]:
        yield path
        yield from _pages_are_made_of()

    # PostgreSQL takes 63 letters for the name of a database, of which 26 are left for this one.
    name = f"{build.__name__[:17]}_{_digest([f'{path.stem}.{build.__name__}'])[:8]}"
    return Layer(name, PORTAL, made_of, build)


class SqliteStore:
    """Databases are files."""

    def __init__(self) -> None:
        self._copies: Path = settings.TEST_DIR

    def is_kept(self, layer: Layer) -> bool:
        return (layer.folder / DATABASE_FILE).exists()

    @contextmanager
    def making(self, layer: Layer, folder: Path) -> Iterator[None]:
        """Inside, the connection leads to a copy of the layer below; afterwards, ``folder`` holds it."""
        name = folder / DATABASE_FILE
        if layer.below:
            shutil.copyfile(layer.below.folder / DATABASE_FILE, name)
        _connect_to(str(name))
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()

    def copy(self, layer: Layer, name: str) -> str:
        """A database of this process's own, in the place of an earlier one of the same name."""
        path = self._copies / f"{name}.sqlite3"
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        shutil.copyfile(layer.folder / DATABASE_FILE, path)
        return str(path)

    def drop_all_but(self, folders: set[Path]) -> None:
        """Without its folder nothing is left."""

    def close(self) -> None:
        """The folder of the tests goes away by itself."""


class PostgresStore:
    """Kept databases are templates on the server, named after the clone, the layer and its key.

    A process's own databases are named after a place, which it holds by an advisory lock for as long as it lives: what
    a killed one left behind is overwritten by the next.
    """

    def __init__(self) -> None:
        import psycopg  # noqa: PLC0415 - only where PostgreSQL is asked for

        given = settings.DATABASES["default"]
        where = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
        self._server = psycopg.connect(dbname="postgres", autocommit=True, **{k: v for k, v in where.items() if v})
        self._clone = hashlib.sha256(str(settings.BASE_DIR).encode()).hexdigest()[:8]
        self._copies: set[str] = set()

    @cached_property
    def _place(self) -> int:
        place = 0
        while not self._value("SELECT pg_try_advisory_lock(%s, %s)", int(self._clone, 16) >> 1, place):
            place += 1
        return place

    def _value(self, query: str, *values: Any) -> Any:
        row = self._server.execute(query, values).fetchone()
        return row[0] if row else None

    def _template(self, layer: Layer) -> str:
        return f"kept_{self._clone}_{layer.name}_{layer.key}"

    def _drop(self, name: str) -> None:
        self._server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def is_kept(self, layer: Layer) -> bool:
        known = self._value("SELECT true FROM pg_database WHERE datname = %s", self._template(layer))
        return bool(known) and layer.folder.exists()

    @contextmanager
    def making(self, layer: Layer, folder: Path) -> Iterator[None]:
        name, draft = self._template(layer), f"{self._template(layer)}_draft"
        for old in (name, draft):
            self._drop(old)
        template = f'TEMPLATE "{self._template(layer.below)}"' if layer.below else ""
        self._server.execute(f'CREATE DATABASE "{draft}" {template}')
        _connect_to(draft)
        yield
        connections.close_all()
        self._server.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')

    def copy(self, layer: Layer, name: str) -> str:
        copy = f"test_{self._clone}_{self._place}_{name}"
        self._drop(copy)
        self._server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{self._template(layer)}"')
        self._copies.add(copy)
        return copy

    def drop_all_but(self, folders: set[Path]) -> None:
        """Drop the templates of this clone whose folder is gone."""
        kept = {"{0}_{2}".format(*folder.name.split("-")) for folder in folders}
        start = f"kept_{self._clone}_"
        for (name,) in self._server.execute("SELECT datname FROM pg_database").fetchall():
            if name.startswith(start) and name.removeprefix(start).removesuffix("_draft") not in kept:
                self._drop(name)

    def close(self) -> None:
        for name in self._copies:
            self._drop(name)
        self._server.close()


@cache
def store() -> SqliteStore | PostgresStore:
    return SqliteStore() if connection.vendor == "sqlite" else PostgresStore()


def _connect_to(name: str) -> None:
    """Every new connection leads to another database, in threads too; what was remembered of the last is forgotten."""
    connections.close_all()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()
    forget_locales()
    for one in caches.all(initialized_only=True):
        one.clear()


def _warm_up() -> None:
    """What a process asks once is asked now, so that a test counts the same queries wherever it stands."""
    for is_concrete in (True, False):
        ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=is_concrete)


def ensure(layer: Layer) -> None:
    """Have the layer kept: build it, and first those below it, unless another process does so at this moment."""
    if not store().is_kept(layer):
        if layer.below:
            ensure(layer.below)
        layer.folder.parent.mkdir(exist_ok=True)
        with (layer.folder.parent / f"{layer.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not store().is_kept(layer):
                _drop_old(layer)
                _build(layer)
    os.utime(layer.folder)


def _build(layer: Layer) -> None:
    """The folder gets its name last: where it stands, all is there."""
    draft = layer.folder.with_name(f"{layer.folder.name}-draft")
    for old in (draft, layer.folder):
        shutil.rmtree(old, ignore_errors=True)
    draft.mkdir()
    with (
        store().making(layer, draft),
        override_settings(MEDIA_ROOT=draft / "files" / "media"),
        patch.dict(vars(private_storage()), location=str(draft / "files" / "private")),
    ):
        layer.build()
    draft.rename(layer.folder)


def _drop_old(layer: Layer) -> None:
    folders = layer.folder.parent.glob(f"*-{connection.vendor}-*")
    by_use = sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)
    of_layer = [folder for folder in by_use if folder.name.startswith(f"{layer.name}-")]
    for folder in of_layer[KEPT_VERSIONS - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
    store().drop_all_but({*by_use} - {*of_layer[KEPT_VERSIONS - 1 :]})


def _roots() -> dict[str, Path]:
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(private_storage().path(""))}


class Databases:
    """The databases of one process: copies of layers, among which it changes from test to test."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._owner = ""

    def use(self, layer: Layer) -> None:
        """Lead the connection to this process's copy of a layer, for tests that leave it as it was."""
        self._lead_to(layer, layer.name)

    def use_fresh(self, layer: Layer, owner: str) -> None:
        """Lead the connection to a copy that only the tests of one owner write to."""
        name = f"{layer.name}_committed"
        if owner != self._owner:
            connections.close_all()
            self._names.pop(name, None)
            self._owner = owner
        self._lead_to(layer, name)

    def _lead_to(self, layer: Layer, name: str) -> None:
        is_new = name not in self._names
        if is_new:
            ensure(layer)
            self._names[name] = store().copy(layer, name)
            if layer.files.exists():
                for kind, root in _roots().items():
                    if (layer.files / kind).exists():
                        shutil.copytree(layer.files / kind, root, dirs_exist_ok=True)
        if is_new or connection.settings_dict["NAME"] != self._names[name]:
            _connect_to(self._names[name])
            _warm_up()

    def close(self) -> None:
        if self._names:
            connections.close_all()
            store().close()
