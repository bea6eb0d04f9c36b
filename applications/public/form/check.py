"""Check answers, then send."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from applications.dossiers.receipt_tokens import receipt_for
from applications.dossiers.submission import (
    CallClosedError,
    CallFullError,
    Checked,
    DraftChangedError,
    TooManyToConfirmError,
    already_sent,
    submit,
)
from applications.drafts.captcha import captcha_suspicion, current_captcha, let_in
from applications.drafts.filling import Step
from applications.drafts.proven_addresses import has_proven
from applications.drafts.saving import changes_were_read
from applications.drafts.step_form import StepForm
from applications.drafts.typed_answers import Written, written
from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import Application, Draft
from applications.models.applications import Outcome
from applications.models.suspicions import suspicions_of
from applications.public.form.refusals import Reason, closed, refused
from applications.public.form.steps import ALLOWED, fresh
from applications.public.form.visit import Visit, sensitive, visit_of
from applications.questions import question_for
from applications.questions.base import Spec
from users.throttle import client_network, how_long, retry_after, seconds_to_wait

AN_HOUR = 3600


@dataclass(frozen=True)
class CheckedAnswer:
    """An answer as it will be sent, or what keeps it from being sent; ``address`` leads to the question."""

    spec: Spec
    text: str
    errors: list[str]
    address: str


@dataclass(frozen=True)
class CheckedStep:
    title: str
    answers: list[CheckedAnswer]


@fresh
@sensitive
def check(request: HttpRequest, page: FormPage) -> HttpResponse:
    """All answers on one page. Sending checks them all again, whatever the steps said."""
    if request.method not in ALLOWED:
        return HttpResponseNotAllowed(ALLOWED)
    visit = visit_of(request, page)
    if request.method == "POST":
        return _send(visit)
    if not visit.is_open:
        return closed(visit)
    if not visit.draft:
        return visit.go(visit.address())
    finding = visit.filling.finding()
    if finding and finding.outcome == Outcome.NO:
        return visit.go(visit.address("outcome"))
    return summary(visit, visit.filling.checked())


def summary(visit: Visit, form: StepForm, *, status: int = 200, errors_first: bool = False) -> HttpResponse:
    """The check page. ``errors_first``: somebody tried to send what is not in order."""
    captcha = current_captcha()
    context: dict[str, Any] = visit.shared_context() | {
        "captcha": captcha,
        "checked_steps": [_checked_step(visit, step, form) for step in visit.filling.steps],
        "is_ready": form.is_valid(),
        "form": form,
        "errors_first": errors_first,
        "total": len(visit.filling.steps) + 1,
        "threads": range(1, len(visit.filling.steps) + 2),
        "submit_token": _token(visit) or uuid.uuid4(),
        "before": next(iter(reversed(visit.filling.steps)), None),
    }
    response = TemplateResponse(visit.request, "applications/form_check.html", context, status=status)
    return visit.remembered(let_in(response, captcha))


def _checked_step(visit: Visit, step: Step, form: StepForm) -> CheckedStep:
    address = visit.address("step", step.number, **{"from": "check"})
    texts: dict[str, Written] = {one.spec["key"]: one for one in written(visit.filling, step.specs)}
    answers = [
        CheckedAnswer(
            spec,
            texts[spec["key"]].text if spec["key"] in texts else "",
            [str(message) for message in form.errors.get(spec["key"], ())],
            f"{address}#question-{spec['key']}",
        )
        for spec in step.specs
        if question_for(spec).asks and visit.filling.is_shown(spec["key"])
    ]
    return CheckedStep(step.title, answers)


def _token(visit: Visit) -> uuid.UUID | None:
    """The token that the page was shown with; None for a text that is none."""
    try:
        return uuid.UUID(visit.request.POST.get("submit_token", ""))
    except ValueError:
        return None


def _send(visit: Visit) -> HttpResponse:
    token = _token(visit) or uuid.uuid4()
    if sent := already_sent(call_id=visit.page.call_id, draft_id=visit.draft_id, token=token):
        return _received(visit, sent)
    if visit.draft is None:
        return visit.go(visit.address())
    if wait := visit.wait("submit"):
        return _too_often(visit, wait, how_long(wait))
    if not visit.is_open:
        return closed(visit, status=403)
    act = visit.request.POST.get("go", "")
    if act == "later":
        return visit.go(visit.address("later"))
    if act == "read":
        changes_were_read(draft=visit.draft)
    if act == "read" or visit.has_moved:
        return visit.go(visit.address("check"))
    return _submit(visit, visit.draft, token)


def _submit(visit: Visit, draft: Draft, token: uuid.UUID) -> HttpResponse:
    form, finding = visit.filling.checked(), visit.filling.finding()
    if finding and finding.outcome == Outcome.NO:
        return visit.go(visit.address("outcome"))
    if visit.asks_session and visit.takes_nobody:
        return refused(visit, Reason.FULL, status=403)
    if not form.is_valid():
        return summary(visit, form, status=422, errors_first=True)
    if wait := _wait_for_seat(visit):
        return _too_often(visit, wait, how_long(wait))
    try:
        return _received(visit, submit(draft=draft, token=token, checked=_checked(visit, draft, form)))
    except (CallClosedError, CallFullError) as error:
        return _not_taken(visit, error)
    except DraftChangedError:
        return visit.go(visit.address("check"))
    except TooManyToConfirmError:
        text = _("Open the links that we have already mailed to this address and confirm it, or try again in an hour.")
        return _too_often(visit, AN_HOUR, text)


def _too_often(visit: Visit, wait: int, text: str) -> HttpResponse:
    visit.context |= {"notice": "too_often", "notice_text": text}
    return retry_after(summary(visit, visit.filling.checked(), status=429), wait)


def _wait_for_seat(visit: Visit) -> int:
    """Count a seat that is taken under an address of which this browser has not shown that its person reads it."""
    is_seat = visit.page.call.kind == CallKind.REGISTRATION
    if not is_seat or has_proven(visit.request, visit.filling.email()):
        return 0
    return seconds_to_wait("seat by address", client_network(visit.request))


def _not_taken(visit: Visit, error: Exception) -> HttpResponse:
    """A form that asks for the session says which others there are, as long as one can be chosen."""
    visit.look_again()
    if visit.asks_session and not visit.takes_nobody:
        form = visit.filling.checked()
        if form.is_valid():  # a place became free again, just now
            return visit.go(visit.address("check"))
        return summary(visit, form, status=422, errors_first=True)
    if isinstance(error, CallFullError):
        return refused(visit, Reason.FULL, status=403)
    return closed(visit, status=403)


def _checked(visit: Visit, draft: Draft, form: StepForm) -> Checked:
    finding = visit.filling.finding()
    found = suspicions_of(visit.request.POST, visit.seconds) + captcha_suspicion(visit.request)
    return Checked(
        version=visit.version,
        revision=draft.revision,
        language=visit.language,
        answers=form.answers(),
        contact_name=visit.filling.name(),
        contact_email=visit.filling.email(),
        eligibility=finding.outcome.value if finding else "",
        suspicions=sorted({*draft.suspicions, *found}),
        is_confirmed=has_proven(visit.request, visit.filling.email()),
        network=client_network(visit.request),
    )


def _received(visit: Visit, application: Application) -> HttpResponse:
    return visit.go(visit.address("received", receipt_for(application)))
