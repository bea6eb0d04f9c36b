"""Seals of the site's secret key, for links whose last part holds letters, digits and ``-`` only.

Wagtail serves nothing else, so Django's signed values, with their colons, do not fit. Like those, a seal of a key that
was used before (``SECRET_KEY_FALLBACKS``) is as good as one of today's: links that were mailed live for half a year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LENGTH = 64
"""Hexadecimal digits of a whole seal."""
_links: list["SealedLink"] = []


@dataclass(frozen=True)
class SealedLink:
    """One kind of link: what its last part says in the open, and a seal of that and of what only the portal knows.

    ``shape`` is the regular expression of what it says; empty where there is nothing but the seal. ``salt`` and
    ``length`` are in every link that was mailed: they never change.
    """

    salt: str
    shape: str = ""
    length: int = LENGTH

    def __post_init__(self) -> None:
        _links.append(self)

    def token(self, value: str, secret: str = "") -> str:
        """What a link ends with. Under another ``secret``, which it does not show, the links made before are void."""
        return f"{value}-{seal(self.salt, _joined(value, secret))[: self.length]}"

    def is_genuine(self, token: str, value: str, secret: str = "") -> bool:
        """Whether a text is the token of a value, under any key. There is one way only to write it."""
        said, _dash, found = token.rpartition("-")
        return said == value and is_sealed(self.salt, _joined(value, secret), found, length=self.length)

    def bare_token(self, value: str) -> str:
        """What a link ends with that says nothing: the seal alone."""
        return seal(self.salt, value)

    def is_bare_token(self, token: str, value: str) -> bool:
        return is_sealed(self.salt, value, token)

    def bare_tokens(self, value: str) -> Iterator[str]:
        """The tokens that say nothing, under each key, today's first."""
        return seals(self.salt, value)

    @property
    def pattern(self) -> str:
        said = f"{self.shape}-" if self.shape else ""
        return f"{said}[0-9a-f]{{{self.length}}}"


def tokens_in_texts() -> re.Pattern[str]:
    """What finds the last part of every kind of sealed link in a text; those that say something come first."""
    patterns = sorted({link.pattern for link in _links}, key=len, reverse=True) or ["(?!)"]
    return re.compile(rf"(?<![0-9a-f])(?:{'|'.join(patterns)})(?![0-9a-f])")


def _joined(value: str, secret: str) -> str:
    return f"{value}-{secret}" if secret else value


def seal(salt: str, value: str) -> str:
    """64 hexadecimal digits that nobody makes without today's key."""
    return next(seals(salt, value))


def seals(salt: str, value: str) -> Iterator[str]:
    """Under each key, today's first."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(salt, value, secret=key, algorithm="sha256").hexdigest()


def is_sealed(salt: str, value: str, text: str, *, length: int = LENGTH) -> bool:
    """Whether a text is the beginning, of that length, of the value's seal under any key."""
    return any(constant_time_compare(text, found[:length]) for found in seals(salt, value))
