"""Where calendars and feeds are."""

from django.urls import reverse
from django.utils import translation


def feed(language: str, name: str, *args: object) -> str:
    """The address of a feed in a language."""
    with translation.override(language):
        return reverse(name, args=args)
