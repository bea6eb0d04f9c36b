"""How answers stand on paper: layouts that the copy of an application knows."""

from collections.abc import Mapping
from typing import Any, Protocol

Printed = Mapping[str, Any]
"""``form`` names a layout of the template ``applications/copy``: text, files, consent, budget, table or records. The
rest is what that layout needs."""
Said = Mapping[str, object]
"""A text with the language that a screen reader speaks it in."""


class Paper(Protocol):
    """What an answer is printed on: it knows the language of the reader, and the one that the answer was written in."""

    def words(self, text: str) -> str:
        """The portal's and the editors' words, typeset."""

    def said(self, text: str) -> Said:
        """The applicant's own words."""

    def read(self, text: str) -> Said:
        """Words in the reader's language."""
