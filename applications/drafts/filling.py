"""Filling in a form: what a version asks, seen through what has been typed so far. Nothing here asks the database."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from applications.drafts.step_form import Asked, StepForm
from applications.models.applications import Outcome
from applications.questions import question_for
from applications.questions.base import ONE_LINE, Condition, Role, Spec
from applications.questions.conditions import hold
from applications.questions.published import PublishedForm, RuleContent, StepContent
from home.characters import cut

Data = dict[str, list[str]]
"""What a draft keeps: names of inputs with the values that were posted."""

ELIGIBILITY = "eligibility"


def belongs_to(name: str, key: str) -> bool:
    """Whether an input is one of a question's."""
    return name == key or name.startswith((f"{key}-", f"{key}_"))


def merged(data: Data, specs: list[Spec], posted: MultiValueDict[str, str]) -> Data:
    """What a draft keeps after some of its questions were posted again; all else stays as it is.

    A question that browsers always post something of, but of which nothing came, was not on the page that was posted
    (another window may have shown it since), or the post was cut short: its answer stays.
    PostgreSQL stores no NUL in JSON: it becomes a space. What was posted in the name of files is not taken.
    """
    there = {name[:36] for name in posted}
    keys = [spec["key"] for spec in specs if spec["key"][:36] in there or question_for(spec).may_post_nothing]
    kept = {name: values for name, values in data.items() if not _is_one_of(name, keys)}
    typed = [spec["key"] for spec in specs if question_for(spec).asks and not question_for(spec).takes_files]
    for name in posted:
        if _is_one_of(name, typed):
            kept[name.replace("\0", " ")] = [str(value).replace("\0", " ") for value in posted.getlist(name)]
    return kept


def _is_one_of(name: str, keys: list[str]) -> bool:
    return any(belongs_to(name, key) for key in keys)


@dataclass(frozen=True)
class Step:
    """A step as it is asked now. ``number`` is its position in the form, which its address has."""

    number: int
    content: StepContent
    specs: list[Spec]

    @property
    def key(self) -> str:
        return self.content["key"]

    @property
    def title(self) -> str:
        return self.content["title"]

    @property
    def is_eligibility(self) -> bool:
        return self.content.get("kind") == ELIGIBILITY


@dataclass(frozen=True)
class Finding:
    """What the eligibility questions came to, and the rule that said so."""

    outcome: Outcome
    rule: RuleContent | None = None


class _Answers(Mapping[str, Any]):
    """The answers as stored, by key, each read when it is asked for; None for what is wrong, empty or hidden."""

    def __init__(self, filling: "Filling") -> None:
        self.filling = filling

    def __getitem__(self, key: str) -> object:
        return self.filling.answer_to(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.filling.specs)

    def __len__(self) -> int:
        return len(self.filling.specs)


