"""A dossier as it is read: answers in the order of the form, under the labels of the reader's language."""

from dataclasses import dataclass
from typing import Any

from applications.models import Application
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.published import StepContent


@dataclass(frozen=True)
class ShownAnswer:
    """``in_own_words``: the answer is the applicant's own text, in the applicant's language. ``value``: as stored.

    ``number`` counts the questions of the form, so that it is the same in every dossier of the version. ``other`` is
    the question in another language, where that was asked for.
    """

    spec: Spec
    value: Any
    answer: str
    number: int = 0
    other: Spec | None = None

    @property
    def key(self) -> str:
        return str(self.spec["key"])

    @property
    def label(self) -> str:
        return str(self.spec["label"])

    @property
    def is_private(self) -> bool:
        return bool(self.spec.get("private"))

    @property
    def in_own_words(self) -> bool:
        return question_for(self.spec).is_own_words

    @property
    def other_answer(self) -> str:
        """The answer in the other language; empty where it is the applicant's own words, the same, or a table."""
        if self.other is None or self.in_own_words or question_for(self.spec).is_table:
            return ""
        text = question_for(self.other).shown(self.value, self.other)
        return "" if text == self.answer else text


@dataclass(frozen=True)
class ShownStep:
    title: str
    answers: list[ShownAnswer]


def dossier_steps(application: Application, language_code: str, other_code: str = "") -> list[ShownStep]:
    """The answers under the wording of the version that they were given to, in a language. No query."""
    form = application.version.form(language_code)
    others = application.version.form(other_code).specs if other_code else {}
    numbers = {spec["key"]: number for number, spec in enumerate(form.asked, 1)}
    steps = [
        ShownStep(
            step["title"],
            [
                _shown(spec, application.answers, numbers.get(spec["key"], 0), others.get(spec["key"]))
                for spec in _answered(step, application.answers)
            ],
        )
        for step in form.steps
    ]
    return [step for step in steps if step.answers]


def without_private(steps: list[ShownStep]) -> list[ShownStep]:
    """What somebody reads who does not handle the call: a committee decides without what was asked in private."""
    open_steps = [ShownStep(step.title, [one for one in step.answers if not one.is_private]) for step in steps]
    return [step for step in open_steps if step.answers]


def _answered(step: StepContent, answers: dict[str, Any]) -> list[Spec]:
    """The questions that counted when the application was sent: those that a condition hid have no answer at all."""
    return [spec for spec in step["questions"] if spec["key"] in answers]


def _shown(spec: Spec, answers: dict[str, object], number: int, other: Spec | None) -> ShownAnswer:
    value = answers[spec["key"]]
    return ShownAnswer(spec, value, question_for(spec).shown(value, spec), number, other)
