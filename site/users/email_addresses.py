"""E-mail addresses: two spellings of one address are one person."""

import unicodedata

import idna

LONGEST_DOMAIN = 253
"""Of DNS; what is longer is no domain, and is not worked on."""


def fold_email(email: str) -> str:
    """The one spelling under which an address is kept, counted and looked up.

    In small letters, without the invisible characters that come with what is pasted, and with the domain as people
    write it: ``xn--`` forms are read (IDNA 2008), so both are found. A domain that is none stays as it was typed.
    """
    visible = "".join(character for character in email if unicodedata.category(character) != "Cf")
    folded = unicodedata.normalize("NFC", visible.strip().lower())
    name, at, domain = folded.rpartition("@")
    return f"{name}{at}{_readable(domain)}" if at else folded


def ascii_email(email: str) -> str:
    """The same address with the domain as mail servers and DNS know it."""
    name, at, domain = email.rpartition("@")
    return f"{name}{at}{_encoded(domain) or domain}" if at else email


def _readable(domain: str) -> str:
    if domain.isascii() and "xn--" not in domain:
        return domain
    encoded = _encoded(domain)
    try:
        return str(idna.decode(encoded)) if encoded else domain
    except idna.IDNAError:
        return domain


def _encoded(domain: str) -> str:
    """The domain in ASCII; empty for none."""
    if len(domain) > LONGEST_DOMAIN:
        return ""
    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return ""
