"""A form of 150 questions with 100 conditions, each on the question before it: as long as forms get."""

import uuid
from typing import Any

STEPS = 10
QUESTIONS = 15
CONDITIONS = 100

YES_NO, TEXT, NUMBER = "yes_no", "short_text", "number"


def key_of(number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"long-form-{number}"))


def _kind_of(number: int) -> str:
    return (YES_NO, NUMBER, TEXT)[number % 3]


def _spec(number: int) -> dict[str, Any]:
    """Every third question is yes or no, every third a number, and conditions look at those."""
    kind = _kind_of(number)
    extra = {"unit": "", "minimum": "0", "maximum": None, "decimals": False} if kind == NUMBER else {"autocomplete": ""}
    return {
        "key": key_of(number),
        "kind": kind,
        "label": f"Question {number}",
        "hint": "",
        "required": True,
        "private": False,
        "conditions": [_condition(number)] if 1 <= number <= CONDITIONS else [],
        **extra,
    }


def _condition(number: int) -> dict[str, str]:
    before = number - 1 if _kind_of(number - 1) != TEXT else number - 2
    if _kind_of(before) == YES_NO:
        return {"question": key_of(before), "operator": "is", "value": "yes"}
    return {"question": key_of(before), "operator": "more", "value": "1"}


def long_form() -> dict[str, Any]:
    steps = []
    for step in range(STEPS):
        questions = [_spec(step * QUESTIONS + index) for index in range(QUESTIONS)]
        plain = {"key": f"step-{step}", "kind": "step", "title": f"Step {step}", "introduction": ""}
        steps.append({**plain, "conditions": [], "rules": [], "questions": questions})
    return {"title": "A long form", "steps": steps}


def long_answers() -> dict[str, list[str]]:
    """All conditions hold."""
    values = {YES_NO: "yes", NUMBER: "7", TEXT: "Words"}
    return {key_of(number): [values[_kind_of(number)]] for number in range(STEPS * QUESTIONS)}
