"""References: what people read to each other on the phone.

Readable, not sequential, without letters and digits that are mistaken for one another, and with a check character
(Luhn over this alphabet) that finds every single wrong character and most swapped neighbours.
"""

import re
import secrets
from collections.abc import Callable, Container
from itertools import chain, product
from string import ascii_uppercase

from django.utils.text import slugify
from stdnum import luhn

LONGEST_NAME = 16
SHORTEST_LAST_WORD = 3
ALPHABET = "23456789CDFGHJKMNPQRTVWX"
RANDOM_CHARACTERS = 7
PREFIX_SHORTEST, PREFIX_LONGEST = 2, 6


def new_reference(prefix: str, choice: Callable[[str], str] = secrets.choice) -> str:
    """A fresh reference: ``PIC-K7M4-Q2RT`` for the prefix ``PIC``. 4.5 thousand million for each prefix."""
    body = "".join(choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    body += luhn.calc_check_digit(body, alphabet=ALPHABET)
    return f"{prefix}-{body[:4]}-{body[4:]}"


def is_reference(text: str) -> bool:
    """Whether a text has the form of a reference and its check character is right."""
    parts = text.strip().upper().rsplit("-", 2)
    body = "".join(parts[1:])
    if len(parts) != 3 or len(body) != RANDOM_CHARACTERS + 1 or not set(body) <= set(ALPHABET):
        return False
    return bool(luhn.is_valid(body, alphabet=ALPHABET))


def prefix_from(words: str, taken: Container[str] = ()) -> str:
    """2 to 6 letters made from a title or a code: the initials of three words or more, else the first letters.

    One that is ``taken`` is passed over; when all that the words suggest are, letters are added to the first.
    """
    parts = re.findall("[a-z]+", slugify(words)) or ["call"]
    letters = "".join(parts).upper().ljust(PREFIX_SHORTEST, "X")
    initials = "".join(part[0] for part in parts).upper()[:PREFIX_LONGEST]
    found = [initials] if len(parts) > 2 else []
    found += [letters[:length] for length in (4, 5, 6, 3, 2) if length <= len(letters)]
    tails = ("".join(tail) for length in (1, 2, 3, 4) for tail in product(ascii_uppercase, repeat=length))
    more = (letters[:PREFIX_SHORTEST] + tail for tail in tails)
    return next(prefix for prefix in chain(found, more) if prefix not in taken)


def short_name(slug: str, otherwise: str) -> str:
    """The first whole words of a slug, as the beginning of a code that people can read."""
    words = [word for word in slugify(slug).replace("_", "-").split("-") if word]
    kept = words[:1]
    while len(kept) < len(words) and len("-".join(words[: len(kept) + 1])) <= LONGEST_NAME:
        kept = words[: len(kept) + 1]
    while len(kept) > 1 and len(kept[-1]) < SHORTEST_LAST_WORD:
        kept.pop()
    return "-".join(kept)[:LONGEST_NAME].strip("-") or otherwise
