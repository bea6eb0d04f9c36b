"""Corrections as people read them, on screens and in letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from applications.dossiers.answers import ShownAnswer
from applications.models import Application, CorrectionRequest
from applications.questions import question_for
from applications.questions.base import Spec
from applications.statuses import Status
from home.templatetags.time_zones import in_zone


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
    def in_own_words(self) -> bool:
        return question_for(self.spec).is_own_words


def shown_corrections(
    application: Application, requests: Iterable[CorrectionRequest], language: str
) -> list[Correction]:
    """Requests in the order of the form, under the labels of a language. No query beside theirs."""
    specs = specs_of(application, language)
    positions = {key: index for index, key in enumerate(specs)}
    known = [request for request in requests if request.question in specs]
    today = today_of(application)
    return [
        _shown(request, specs[request.question], today)
        for request in sorted(known, key=lambda r: positions[r.question])
    ]


def _shown(request: CorrectionRequest, spec: Spec, today: date) -> Correction:
    shown = question_for(spec).shown
    return Correction(request, spec, shown(request.before, spec), shown(request.after, spec), request.is_overdue(today))


def today_of(application: Application) -> date:
    """The day that it is where the call is."""
    return in_zone(timezone.now(), application.call.time_zone).date()


def specs_of(application: Application, language: str) -> dict[str, Spec]:
    """The questions that the applicant was asked, by key, in the order of the form."""
    asked = application.version.form(language).asked
    return {spec["key"]: spec for spec in asked if spec["key"] in application.answers}


def correctable(application: Application, language: str) -> dict[str, Spec]:
    """Those of them that staff may open again. A seat in another session is another registration."""
    specs = specs_of(application, language)
    return {key: spec for key, spec in specs.items() if question_for(spec).is_correctable}


def open_corrections(application: Application, language: str) -> list[Correction]:
    """What the applicant is to put right now; nothing while the dossier does not wait for them. At most one query."""
    if application.status != Status.WAITING_APPLICANT:
        return []
    return shown_corrections(application, application.corrections.open(), language)
