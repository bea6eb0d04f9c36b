"""What is written in two places at once: two devices, two tabs, two colleagues. Nothing that somebody typed vanishes
unseen.

The rule, which every form keeps: a page carries a digest of each field as it was when the page was made. When it is
posted, three digests meet: that of what the page ``shown``, of what it ``posted``, and of what is ``stored`` by now.

- The page changed nothing of a field: what is stored stays, whoever wrote it meanwhile.
- Only the page changed it: what was posted is written.
- Both did, and not to the same: nothing is written over. Whoever posted reads both and says which is to stay.

Forms of applicants keep it in ``applications/drafts/rivals.py``, those of staff in ``home/meanwhile_forms.py``.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from enum import Enum

LENGTH = 9
"""Bytes: whoever could make two texts with one digest would deceive nobody but themselves."""


class Outcome(Enum):
    STAYS = "stays"
    WRITTEN = "written"
    ASKED = "asked"


def outcome(*, shown: str, posted: str, stored: str) -> Outcome:
    """What becomes of one field, by digests."""
    if posted in (shown, stored):
        return Outcome.STAYS
    return Outcome.WRITTEN if stored == shown else Outcome.ASKED


def digest(parts: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Twelve characters for the values of a field, by the names of its inputs, in any order of these.

    Inputs without a text are left out, and so are differences that browsers make by themselves: which line ends they
    post, blanks around a text.
    """
    known = hashlib.blake2b(digest_size=LENGTH)
    for name, values in sorted(parts):
        texts = [text for value in values if (text := plain(value))]
        if texts:
            known.update("\x1f".join([name, *texts, "\x1e"]).encode(errors="surrogatepass"))
    return urlsafe_b64encode(known.digest()).decode()


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
