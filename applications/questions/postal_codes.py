"""Postal codes: checked and written as their country does, where it has any."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from localflavor.be.forms import BEPostalCodeField
from localflavor.ca.forms import CAPostalCodeField
from localflavor.ch.forms import CHZipCodeField
from localflavor.de.forms import DEZipCodeField
from localflavor.es.forms import ESPostalCodeField
from localflavor.fr.forms import FRZipCodeField
from localflavor.gb.forms import GBPostcodeField
from localflavor.it.forms import ITZipCodeField
from localflavor.ma.forms import MAPostalCodeField
from localflavor.nl.forms import NLZipCodeField
from localflavor.us.forms import USZipCodeField

from home.folding import fold

HOME = ("FR", "CA")
"""Where the portal's applicants live who do not say in which country."""
FIELDS: dict[str, Callable[..., forms.Field]] = {
    "BE": BEPostalCodeField,
    "CA": CAPostalCodeField,
    "CH": CHZipCodeField,
    "DE": DEZipCodeField,
    "ES": ESPostalCodeField,
    "FR": FRZipCodeField,
    "GB": GBPostcodeField,
    "IT": ITZipCodeField,
    "MA": MAPostalCodeField,
    "NL": NLZipCodeField,
    "US": USZipCodeField,
}
"""Of the countries that border on those, or that many applicants come from. Codes of others are taken as they are."""
AS_IN_FRANCE = frozenset({"GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "PF", "NC", "WF", "MC"})
COMPACT = frozenset({"BE", "CA", "CH", "DE", "ES", "FR", "GB", "IT", "MA", "NL"})
"""Where spaces and dashes mean nothing, and the checks set their own."""
WITHOUT = frozenset(
    [
        "AE",
        "AG",
        "AN",
        "AO",
        "AW",
        "BF",
        "BI",
        "BJ",
        "BO",
        "BS",
        "BW",
        "BZ",
        "CD",
        "CF",
        "CG",
        "CI",
        "CK",
        "CM",
        "DJ",
        "DM",
        "ER",
        "FJ",
        "GA",
        "GD",
        "GM",
        "GQ",
        "GY",
        "HK",
        "JM",
        "KI",
        "KM",
        "KN",
        "KP",
        "LC",
        "ML",
        "MO",
        "MR",
        "MW",
        "NR",
        "NU",
        "QA",
        "RW",
        "SB",
        "SC",
        "SL",
        "SO",
        "SR",
        "ST",
        "SY",
        "TD",
        "TF",
        "TG",
        "TK",
        "TL",
        "TO",
        "TT",
        "TV",
        "UG",
        "VC",
        "VU",
        "YE",
        "ZW",
    ]
)
"""Countries whose addresses have no postal code, after the Universal Postal Union."""
EXAMPLES = {"FR": "38000", "CA": "J1H 5H9", "BE": "1000", "CH": "1201"}


def country_code(name: str) -> str:
    """The ISO code of a country as somebody writes it, in French or English, or by its code; empty for none known."""
    typed = fold(name)
    known = _names()
    return known.get(typed) or known.get(typed.removeprefix("the ").removeprefix("la ").removeprefix("le "), "")


def checked_code(text: str, country: str) -> str:
    """A postal code as its country writes it; ``country`` is a code, or empty for one of those at home.

    Raises ``ValidationError``.
    """
    for code in [country] if country else HOME:
        try:
            return _written(text, "FR" if code in AS_IN_FRANCE else code)
        except ValidationError:
            continue
    raise ValidationError("", code="postal_code")


def _written(text: str, country: str) -> str:
    field = FIELDS.get(country)
    if field is None:
        return text
    plain = re.sub(rf"^(?:{country}|{country[0]})-", "", text.upper())  # as on letters from abroad: F-38000
    if country in COMPACT:
        plain = re.sub(r"[ -]", "", plain)
    return str(field(required=True).clean(plain))


@cache
def _names() -> dict[str, str]:
    found: dict[str, Any] = {}
    for code, _name in settings.LANGUAGES:
        for territory, name in Locale.parse(code).territories.items():
            if len(territory) == 2 and territory.isalpha():
                folded = fold(name)
                found.setdefault(folded, territory)
                found.setdefault(territory.lower(), territory)
    more = {"usa": "US", "etats unis d amerique": "US", "angleterre": "GB", "england": "GB", "quebec": "CA"}
    more |= {"reunion": "RE", "hollande": "NL", "congo": "CG", "rdc": "CD", "hong kong": "HK", "macao": "MO"}
    return found | more
