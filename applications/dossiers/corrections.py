"""Corrections as they are typed and read: the questions that are open again, and what their inputs hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from applications.dossiers.answers import ShownAnswer
from applications.drafts.file_facts import files_as_data
from applications.drafts.filling import Data, belongs_to
from applications.models import Application, Attachment, CorrectionRequest, Draft
from applications.questions import question_for
from applications.questions.base import Spec
from applications.statuses import Status
from home.templatetags.time_zones import in_zone

DROPPED = "dropped"
"""Ends the name under which a draft keeps the ids of the files that are to leave an answer."""


@dataclass(frozen=True)
class Correction:
    """A request as somebody reads it: the question in their language, the answer before and after in words.

    ``is_late``: it is open, and its day has passed.
    """

    request: CorrectionRequest
    spec: Spec
    before: str
    after: str
    is_late: bool = False

    @property
    def key(self) -> str:
        return self.request.question

    @property
    def label(self) -> str:
        return str(self.spec["label"])

    @property
    def old(self) -> ShownAnswer:
        return ShownAnswer(self.spec, self.request.before, self.before)

    @property
    def is_long(self) -> bool:
        return any("\n" in text for text in (self.before, self.after)) or self.spec["kind"] == "long_text"

    @property
    def in_own_words(self) -> bool:
        return question_for(self.spec).is_own_words


def shown_corrections(
    application: Application, requests: Iterable[CorrectionRequest], language: str
) -> list[Correction]:
    """Requests in the order of the form, under the labels of a language. No query beside theirs."""
    specs = specs_of(application, language)
    places = {key: place for place, key in enumerate(specs)}
    known = [request for request in requests if request.question in specs]
    today = today_of(application)
    return [
        _shown(request, specs[request.question], today) for request in sorted(known, key=lambda r: places[r.question])
    ]


def _shown(request: CorrectionRequest, spec: Spec, today: date) -> Correction:
    shown = question_for(spec).shown
    is_late = request.is_open and request.due_on < today
    return Correction(request, spec, shown(request.before, spec), shown(request.after, spec), is_late)


def today_of(application: Application) -> date:
    """The day that it is where the call is."""
    return in_zone(timezone.now(), application.call.time_zone).date()


def specs_of(application: Application, language: str) -> dict[str, Spec]:
    """The questions that the applicant was asked, by key, in the order of the form."""
    steps = application.version.in_language(language)["steps"]
    specs = {spec["key"]: spec for step in steps for spec in step["questions"]}
    return {key: spec for key, spec in specs.items() if key in application.answers and question_for(spec).asks}


def correctable(application: Application, language: str) -> dict[str, Spec]:
    """Those of them that staff may open again. A place in another session is another registration."""
    specs = specs_of(application, language)
    return {key: spec for key, spec in specs.items() if question_for(spec).is_correctable}


def open_corrections(application: Application, language: str) -> list[Correction]:
    """What the applicant is to put right now; nothing while the dossier does not wait for them. At most one query."""
    if application.status != Status.WAITING_APPLICANT:
        return []
    return shown_corrections(application, application.corrections.open(), language)


def first_data(application: Application) -> Data:
    """What the inputs hold when questions are opened again: what was typed, or else what can be told from the answer.

    Answers with several inputs of which nothing was kept begin empty.
    """
    typed: Data = dict(application.posted)
    for key, answer in application.answers.items():
        if not any(belongs_to(name, key) for name in typed):
            values = [answer] if isinstance(answer, str) else answer
            if isinstance(values, list) and values and all(isinstance(value, str) for value in values):
                typed[key] = list(values)
    return typed


def data_of_corrections(draft: Draft, specs: Iterable[Spec]) -> Data:
    """What the draft keeps, with the facts of the files: those of the present answers, and those that are new."""
    keys = [spec["key"] for spec in specs if question_for(spec).takes_files]
    if not keys:
        return dict(draft.data)
    files = [*files_in_answers(draft, keys), *draft.attachments.filter(question__in=keys)]
    return {**draft.data, **files_as_data(files)}


def files_in_answers(draft: Draft, keys: Iterable[str]) -> list[Attachment]:
    """The files that the present answers to some questions name, without those that were dropped since. One query."""
    application = draft.corrects
    if application is None:
        return []
    named = {id_ for key in keys for id_ in _ids(application.answers.get(key)) if id_ not in dropped(draft.data, key)}
    return list(application.attachments.filter(pk__in=named)) if named else []


def _ids(answer: Any) -> list[str]:
    return [str(facts["id"]) for facts in answer or []]


def dropped(data: Data, key: str) -> list[str]:
    return data.get(f"{key}-{DROPPED}", [])


def put_together(posted: Data, typed: Data, keys: Iterable[str]) -> Data:
    """What was typed in all, after some questions were answered again."""
    corrected = list(keys)
    kept = {name: values for name, values in posted.items() if not any(belongs_to(name, key) for key in corrected)}
    new = {
        name: values
        for name, values in typed.items()
        if any(belongs_to(name, key) and name != f"{key}-{DROPPED}" for key in corrected)
    }
    return kept | new
