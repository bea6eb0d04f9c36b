"""A form as it was published in one language: its steps, and its questions by key, by kind and by whether they ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NotRequired, TypedDict, cast

from applications.questions.base import Condition, Role, Spec
from applications.questions.compared import earlier_of
from applications.questions.registry import question_for


class RuleContent(TypedDict):
    """What eligibility questions come to when all conditions hold. ``page`` is the offer that people are led to."""

    conditions: list[Condition]
    outcome: str
    message: str
    page: int | None


class StepContent(TypedDict):
    key: str
    kind: NotRequired[str]
    title: str
    introduction: NotRequired[str]
    conditions: NotRequired[list[Condition]]
    rules: NotRequired[list[RuleContent]]
    questions: list[Spec]


class FormContent(TypedDict):
    title: str
    steps: list[StepContent]


EMPTY: FormContent = {"title": "", "steps": []}


def with_owners(steps: list[StepContent]) -> list[StepContent]:
    """Steps whose questions know whose data they ask for, where their editors left that open."""
    seen: set[str] = set()
    return [cast(StepContent, {**step, "questions": [_owned(q, seen) for q in step["questions"]]}) for step in steps]


def _owned(spec: Spec, seen: set[str]) -> Spec:
    """The question, about somebody else if one of its kind was ``seen`` already, or if it repeats questions."""
    kind = question_for(spec)
    if not (kind.is_personal or "questions" in spec) or spec.get("whose"):
        return spec
    is_first = kind.is_personal and spec["kind"] not in seen
    seen.add(spec["kind"])
    return spec if is_first else cast(Spec, kind.of_somebody_else(spec))


@dataclass(frozen=True)
class PublishedForm:
    """Shared by all who ask for it, so nobody changes what it gives. ``languages`` are all those of the version."""

    content: FormContent
    languages: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.content["title"]

    @cached_property
    def steps(self) -> list[StepContent]:
        return with_owners(self.content["steps"])

    @cached_property
    def specs(self) -> Mapping[str, Spec]:
        """The questions by key, in the order of the form."""
        return {spec["key"]: spec for step in self.steps for spec in step["questions"]}

    @cached_property
    def step_of(self) -> Mapping[str, StepContent]:
        """The step of each question, by the question's key."""
        return {spec["key"]: step for step in self.steps for spec in step["questions"]}

    @cached_property
    def _by_role(self) -> Mapping[Role | None, list[Spec]]:
        found: dict[Role | None, list[Spec]] = {}
        for spec in self.specs.values():
            found.setdefault(question_for(spec).role(spec), []).append(spec)
        return found

    def with_role(self, role: Role) -> list[Spec]:
        """The questions whose answers are something to the application, in the order of the form."""
        return self._by_role.get(role, [])

    @cached_property
    def earlier(self) -> Mapping[str, Spec]:
        """The last question before each one that has values which can be compared with its own, by key."""
        return earlier_of(self.specs.values())

    @cached_property
    def asked(self) -> list[Spec]:
        """The questions that have an answer: what is only read is none."""
        return [spec for spec in self.specs.values() if question_for(spec).asks]

    @cached_property
    def private(self) -> frozenset[str]:
        """The keys of the private questions."""
        return frozenset(key for key, spec in self.specs.items() if spec.get("private"))

    @cached_property
    def taking_files(self) -> list[Spec]:
        return [spec for spec in self.specs.values() if question_for(spec).takes_files]

    def changed(self, change: Callable[[Spec], Spec]) -> "PublishedForm":
        """A form whose questions are what ``change`` makes of them."""
        steps = [
            cast(StepContent, {**step, "questions": [change(q) for q in step["questions"]]}) for step in self.steps
        ]
        return PublishedForm({"title": self.title, "steps": steps}, self.languages)
