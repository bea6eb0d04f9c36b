"""Seals of the site's secret key, for links whose last part holds letters, digits and ``-`` only.

Wagtail serves nothing else, so Django's signed values, with their colons, do not fit. Like those, a seal of a key that
was used before (``SECRET_KEY_FALLBACKS``) is as good as one of today's: links that were mailed live for half a year.
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def seal(salt: str, value: str) -> str:
    """64 hexadecimal digits that nobody makes without today's key."""
    return next(seals(salt, value))


def seals(salt: str, value: str) -> Iterator[str]:
    """Under each key, today's first."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(salt, value, secret=key, algorithm="sha256").hexdigest()


def is_sealed(salt: str, value: str, text: str, *, length: int = 64) -> bool:
    """Whether a text is the beginning, of that length, of the value's seal under any key."""
    return any(constant_time_compare(text, found[:length]) for found in seals(salt, value))
