"""Forms that are filled in: checked as what applicants send is, so that stored answers fit each question."""

import datetime as dt
import random
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils import translation

from applications.dossiers.full_text import words_of
from applications.dossiers.search_index import Index, index_of
from applications.drafts.filling import Data, Filling
from applications.models import FormVersion
from applications.models.applications import Outcome
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.published import PublishedForm
from portal.seed.answers import Writer

ATTEMPTS = 60
SKIPPED = 0.2
"""How many of the optional questions are left empty."""


class UnansweredFormError(Exception):
    """No answers were found that a form takes."""


@dataclass(frozen=True)
class Applicant:
    """``number`` is in a register of the kind that was answered; the name is that of the organisation."""

    name: str
    email: str
    organisation: str
    numbers: dict[str, str]


@dataclass(frozen=True)
class Filled:
    """One way to fill in a form, without who did."""

    version: FormVersion
    language: str
    data: Data
    answers: dict[str, Any]
    eligibility: str

    @cached_property
    def _specs(self) -> list[Spec]:
        return [spec for key, spec in self.version.form(self.language).specs.items() if key in self.answers]

    @cached_property
    def _key_of_email(self) -> str:
        return next((spec["key"] for spec in self._specs if spec["kind"] == "email"), "")

    @cached_property
    def _key_of_name(self) -> str:
        texts = [spec for spec in self._specs if spec["kind"] == "short_text"]
        named = [spec for spec in texts if spec.get("autocomplete") in ("name", "given-name")]
        return str(next((spec["key"] for spec in named), ""))

    @cached_property
    def _organisation(self) -> Spec | None:
        return next((s for s in self._specs if s["kind"] == "organisation" and self.answers[s["key"]]), None)

    @cached_property
    def _index(self) -> Index:
        who = {self._key_of_email, self._key_of_name}
        rest = {key: value for key, value in self.answers.items() if key not in who}
        if self._organisation:
            rest[self._organisation["key"]] = {**rest[self._organisation["key"]], "name": "", "number": ""}
        return index_of(version=self.version, language=self.language, answers=rest)

    @cached_property
    def correctable(self) -> list[str]:
        """The keys of the questions that were answered in words."""
        return [spec["key"] for spec in self._specs if spec["kind"] in ("long_text", "short_text")]

    def by(self, applicant: Applicant) -> tuple[dict[str, object], Data]:
        """The answers and what was typed, as one applicant would have sent them."""
        answers, data = dict(self.answers), dict(self.data)
        for key, text in ((self._key_of_email, applicant.email), (self._key_of_name, applicant.name)):
            if key:
                answers[key], data[key] = text, [text]
        if self._organisation:
            key = self._organisation["key"]
            register = answers[key]["register"]
            number = applicant.numbers.get(register, "")
            answers[key] = {**answers[key], "name": applicant.organisation, "number": number}
            data |= {f"{key}_name": [applicant.organisation], f"{key}_number": [number]}
        return answers, data

    def index_for(self, applicant: Applicant) -> Index:
        """What ``index_of`` would make of the whole, in a fraction of the time."""
        texts = [applicant.name, applicant.email]
        if self._organisation and not self._organisation.get("private"):
            register = self.answers[self._organisation["key"]]["register"]
            texts += [applicant.organisation, applicant.numbers.get(register, "")]
        words = [word for text in texts for word in words_of(text)]
        return replace(self._index, words=(*words, *self._index.words))


def filled(version: FormVersion, language: str, seed: str, today: dt.date) -> Filled:
    """Answers by chance that the form takes, and after which one may apply. Raises ``UnansweredFormError``."""
    content = version.form(language)
    with translation.override(language):
        for attempt in range(ATTEMPTS):
            rng = random.Random(f"{seed}/{attempt}")  # noqa: S311 - nothing is kept secret with it
            data = _typed(content, Writer(rng, language, today), rng)
            filling = Filling(content, data)
            form, finding = filling.checked(), filling.finding()
            if form.is_valid() and not (finding and finding.outcome == Outcome.NO):
                outcome = finding.outcome.value if finding else ""
                shown = {name: values for name, values in data.items() if not _is_file(filling, name)}
                return Filled(version, language, shown, form.answers(), outcome)
    raise UnansweredFormError(f"{version} {language}: {dict(form.errors)}")


def _typed(content: PublishedForm, writer: Writer, rng: random.Random) -> Data:
    """What somebody types who goes through the form from its beginning. Files only where they must be."""
    filling = Filling(content)
    for key, spec in filling.specs.items():
        question = question_for(spec)
        is_answered = question.asks and (spec["required"] or not question.takes_files)
        # A condition looks back only: what it looks at is typed already.
        if is_answered and filling.is_shown(key) and (spec["required"] or rng.random() >= SKIPPED):
            for name, values in writer.posted(spec).items():
                filling.data.setlist(name, values)
    return filling.data_as_lists()


def _is_file(filling: Filling, name: str) -> bool:
    return name in filling.specs and question_for(filling.specs[name]).takes_files
