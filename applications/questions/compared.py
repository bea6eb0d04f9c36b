"""Answers that are compared with one another: an end with its beginning."""

from collections.abc import Callable, Iterable, Mapping

from django.core.exceptions import ValidationError

from applications.questions.base import Spec, ValueKind
from applications.questions.registry import question_for


def earlier_of(specs: Iterable[Spec]) -> Mapping[str, Spec]:
    """For each question that asks for a day, by its key, the last one before it that does."""
    found: dict[str, Spec] = {}
    last: Spec | None = None
    for spec in specs:
        if question_for(spec).value_kind == ValueKind.DATE:
            if last:
                found[spec["key"]] = last
            last = spec
    return found


def fault_beside(spec: Spec, earlier: Mapping[str, Spec], answer_to: Callable[[str], object]) -> ValidationError | None:
    """What is wrong with an answer beside that to the question before it; both as stored, or None."""
    other = earlier.get(spec["key"])
    if other is None:
        return None
    return question_for(spec).beside(spec, answer_to(spec["key"]), other, answer_to(other["key"]))
