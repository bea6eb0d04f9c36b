"""Addresses of e-mail that are probably not what somebody meant: they are asked about once, and never refused."""

from functools import lru_cache

from users.email_addresses import fold_email

COMMONEST = (
    "gmail.com",
    "orange.fr",
    "hotmail.fr",
    "hotmail.com",
    "yahoo.fr",
    "wanadoo.fr",
    "free.fr",
    "outlook.fr",
    "outlook.com",
    "laposte.net",
    "sfr.fr",
    "live.fr",
    "yahoo.com",
    "icloud.com",
    "bbox.fr",
    "neuf.fr",
    "aol.com",
    "msn.com",
    "gmx.fr",
    "protonmail.com",
    "proton.me",
    "club-internet.fr",
    "numericable.fr",
    "me.com",
    "videotron.ca",
    "sympatico.ca",
    "hotmail.ca",
    "yahoo.ca",
    "outlook.ca",
    "live.ca",
)
"""Of mailboxes in France and in Québec."""
OTHERS = frozenset(
    [
        "ymail.com",
        "mail.com",
        "email.com",
        "rocketmail.com",
        "aol.fr",
        "gmx.com",
        "gmx.net",
        "gmx.de",
        "gmx.ch",
        "gmx.at",
        "live.com",
        "live.be",
        "live.nl",
        "live.ch",
        "live.it",
        "hotmail.be",
        "hotmail.ch",
        "hotmail.de",
        "hotmail.es",
        "hotmail.it",
        "outlook.be",
        "outlook.ch",
        "outlook.de",
        "outlook.es",
        "outlook.it",
        "yahoo.be",
        "yahoo.ch",
        "yahoo.de",
        "yahoo.es",
        "yahoo.it",
        "bell.net",
        "bell.ca",
        "mac.com",
        "pm.me",
        "free.org",
        "sfr.net",
    ]
)
"""Domains of mailboxes that are as near to those, and no mistake."""
FARTHEST = 2
SHORT = 4
"""Letters before the last point up to which only one may differ: in three letters two are another name."""


def likely_address(email: str) -> str:
    """The address that was probably meant; empty where the domain is near none of the commonest, or is one."""
    name, _at, domain = fold_email(email).rpartition("@")
    meant = _likely_domain(domain) if name and domain else ""
    return f"{name}@{meant}" if meant else ""


@lru_cache(maxsize=500)
def _likely_domain(domain: str) -> str:
    longest = max(map(len, COMMONEST)) + FARTHEST
    if domain in COMMONEST or domain in OTHERS or len(domain) > longest:
        return ""
    near = [(_distance(domain, one), place, one) for place, one in enumerate(COMMONEST)]
    distance, _place, found = min(near)
    return found if distance <= (1 if len(found.rpartition(".")[0]) <= SHORT else FARTHEST) else ""


def _distance(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong or in the wrong order: optimal string alignment."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
