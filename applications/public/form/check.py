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
from applications.public.form.visitor import Visitor, sensitive, visitor_of
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
    visitor = visitor_of(request, page)
    if request.method == "POST":
        return _send(visitor)
    if not visitor.is_open:
        return closed(visitor)
    if not visitor.draft:
        return visitor.go(visitor.address.part())
    finding = visitor.filling.finding()
    if finding and finding.outcome == Outcome.NO:
        return visitor.go(visitor.address.part("outcome"))
    return summary(visitor, visitor.filling.checked())


def summary(visitor: Visitor, form: StepForm, *, status: int = 200, errors_first: bool = False) -> HttpResponse:
    """The check page. ``errors_first``: somebody tried to send what is not in order."""
    captcha = current_captcha()
    context: dict[str, Any] = visitor.shared_context() | {
        "captcha": captcha,
        "checked_steps": [_checked_step(visitor, step, form) for step in visitor.filling.steps],
        "is_ready": form.is_valid(),
        "form": form,
        "errors_first": errors_first,
        "total": len(visitor.filling.steps) + 1,
        "threads": range(1, len(visitor.filling.steps) + 2),
        "submit_token": _token(visitor) or uuid.uuid4(),
        "before": next(iter(reversed(visitor.filling.steps)), None),
    }
    response = TemplateResponse(visitor.request, "applications/form_check.html", context, status=status)
    return visitor.remembered(let_in(response, captcha))


def _checked_step(visitor: Visitor, step: Step, form: StepForm) -> CheckedStep:
    address = visitor.address.part("step", step.number, **{"from": "check"})
    texts: dict[str, Written] = {one.spec["key"]: one for one in written(visitor.filling, step.specs)}
    answers = [
        CheckedAnswer(
            spec,
            texts[spec["key"]].text if spec["key"] in texts else "",
            [str(message) for message in form.errors.get(spec["key"], ())],
            f"{address}#question-{spec['key']}",
        )
        for spec in step.specs
        if question_for(spec).asks and visitor.filling.is_shown(spec["key"])
    ]
    return CheckedStep(step.title, answers)


def _token(visitor: Visitor) -> uuid.UUID | None:
    """The token that the page was shown with; None for a text that is none."""
    try:
        return uuid.UUID(visitor.request.POST.get("submit_token", ""))
    except ValueError:
        return None


def _send(visitor: Visitor) -> HttpResponse:
    token = _token(visitor) or uuid.uuid4()
    if sent := already_sent(call_id=visitor.page.call_id, draft_id=visitor.draft_id, token=token):
        return _received(visitor, sent)
    if visitor.draft is None:
        return visitor.go(visitor.address.part())
    if wait := visitor.wait("submit"):
        return _too_often(visitor, wait, how_long(wait))
    if not visitor.is_open:
        return closed(visitor, status=403)
    act = visitor.request.POST.get("go", "")
    if act == "later":
        return visitor.go(visitor.address.part("later"))
    if act == "read":
        changes_were_read(draft=visitor.draft)
    if act == "read" or visitor.has_moved:
        return visitor.go(visitor.address.part("check"))
    return _submit(visitor, visitor.draft, token)


def _submit(visitor: Visitor, draft: Draft, token: uuid.UUID) -> HttpResponse:
    form, finding = visitor.filling.checked(), visitor.filling.finding()
    if finding and finding.outcome == Outcome.NO:
        return visitor.go(visitor.address.part("outcome"))
    if visitor.sessions.is_asked and visitor.takes_nobody:
        return refused(visitor, Reason.FULL, status=403)
    if not form.is_valid():
        return summary(visitor, form, status=422, errors_first=True)
    if wait := _wait_for_seat(visitor):
        return _too_often(visitor, wait, how_long(wait))
    try:
        return _received(visitor, submit(draft=draft, token=token, checked=_checked(visitor, draft, form)))
    except (CallClosedError, CallFullError) as error:
        return _not_taken(visitor, error)
    except DraftChangedError:
        return visitor.go(visitor.address.part("check"))
    except TooManyToConfirmError:
        text = _("Open the links that we have already mailed to this address and confirm it, or try again in an hour.")
        return _too_often(visitor, AN_HOUR, text)


def _too_often(visitor: Visitor, wait: int, text: str) -> HttpResponse:
    visitor.context |= {"notice": "too_often", "notice_text": text}
    return retry_after(summary(visitor, visitor.filling.checked(), status=429), wait)


def _wait_for_seat(visitor: Visitor) -> int:
    """Count a seat that is taken under an address of which this browser has not shown that its person reads it."""
    is_seat = visitor.page.call.kind == CallKind.REGISTRATION
    if not is_seat or has_proven(visitor.request, visitor.filling.email()):
        return 0
    return seconds_to_wait("seat by address", client_network(visitor.request))


def _not_taken(visitor: Visitor, error: Exception) -> HttpResponse:
    """A form that asks for the session says which others there are, as long as one can be chosen."""
    visitor.look_again()
    if visitor.sessions.is_asked and not visitor.takes_nobody:
        form = visitor.filling.checked()
        if form.is_valid():  # a seat became free again, just now
            return visitor.go(visitor.address.part("check"))
        return summary(visitor, form, status=422, errors_first=True)
    if isinstance(error, CallFullError):
        return refused(visitor, Reason.FULL, status=403)
    return closed(visitor, status=403)


def _checked(visitor: Visitor, draft: Draft, form: StepForm) -> Checked:
    finding = visitor.filling.finding()
    found = suspicions_of(visitor.request.POST, visitor.seconds) + captcha_suspicion(visitor.request)
    return Checked(
        version=visitor.version,
        revision=draft.revision,
        language=visitor.language,
        answers=form.answers(),
        contact_name=visitor.filling.name(),
        contact_email=visitor.filling.email(),
        eligibility=finding.outcome.value if finding else "",
        suspicions=sorted({*draft.suspicions, *found}),
        is_confirmed=has_proven(visitor.request, visitor.filling.email()),
        network=client_network(visitor.request),
    )


def _received(visitor: Visitor, application: Application) -> HttpResponse:
    return visitor.go(visitor.address.part("received", receipt_for(application)))
