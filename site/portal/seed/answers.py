"""What would be typed into each kind of question: names of inputs with the values that a page posts."""

import datetime as dt
import json
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from applications.questions.budget_field import row_lists
from applications.questions.date import bounds
from portal.seed.texts import LINES, ROLES, STREETS, TITLES, TOWNS, paragraph

Spec = Any
"""A question as it was published, with all that its kind adds."""

Posted = dict[str, list[str]]
NUMBERS = {"siret": "00000000000000", "siren": "000000000", "rna": "W000000000", "neq": "1100000000"}
"""Numbers that nobody has. Those of a made-up organisation take their place."""


@dataclass(frozen=True)
class Writer:
    """Answers by chance, in a language, as if on a day."""

    rng: random.Random
    language: str
    today: dt.date

    def posted(self, spec: Spec) -> Posted:
        """What to post for one question. What a kind of question unknown here would need is not guessed."""
        write = WRITERS.get(spec["kind"])
        if write:
            return write(self, spec)
        if "options" in spec:
            return {spec["key"]: [self.rng.choice(spec["options"])["key"]]}
        return {}

    def short_text(self, spec: Spec) -> Posted:
        token = spec.get("autocomplete") or ""
        postal_code, town = self.rng.choice(TOWNS)
        known = {
            "name": "Contact",
            "given-name": "Contact",
            "family-name": "Essai",
            "organization": self.rng.choice(TITLES[self.language]),
            "organization-title": self.rng.choice(ROLES[self.language]),
            "tel": "04 76 00 00 00",
            "street-address": f"{self.rng.randint(1, 99)} {self.rng.choice(STREETS[self.language])}",
            "postal-code": postal_code,
            "address-level2": town,
            "country-name": "France",
            "url": "https://example.org/",
        }
        return {spec["key"]: [known.get(token) or self.rng.choice(TITLES[self.language])]}

    def long_text(self, spec: Spec) -> Posted:
        return {spec["key"]: [paragraph(self.rng, self.language, spec["limit"])]}

    def number(self, spec: Spec) -> Posted:
        low = Decimal(spec.get("minimum") or 0)
        high = Decimal(spec["maximum"]) if spec.get("maximum") else low + 100
        return {spec["key"]: [str(self.rng.randint(int(low.to_integral_value("ROUND_CEILING")), int(high)))]}

    def money(self, spec: Spec) -> Posted:
        low = Decimal(spec.get("minimum") or 0)
        high = Decimal(spec["maximum"]) if spec.get("maximum") else low + 5000
        return {spec["key"]: [str(min(low + 50 * self.rng.randint(0, int((high - low) / 50)), high))]}

    def date(self, spec: Spec) -> Posted:
        """Within the bounds of the question, near the day where there are none."""
        low, high = bounds(spec)
        low = low or ((high or self.today) - dt.timedelta(days=400))
        high = min(high or dt.date.max, low + dt.timedelta(days=800))
        day = low + dt.timedelta(days=self.rng.randint(0, (high - low).days))
        parts = {"day": day.day, "month": day.month, "year": day.year}
        return {f"{spec['key']}_{name}": [str(value)] for name, value in parts.items()}

    def choices(self, spec: Spec) -> Posted:
        least = max(spec.get("minimum") or 1, 1)
        most = min(spec.get("maximum") or 4, len(spec["options"]))
        chosen = self.rng.sample(spec["options"], self.rng.randint(min(least, most), most))
        return {spec["key"]: [option["key"] for option in chosen]}

    def address(self, spec: Spec) -> Posted:
        postal_code, town = self.rng.choice(TOWNS)
        line = f"{self.rng.randint(1, 99)} {self.rng.choice(STREETS[self.language])}"
        parts = {"line1": line, "line2": "", "postal_code": postal_code, "town": town, "country": ""}
        return {f"{spec['key']}_{name}": [value] for name, value in parts.items()}

    def organisation(self, spec: Spec) -> Posted:
        registers = [*spec["registers"], *(["none"] if spec.get("unregistered") else [])]
        register = self.rng.choice(registers)
        parts = {
            "name": self.rng.choice(TITLES[self.language]),
            "form": self.rng.choice(spec["forms"]),
            "register": register,
            "number": NUMBERS.get(register, ""),
        }
        return {f"{spec['key']}_{name}": [value] for name, value in parts.items()}

    def budget(self, spec: Spec) -> Posted:
        """A request within its limits, and other income for the rest of the expenses where the form has any."""
        key, low = spec["key"], int(float(spec.get("amount_min") or 300))
        request = self.rng.randint(low, max(int(float(spec.get("amount_max") or 3000)), low))
        share = spec["share"] or 100 if spec["income_categories"] else 100
        total = -(-request * 100 // share) + (self.rng.randint(0, 500) if spec["income_categories"] else 0)
        posted = {f"{key}-request": [str(request)]}
        amounts = {"expenses": total, "incomes": total - request}
        for rows in row_lists(spec, key):
            categories = spec["expense_categories" if rows.kind == "expenses" else "income_categories"]
            if not amounts.get(rows.kind):
                continue
            line = {
                "category": self.rng.choice(categories)["key"],
                "label": self.rng.choice(LINES[self.language]),
                "amount": str(amounts[rows.kind]),
            }
            posted[f"{rows.prefix}-rows"] = ["0"]
            posted |= {f"{rows.prefix}-0-{name}": [value] for name, value in line.items()}
        return posted

    def group(self, spec: Spec) -> Posted:
        least = max(spec["minimum"], 1)
        rows = [str(row) for row in range(self.rng.randint(least, min(spec["maximum"], least + 2)))]
        posted: Posted = {f"{spec['key']}-rows": rows}
        for row in rows:
            for question in spec["questions"]:
                posted |= self.posted({**question, "key": f"{spec['key']}-{row}-{question['key']}"})
        return posted

    def files(self, spec: Spec) -> Posted:
        """Named, but not there: made-up applications have no files."""
        facts = {"id": str(uuid.UUID(int=self.rng.getrandbits(128), version=4)), "name": "document.pdf"}
        return {spec["key"]: [json.dumps({**facts, "size": 120_000, "type": "application/pdf", "scan": "none"})]}


WRITERS: dict[str, Callable[[Writer, Spec], Posted]] = {
    "short_text": Writer.short_text,
    "long_text": Writer.long_text,
    "email": lambda _writer, spec: {spec["key"]: ["contact@example.org"]},
    "phone": lambda writer, spec: {
        spec["key"]: [f"04 76 00 {writer.rng.randint(10, 99)} {writer.rng.randint(10, 99)}"]
    },
    "number": Writer.number,
    "money": Writer.money,
    "date": Writer.date,
    "yes_no": lambda writer, spec: {spec["key"]: [writer.rng.choice(["yes", "no"])]},
    "choices": Writer.choices,
    "consent": lambda _writer, spec: {spec["key"]: ["on"]},
    "address": Writer.address,
    "organisation": Writer.organisation,
    "budget": Writer.budget,
    "group": Writer.group,
    "files": Writer.files,
    "information": lambda _writer, _spec: {},
}
