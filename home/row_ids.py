"""Numbers of rows as they come from outside."""

DIGITS = 18
"""As many as every database takes in a key."""


def row_id(text: str | None) -> int | None:
    """The number that a text is, in plain digits; None for one that can be no key of a row."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else None
