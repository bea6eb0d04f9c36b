"""The part of the publish gate that reads conditions: each asks an earlier question for an answer that it can have."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from applications.questions import question_for
from applications.questions.amounts import parse_number
from applications.questions.base import Spec
from applications.questions.conditions import Condition
from applications.questions.date import parse_day
from applications.questions.operators import Operator

Step = dict[str, Any]
StepPlace = Callable[[int, Step], str]
QuestionPlace = Callable[[int, Step, int, Spec], str]


def condition_problems(
    steps: list[Step], step_place: StepPlace, question_place: QuestionPlace
) -> Iterator[tuple[str, str]]:
    """What is wrong with the conditions of steps, questions and rules: places and problems."""
    everything = {spec["key"]: spec for step in steps for spec in step["questions"]}
    earlier: dict[str, Spec] = {}
    for number, step in enumerate(steps, 1):
        for problem in _problems_of(step["conditions"], earlier, everything):
            yield step_place(number, step), problem
        for question_number, spec in enumerate(step["questions"], 1):
            for problem in _problems_of(spec["conditions"], earlier, everything):
                yield question_place(number, step, question_number, spec), problem
            earlier[spec["key"]] = spec
        own = {spec["key"]: spec for spec in step["questions"]}
        for rule_number, rule in enumerate(step["rules"], 1):
            for problem in _problems_of(rule["conditions"], own, own):
                words = {"number": rule_number, "problem": problem}
                yield step_place(number, step), _("rule %(number)d: %(problem)s") % words


def _problems_of(
    conditions: Iterable[Condition], earlier: Mapping[str, Spec], everything: Mapping[str, Spec]
) -> Iterator[str]:
    for condition in conditions:
        spec = earlier.get(condition["question"])
        if spec is not None:
            yield from _value_problems(condition, spec)
        elif condition["question"] in everything:
            label = everything[condition["question"]]["label"]
            yield _("it is shown by a question that does not come before it, “%(label)s”.") % {"label": label}
        else:
            yield _("it is shown by a question that is missing.")


def _value_problems(condition: Condition, spec: Spec) -> Iterator[str]:
    kind, words = question_for(spec), {"label": spec["label"], "value": condition["value"]}
    if condition["operator"] not in kind.operators:
        known = dict(Operator.choices)
        words["operator"] = str(known.get(condition["operator"], condition["operator"]))
        yield _("a condition cannot say “%(operator)s” of “%(label)s”.") % words
    elif "options" in spec:
        if condition["value"] not in {option["key"] for option in spec["options"]}:
            yield _("a condition names an option of “%(label)s” that is gone.") % words
    elif kind.value_kind == "yes_no":
        if condition["value"] not in dict(kind.values()):
            yield _("a condition names an answer that “%(label)s” cannot have.") % words
    elif kind.value_kind == "date":
        if parse_day(condition["value"]) is None:
            yield _("a condition on “%(label)s” compares with “%(value)s”, which is no date.") % words
    elif kind.value_kind == "number":
        if parse_number(condition["value"]) is None:
            yield _("a condition on “%(label)s” compares with “%(value)s”, which is no number.") % words
    elif not condition["value"].strip():
        yield _("a condition on “%(label)s” says no value.") % words
