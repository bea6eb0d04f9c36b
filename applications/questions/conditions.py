"""Conditions: what shows a question or a step. Decided on the server; the browser repeats them for comfort.

A condition is plain data: ``{"question": key, "operator": …, "value": text}``. The value is an option's key, ``yes`` or
``no``, or a number, a date (ISO) or words. A list of conditions holds when all of them do. What was not answered, or is
hidden itself, fulfils none, not even “is not”.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from applications.questions.base import Condition, Spec
from applications.questions.operators import Operator
from applications.questions.registry import question_for


def hold(conditions: Iterable[Condition], answers: Mapping[str, Any], specs: Mapping[str, Spec]) -> bool:
    """Whether all conditions are fulfilled by ``answers`` (as stored, by key) to the questions ``specs`` (by key)."""
    return all(_holds(condition, answers, specs) for condition in conditions)


def _holds(condition: Condition, answers: Mapping[str, object], specs: Mapping[str, Spec]) -> bool:
    spec = specs.get(condition["question"])
    answer = answers.get(condition["question"])
    if spec is None or answer is None or answer in ("", [], {}):
        return False
    question = question_for(spec)
    try:
        operator = Operator(condition["operator"])
    except ValueError:
        return False
    return operator in question.operators and question.holds(operator, answer, condition["value"])


def condition_sentence(condition: Condition, specs: Mapping[str, Spec]) -> str:
    """A condition as people say it: “Theme” is “Social innovation”. Empty when its question is gone."""
    spec = specs.get(condition["question"])
    if spec is None:
        return ""
    words = {
        "question": spec["label"],
        "operator": dict(Operator.choices).get(condition["operator"], condition["operator"]),
        "value": question_for(spec).shown_value(condition["value"], spec),
    }
    return gettext("“%(question)s” %(operator)s “%(value)s”") % words
