"""Numbers and sums: read as people type them, stored as canonical decimal text, shown as the reader writes them."""

import re
from decimal import Decimal, InvalidOperation

from babel import Locale
from babel.numbers import format_currency, format_decimal, get_currency_symbol
from django.conf import settings
from django.utils.translation import get_language, to_locale

LARGEST = Decimal(10) ** 12
"""No number or sum reaches it."""
DECIMALS = 2
"""At most. Three digits after a lone comma or point are therefore thousands, in both languages."""
LONGEST = 40

_SPACES = re.compile(r"[\s'’]")
_GROUPS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_GROUPS_AND_DECIMALS = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]*|(?:\.[0-9]{3})+,[0-9]*)")
_PLAIN = re.compile(r"(?=.*[0-9])[0-9]*[.,]?[0-9]*")
_CURRENCY_NAMES = {"EUR": ("euros", "euro", "eur", "€"), "CAD": ("dollars", "dollar", "cad", "$ca", "ca$", "$")}


def parse_number(text: object, *units: str) -> Decimal | None:
    """The number in what was typed, or None. Spaces, a comma or a point, and one of the units are taken as they come.

    It is below ``LARGEST``, and may have any number of decimals.
    """
    if not isinstance(text, str):
        return None
    typed = _without_unit(_SPACES.sub("", text).casefold(), units).replace("−", "-")
    sign, digits = ("-", typed[1:]) if typed.startswith("-") else ("", typed.removeprefix("+"))
    if len(digits) > LONGEST:
        return None
    if _GROUPS.fullmatch(digits):
        digits = digits.replace(",", "").replace(".", "")
    elif _GROUPS_AND_DECIMALS.fullmatch(digits):
        thousands = min(",", ".", key=digits.index)
        digits = digits.replace(thousands, "").replace(",", ".")
    elif _PLAIN.fullmatch(digits):
        digits = digits.replace(",", ".")
    else:
        return None
    number = Decimal(sign + digits)
    return number if abs(number) < LARGEST else None


def parse_money(text: object, currency: str) -> Decimal | None:
    return parse_number(text, *_CURRENCY_NAMES.get(currency, ()))


def _without_unit(typed: str, units: tuple[str, ...]) -> str:
    for unit in (_SPACES.sub("", unit).casefold() for unit in units):
        if unit and typed.endswith(unit):
            return typed.removesuffix(unit)
        if unit and typed.startswith(unit):
            return typed.removeprefix(unit)
    return typed


def decimals_of(number: Decimal) -> int:
    """How many decimals it needs: ``1.50`` needs one."""
    _whole, _point, decimals = f"{number:f}".partition(".")
    return len(decimals.rstrip("0"))


def canonical(number: Decimal, *, is_money: bool = False) -> str:
    """The text that is stored of a number of two decimals at most: ``12``, ``12.5``; of a sum ``12``, ``12.50``."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", "-", ""):
        return "0"
    whole, point, decimals = text.partition(".")
    return f"{whole}.{decimals:0<{DECIMALS}}" if point and is_money else text


def stored_number(answer: object) -> Decimal | None:
    """The number of an answer as stored; None for anything else."""
    try:
        number = Decimal(answer) if isinstance(answer, str | int) else Decimal("NaN")
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST else None


def show_number(number: Decimal, unit: str = "") -> str:
    text = format_decimal(number, locale=_locale())
    return f"{text}\u00a0{unit}" if unit else text


def show_money(number: Decimal, currency: str) -> str:
    """``1 850 €`` or ``€1,850``; cents only where there are some."""
    locale = _locale(currency)
    pattern = locale.currency_formats["standard"].pattern
    if number == number.to_integral_value():
        pattern = pattern.replace(".00", "")
    return format_currency(number, currency, format=pattern, locale=locale, currency_digits=False)


def currency_sign(currency: str) -> str:
    """The sign as one writes it where the currency is at home: ``$``, not ``CA$``."""
    return get_currency_symbol(currency, locale=_locale(currency))


def _locale(currency: str = "") -> Locale:
    """The reader's; for Canadian dollars as in Canada, where the sign needs no country."""
    language = to_locale(get_language() or settings.LANGUAGE_CODE).split("_")[0]
    return Locale.parse(f"{language}_CA" if currency == "CAD" else language)
