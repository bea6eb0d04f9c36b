"""A question of any kind, as a published form has it."""

import uuid
from typing import Any

from applications.questions import KINDS

KIND_NAMES = sorted(set(KINDS) - {"session"})
"""A session needs an event above the form: see ``test_registrations``."""
SIMPLE = ["short_text", "number", "yes_no", "choice"]
OPTIONS = [{"key": f"option-{n}", "label": f"Option {n}"} for n in range(3)]
CATEGORIES = [{"key": f"category-{n}", "label": f"Category {n}"} for n in range(2)]
DETAILS: dict[str, dict[str, Any]] = {
    "short_text": {"autocomplete": ""},
    "long_text": {"limit": 200},
    "number": {"unit": "", "minimum": "1", "maximum": "90", "decimals": False},
    "money": {"currency": "EUR", "minimum": "300", "maximum": "3000"},
    "date": {"earliest": None, "latest": None, "today": "", "time_zone": "Europe/Paris", "birthday": False},
    "choice": {"options": OPTIONS},
    "territory": {"options": OPTIONS},
    "theme": {"options": OPTIONS},
    "choices": {"options": OPTIONS, "minimum": 1, "maximum": 2},
    "address": {"country": True},
    "organisation": {"forms": ["association"], "registers": ["siret", "rna"], "unregistered": True},
    "consent": {"text": "Yes"},
    "information": {"text": "<p>Read</p>", "required": False},
    "budget": {
        "expense_categories": CATEGORIES,
        "income_categories": CATEGORIES,
        "in_kind": True,
        "share": 80,
        "currency": "CAD",
        "amount_min": "300.00",
        "amount_max": "3000.00",
    },
    "files": {"groups": ["images"], "max_mb": 5, "max_files": 2},
}


def spec_of(kind: str, key: str, **more: Any) -> dict[str, Any]:
    plain = {"key": key, "kind": kind, "label": kind, "hint": "", "required": True, "private": False, "conditions": []}
    if kind == "group":
        questions = [spec_of(simple, str(uuid.uuid5(uuid.UUID(key), simple))) for simple in SIMPLE]
        plain |= {"item": "Row", "add_label": "", "minimum": 1, "maximum": 3, "questions": questions}
    return plain | DETAILS.get(kind, {}) | more
