"""For the tests: quick password hashes, tasks at once, mails in memory, files in a folder that goes away."""

import atexit
import shutil
import tempfile
from pathlib import Path

from portal.settings.base import *
from portal.settings.base import CACHES, DATABASES, STORAGES

SECRET_KEY = "tests " * 10
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", "[::1]"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
TEST_DIR = Path(tempfile.mkdtemp(prefix="portal-tests-"))
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": STORAGES["private"] | {"OPTIONS": {"location": TEST_DIR / "private", "base_url": None}},
}
atexit.register(shutil.rmtree, TEST_DIR, ignore_errors=True)
MEDIA_ROOT = TEST_DIR / "media"
STATIC_ROOT = TEST_DIR / "static"
STATIC_ROOT.mkdir()
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that threads and the browser's server have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": TEST_DIR / "portal.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    # Two hundred threads at once on a machine that does something else besides.
    DATABASES["default"]["OPTIONS"]["timeout"] = 90
# The threads of the browser's server would keep their connections, and a database in use cannot be taken down.
DATABASES["default"]["CONN_MAX_AGE"] = 0
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
REDIS_URL = ""
WAGTAILADMIN_BASE_URL = "http://testserver"
DEMO = True
