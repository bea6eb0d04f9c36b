"""Texts of mails: cut to a length, and without what lets their holder in."""

import re
import unicodedata
from collections.abc import Iterable

from home.characters import cut
from home.seals import tokens_in_texts

LONGEST_TITLE = 120
HIDDEN = "…"
_ADDRESS = re.compile(r"@|[/\\]{2}|\bwww\b|\bhttps?\b|[^\W_]\.[^\W\d_]{2}|\d\.\d+\.\d+\.\d", re.IGNORECASE)
"""What a mailbox may make a link of: a scheme, “www”, an address of e-mail, a point between letters as in “a.fr”."""


def has_address(text: str) -> bool:
    """Whether a name has something that looks like the address of a site or a mailbox, in whatever kind of letters."""
    plain = unicodedata.normalize("NFKC", text).replace("\u3002", ".")
    return bool(_ADDRESS.search("".join(each for each in plain if unicodedata.category(each) != "Cf")))


def shortened(text: str, length: int = LONGEST_TITLE) -> str:
    return text if len(text) <= length else f"{cut(text, length - 1)}{HIDDEN}"


def without_tokens(text: str, secrets: Iterable[str] = ()) -> str:
    """A text that may be kept: what let its holder in is gone from the addresses, and so are whole ``secrets``."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return tokens_in_texts().sub(HIDDEN, text).replace("\0", "")
