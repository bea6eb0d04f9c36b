"""French typography: the spaces that must not break, put in when text is shown so that editors type plain spaces."""

import re
from html import unescape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"

_TAGS = re.compile(r"(<[^>]*>)")
_RULES = (
    (re.compile(r"[ \u00a0](?=[;?!](?:\s|$|[<)»”]))"), NARROW_NO_BREAK),
    (re.compile(r"[ \u00a0](?=:(?:\s|$|<))"), NO_BREAK),
    (re.compile(r"(?<=«)[ \u00a0]?(?=\S)|(?<=\S)[ \u00a0]?(?=»)"), NARROW_NO_BREAK),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW_NO_BREAK),
    (re.compile(r"(?<=\d) (?=(?:€|%|h|heures?|ans?|\$)(?![\w]))"), NO_BREAK),
)


def french_spaces(text: str) -> str:
    """Put no-break spaces before ``: ; ? ! »``, after ``«``, inside numbers and before units, in plain text."""
    for pattern, space in _RULES:
        text = pattern.sub(space, text)
    return text


def typeset(value: Any, language_code: str) -> SafeString:
    """``value`` as safe HTML, with the spaces of its language; markup and its attributes are left alone."""
    html = str(conditional_escape(value))
    if not language_code.startswith("fr"):
        return mark_safe(html)
    parts = _TAGS.split(html)
    parts[::2] = [_typeset_between_tags(part) for part in parts[::2]]
    return mark_safe("".join(parts))


def _typeset_between_tags(part: str) -> str:
    """Entities keep their semicolon: a rule that looks at ``;`` must not see the one of ``&amp;``."""
    if "&" not in part:
        return french_spaces(part)
    text = unescape(part)
    return str(conditional_escape(french_spaces(text)))
