"""The production settings of a demonstration whose static files were not gathered: for servers that tests start."""

from portal.settings.production import *
from portal.settings.production import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