class Filling:
    """A form in one language with the data of a draft.

    Files are in ``data`` already, as facts; else ``files`` looks them up, once a question that takes some is read.
    ``undecided`` are the questions to which there are several answers, none of them chosen yet.
    """

    def __init__(
        self, form_asked: PublishedForm, data: Data | None = None, files: Callable[[], Data] | None = None
    ) -> None:
        self.files = files
        self.undecided: Collection[str] = ()
        self.form_asked = form_asked
        self.specs = form_asked.specs
        self.data: MultiValueDict[str, str] = MultiValueDict(data or {})
        self._known: dict[str, Any] = {}
        self._shown: dict[str, bool] = {}

    @classmethod
    def of_answers(cls, form_asked: PublishedForm, answers: Mapping[str, object]) -> "Filling":
        """A form that was answered, read from the answers as stored: nothing is asked or decided again."""
        filling = cls(form_asked)
        filling._known = {key: answers.get(key) for key in filling.specs}
        return filling

    def _look_up_files(self, specs: Iterable[Spec]) -> None:
        """Know the files of a draft too, if one of the questions takes some. No condition asks for them."""
        if self.files and any(question_for(spec).takes_files for spec in specs):
            facts, self.files = self.files(), None
            for key, values in facts.items():
                self.data.setlist(key, values)

    def data_as_lists(self) -> Data:
        self._look_up_files(self.form_asked.taking_files)
        return {name: self.data.getlist(name) for name in self.data}

    @cached_property
    def answers(self) -> Mapping[str, object]:
        return _Answers(self)

    def answer_to(self, key: str) -> object:
        if key not in self._known:
            self._known[key] = None  # a circle of conditions ends here
            if key in self.specs and self.is_shown(key):
                self._known[key] = self._read(self.specs[key])
        return self._known[key]

    def _read(self, spec: Spec) -> object:
        question = question_for(spec)
        if not question.asks:
            return None
        self._look_up_files([spec])
        field = question.field(spec)
        try:
            value = field.widget.value_from_datadict(self.data, MultiValueDict(), spec["key"])
            return question.stored(field.clean(value))
        except forms.ValidationError:
            return None

    def is_shown(self, key: str) -> bool:
        """Whether a question is asked, its own conditions and its step's considered.

        Those before it are decided first, one by one: each finds what it depends on, however long the chain is.
        """
        if key not in self._shown:
            for earlier in self.specs:
                if earlier not in self._shown:
                    parts = (self.form_asked.step_of[earlier], self.specs[earlier])
                    self._shown[earlier] = all(self._hold(part.get("conditions", ())) for part in parts)
                if earlier == key:
                    break
        return self._shown[key]

    def _hold(self, conditions: Iterable[Condition]) -> bool:
        return hold(conditions, self.answers, self.specs)

    @cached_property
    def steps(self) -> list[Step]:
        """The steps that are asked, with the questions that are on their page."""
        steps = []
        for number, content in enumerate(self.form_asked.steps, 1):
            if self._hold(content.get("conditions", ())):
                specs = self._on_the_page(content)
                if specs:
                    steps.append(Step(number, content, specs))
        return steps

    def _on_the_page(self, content: StepContent) -> list[Spec]:
        """All but those that answers of earlier steps hide: what the page itself decides is on it."""
        here: set[str] = set()
        specs = []
        for spec in content["questions"]:
            elsewhere = [c for c in spec.get("conditions", ()) if c["question"] not in here]
            if self._hold(elsewhere):
                here.add(spec["key"])
                specs.append(spec)
        return specs

    def step(self, number: int) -> Step | None:
        return next((step for step in self.steps if step.number == number), None)

    def form(
        self, step: Step, *, is_checked: bool = False, preset: Data | None = None, has_doubts: bool = False
    ) -> StepForm:
        """The form of a step's page. ``preset`` is chosen on it beforehand, and is no part of the answers yet."""
        self._look_up_files(step.specs)
        data = MultiValueDict({**self.data_as_lists(), **preset}) if preset else self.data
        return self._form(step.specs, data, is_checked=is_checked, has_doubts=has_doubts)

    def asked(self, step: Step, form: StepForm, other: Mapping[str, Spec] | None = None) -> list[Asked]:
        """The questions of a step's page, in order, for its template."""
        here = {spec["key"] for spec in step.specs}
        return [
            Asked(
                spec=spec,
                field=form[spec["key"]] if spec["key"] in form.fields else None,
                is_shown=self.is_shown(spec["key"]),
                depends_on=tuple(c for c in spec.get("conditions", ()) if c["question"] in here),
                other=(other or {}).get(spec["key"]),
            )
            for spec in step.specs
        ]

    def checked(self) -> StepForm:
        """All that is asked, as one form that is checked."""
        specs = [spec for step in self.steps for spec in step.specs]
        self._look_up_files(specs)
        return self._form(specs, self.data, is_checked=True)

    def _form(self, specs: list[Spec], data: MultiValueDict[str, str], **arguments: bool) -> StepForm:
        earlier, answer_to = self.form_asked.earlier, self.answer_to
        return StepForm(
            specs,
            data,
            is_shown=self.is_shown,
            undecided=self.undecided,
            earlier=earlier,
            answer_to=answer_to,
            **arguments,
        )

    def first_unfinished(self) -> Step | None:
        """Where somebody who comes back goes on; None when all that is left is to check and send."""
        return next((step for step in self.steps if not self.form(step, is_checked=True).is_valid()), None)

    def after(self, step: Step) -> Step | None:
        return next((later for later in self.steps if later.number > step.number), None)

    def before(self, step: Step) -> Step | None:
        return next((earlier for earlier in reversed(self.steps) if earlier.number < step.number), None)

    def finding(self) -> Finding | None:
        """What the eligibility questions come to; None while they are not answered, or for a form that has none."""
        step = next((step for step in self.steps if step.is_eligibility), None)
        if step is None or not self.form(step, is_checked=True).is_valid():
            return None
        for rule in step.content.get("rules", ()):
            if rule["conditions"] and self._hold(rule["conditions"]):
                return Finding(Outcome(rule["outcome"]), rule)
        return Finding(Outcome.ELIGIBLE)

    def email(self) -> str:
        """The first e-mail address that was answered: where the applicant is written to."""
        return self._first(Role.CONTACT_EMAIL)

    def name(self) -> str:
        """Whom staff talk to: the answer that browsers know as a name, or its two parts; else the first short text."""
        parts = [self._first(role) for role in (Role.GIVEN_NAME, Role.FAMILY_NAME)]
        whole = self._first(Role.NAME) or " ".join(part for part in parts if part)
        return cut(whole or self._first(Role.PERHAPS_NAME), ONE_LINE)

    def session(self) -> str:
        """The key of the session that was chosen; empty where none was, or the form asks for none."""
        return self._first(Role.SESSION)

    def _first(self, role: Role) -> str:
        answers = (self.answer_to(spec["key"]) for spec in self.form_asked.with_role(role))
        return next((str(answer) for answer in answers if answer), "")
