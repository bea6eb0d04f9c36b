"""For people who write the portal: readable errors, mails on the console, no manifest to keep up to date."""

from portal.settings.base import *
from portal.settings.base import STORAGES, env

DEBUG = True
DEVELOPMENT = True
SECRET_KEY = env.str("SECRET_KEY", default="not-secret-only-for-development")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
