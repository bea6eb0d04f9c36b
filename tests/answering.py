"""Answers that are in order to any question, as a page would post them; tests of whole forms use them."""

import datetime as dt
import json
import uuid

from applications.drafts.filling import Filling
from applications.questions.base import Spec
from applications.questions.published import PublishedForm

Posted = dict[str, list[str]]


def kinds_in(form: PublishedForm) -> set[str]:
    """The kinds of question that a form asks."""
    return {spec["kind"] for spec in form.specs.values()}


def answered(spec: Spec, number: int = 0) -> Posted:
    """What to post for one question. ``number`` varies what can vary."""
    key = spec["key"]
    writers = {
        "email": lambda: {key: [f"ada{number}@example.org"]},
        "phone": lambda: {key: ["01 42 34 56 78"]},
        "number": lambda: {key: [spec.get("minimum") or spec.get("maximum") or str(number)]},
        "money": lambda: {key: [spec.get("minimum") or "100"]},
        "date": lambda: _date(spec),
        "yes_no": lambda: {key: [["yes", "no"][number % 2]]},
        "choices": lambda: _choices(spec),
        "consent": lambda: {key: ["on"]},
        "address": lambda: _address(key),
        "organisation": lambda: _organisation(spec),
        "budget": lambda: _budget(spec),
        "group": lambda: _group(spec, number),
        "files": lambda: {key: [_file()]},
        "information": dict,
    }
    if spec["kind"] in writers:
        return writers[spec["kind"]]()
    if "options" in spec:
        return {key: [spec["options"][number % len(spec["options"])]["key"]]}
    return {key: [f"Réponse {number} – “answer”"]}


def whole_answers(content: PublishedForm, number: int = 0) -> Posted:
    """Answers to everything that a form asks of somebody who answers like this; all of it is in order."""
    posted: Posted = {}
    for spec in content.asked:
        if Filling(content, posted).is_shown(spec["key"]):
            posted |= answered(spec, number)
    return posted


def _date(spec: Spec) -> Posted:
    day = dt.date.fromisoformat(spec.get("earliest") or "2001-02-03")
    if spec.get("today") not in ("", None, "past", "before"):
        day = max(day, dt.datetime.now(dt.UTC).date() + dt.timedelta(days=40))
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{spec['key']}_{name}": [str(value)] for name, value in parts.items()}


def _choices(spec: Spec) -> Posted:
    number = max(spec.get("minimum") or 1, 1)
    return {spec["key"]: [option["key"] for option in spec["options"][:number]]}


def _address(key: str) -> Posted:
    parts = {"line1": "1 rue du Métier", "line2": "", "postal_code": "38000", "town": "Grenoble", "country": ""}
    return {f"{key}_{name}": [value] for name, value in parts.items()}


NUMBERS = {"siret": "732 829 320 00074", "siren": "732 829 320", "rna": "W751212517", "neq": "1143920115"}


def _organisation(spec: Spec) -> Posted:
    register = "none" if spec.get("unregistered") else spec["registers"][0]
    parts = {
        "name": "Les Tisserands",
        "form": spec["forms"][0],
        "register": register,
        "number": NUMBERS.get(register.lower(), ""),
    }
    return {f"{spec['key']}_{name}": [value] for name, value in parts.items()}


def _budget(spec: Spec) -> Posted:
    """Expenses of twice what is asked for, so that any share of half or more is kept."""
    key, request = spec["key"], int(float(spec.get("amount_min") or 0)) or 500
    has_income = bool(spec["income_categories"])
    total = request * 2 if has_income else request
    posted = {
        f"{key}-request": [str(request)],
        f"{key}-expenses-rows": ["0"],
        f"{key}-expenses-0-category": [spec["expense_categories"][0]["key"]],
        f"{key}-expenses-0-label": ["Bois et visserie"],
        f"{key}-expenses-0-amount": [f"{total},00"],
    }
    if has_income:
        posted |= {
            f"{key}-incomes-rows": ["0"],
            f"{key}-incomes-0-category": [spec["income_categories"][0]["key"]],
            f"{key}-incomes-0-label": ["Vente de soupe"],
            f"{key}-incomes-0-amount": [str(total - request)],
        }
    return posted


def _group(spec: Spec, number: int) -> Posted:
    rows = [str(row) for row in range(max(spec["minimum"], 1))]
    posted: Posted = {f"{spec['key']}-rows": rows}
    for row in rows:
        for question in spec["questions"]:
            posted |= answered({**question, "key": f"{spec['key']}-{row}-{question['key']}"}, number)
    return posted


def _file() -> str:
    return json.dumps(
        {"id": str(uuid.uuid4()), "name": "plan.pdf", "size": 1000, "type": "application/pdf", "scan": "none"}
    )
