"""Lists of inputs that grow and shrink, with JavaScript or without it.

Each row posts its number under ``<prefix>-rows``, and its inputs as ``<prefix>-<number>-…``. The order of the numbers
is the order of the rows; gaps between them mean nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.forms import BoundField, Widget

from applications.questions.base import Option

MOST_ROWS = 50
ADD = "add"
"""Asks for a row more; ``remove-`` and its number for a row less."""
PLACEHOLDER = "__row__"
"""Stands for a row's number in the ``<template>`` that the browser makes new rows of."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}")


class RowError(ValidationError):
    """What is wrong with one input among many: ``input_name``, and ``input_id`` where the error summary leads."""

    def __init__(self, message: str, input_name: str, input_id: str = "") -> None:
        super().__init__(message, code="row")
        self.input_name = input_name
        self.input_id = input_id or f"id_{input_name}"


@dataclass(frozen=True)
class Rows:
    """One list: its inputs begin with ``prefix``; at least and at most so many rows are shown."""

    prefix: str
    least: int = 1
    most: int = MOST_ROWS

    @property
    def name(self) -> str:
        return f"{self.prefix}-rows"

    def numbers(self, data: Mapping[str, object]) -> list[str]:
        """The rows that were posted, each once, no more than 50; blank ones where there are less than the least."""
        posted = dict.fromkeys(value for value in _posted(data, self.name) if _NUMBER.fullmatch(value))
        numbers = list(posted)[:MOST_ROWS]
        while len(numbers) < self.least:
            numbers.append(unused(numbers))
        return numbers

    def change(self, data: dict[str, list[str]], instruction: str) -> None:
        """Obey ``add`` or ``remove-<number>`` in what a draft keeps; anything else, or too much, changes nothing."""
        numbers = self.numbers(data)
        action, _, number = instruction.partition("-")
        if instruction == ADD and len(numbers) < self.most:
            data[self.name] = [*numbers, unused(numbers)]
        elif action == "remove" and number in numbers and len(numbers) > self.least:
            data[self.name] = [other for other in numbers if other != number]
            for name in [name for name in data if name.startswith(f"{self.prefix}-{number}-")]:
                del data[name]


def unused(numbers: list[str]) -> str:
    return next(str(number) for number in range(len(numbers) + 1) if str(number) not in numbers)


def _posted(data: Mapping[str, object], name: str) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
    return [value for value in values if isinstance(value, str)] if isinstance(values, list | tuple) else []


def text_of(data: Mapping[str, object], name: str) -> str:
    """What was typed into one input; empty for what no input posts."""
    value = data.get(name)
    return value if isinstance(value, str) else ""


def first_input_id(widget: Widget, name: str) -> str:
    """The id of the input that takes the focus: in a group of inputs, the first."""
    first = next(iter(widget.subwidgets(name, None, {"id": f"id_{name}"})), {})
    return str(first.get("attrs", {}).get("id") or f"id_{name}")


def described_by(field: BoundField, messages: list[str]) -> str | None:
    """The ids of a question's hint and of what is wrong with the whole: the rest is said beside its input."""
    ids = [f"{field.auto_id}_helptext"] if field.help_text else []
    return " ".join([*ids, f"{field.auto_id}_error"] if messages else ids) or None


def repeated(specs: Iterable[Option]) -> list[str]:
    """The labels of options or categories that stand more than once, whatever their capitals; empty ones apart."""
    texts = [spec["label"].strip() for spec in specs]
    labels = {text.casefold(): text for text in texts}
    counts = Counter(text.casefold() for text in texts)
    return [labels[folded] for folded, count in counts.items() if folded and count > 1]
