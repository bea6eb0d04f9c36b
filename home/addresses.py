"""Addresses as mails, calendars and feeds name them, whichever host was asked."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of the portal."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def host() -> str:
    """The portal's host, without a port: what makes identifiers its own."""
    return settings.WAGTAILADMIN_BASE_URL.split("://")[-1].split("/")[0].split(":")[0]
