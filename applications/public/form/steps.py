"""Filling in: the first look, each step, and what eligibility questions come to."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from wagtail.models import Page

from applications.drafts.attachments import drop_file
from applications.drafts.browser_cookie import was_given_up
from applications.drafts.filling import Step
from applications.drafts.saving import DraftSentError, Typed, changes_were_read, keep, move
from applications.forms.page import FormPage
from applications.models.applications import Outcome
from applications.models.calls import CallState
from applications.models.drafts import Draft
from applications.models.suspicions import suspicions_of
from applications.public.form.refusals import closed, given_up, sent_already, too_often
from applications.public.form.step_page import show
from applications.public.form.uploads import take_files
from applications.public.form.visit import Visit, sensitive, version_in_force, visit_of
from applications.questions.base import Spec
from applications.questions.published import RuleContent
from home.templatetags.time_zones import clock, in_zone
from home.visibility import public

READING = ("GET", "HEAD")
ALLOWED = ("GET", "HEAD", "POST")
# not no-store: going back in the browser keeps what was typed
fresh = cache_control(private=True, no_cache=True, max_age=0)


@fresh
@sensitive
def start(request: HttpRequest, page: FormPage) -> HttpResponse:
    """The form's own address: its first step, or the choice to continue for those who have begun."""
    if request.method not in ALLOWED:
        return HttpResponseNotAllowed(ALLOWED)
    visit = visit_of(request, page, is_typing=request.method == "POST")
    if request.method == "POST":
        return take(visit, _first_number(visit))
    if not visit.is_open:
        return closed(visit)
    if visit.draft:
        context = visit.shared_context() | {"unfinished": visit.filling.first_unfinished()}
        return TemplateResponse(request, "applications/form_resume.html", context)
    if visit.takes_nobody:
        return closed(visit)
    return show(visit, visit.filling.step(_first_number(visit)))


def _first_number(visit: Visit) -> int:
    return visit.filling.steps[0].number if visit.filling.steps else 0


@fresh
@sensitive
def step(request: HttpRequest, page: FormPage, number: int) -> HttpResponse:
    """One step: shown with what the draft keeps, or taken."""
    if request.method not in ALLOWED:
        return HttpResponseNotAllowed(ALLOWED)
    visit = visit_of(request, page, is_typing=request.method == "POST")
    if request.method == "POST":
        return take(visit, number)
    if not visit.is_open:
        return closed(visit)
    found = visit.filling.step(number)
    if not visit.draft or not found:
        return visit.go(visit.address())
    if _is_shut_out(visit, found):
        return visit.go(visit.address("outcome"))
    return show(visit, found)


def _is_shut_out(visit: Visit, wanted: Step) -> bool:
    """Whether the eligibility questions led elsewhere: the steps after them are not asked."""
    finding = visit.filling.finding()
    return bool(finding and finding.outcome == Outcome.NO and not wanted.is_eligibility)


def take(visit: Visit, number: int) -> HttpResponse:
    """Keep what was posted, whatever it is, then do what the button says."""
    if visit.request.POST.get("go") == "save" and was_given_up(visit.request, visit.draft_id):
        return given_up()
    if wait := visit.wait_to_save():
        return too_often(visit, wait, typed_step(visit, number))
    typed = typed_step(visit, number)
    if visit.sent and visit.sent.pk == visit.draft_id:
        return sent_already(visit, typed)
    try:
        draft = keep(draft_id=visit.draft_id, version=visit.version, typed=typed)
    except DraftSentError:
        return sent_already(visit, typed)
    refused = take_files(visit.request, draft, typed.specs)
    key = _key_of(visit, number)
    in_force = version_in_force(visit.page)
    visit.refresh(move(draft=draft, version=in_force) if in_force.pk != draft.version_id else draft)
    if visit.page.call.state() != CallState.OPEN:
        return closed(visit, status=403)
    found = next((one for one in visit.filling.steps if one.key == key), None)
    return _follow(visit, found, refused)


def _key_of(visit: Visit, number: int) -> str:
    """The step that was posted: the page says which; its number may have become another's."""
    posted = visit.request.POST.get("step", "")
    numbered = visit.filling.step(number)
    return posted or (numbered.key if numbered else "")


def typed_step(visit: Visit, number: int) -> Typed:
    """The questions that were on the posted page, and those that it has answers to besides."""
    key = _key_of(visit, number)
    found = next((one for one in visit.filling.steps if one.key == key), None)
    posted = visit.request.POST
    on_page = set(posted.getlist("asked"))
    here = [spec for spec in found.specs if not on_page or spec["key"] in on_page] if found else []
    specs: dict[str, Spec] = {spec["key"]: spec for spec in here}
    names = {name[:36] for name in posted}
    specs |= {spec_key: spec for spec_key, spec in visit.filling.specs.items() if spec_key[:36] in names}
    kind, _colon, rest = posted.get("go", "").partition(":")
    row_key, _colon, instruction = rest.partition(":")
    row = (row_key, instruction) if kind == "row" else None
    found_strange = suspicions_of(posted, visit.seconds, is_first=visit.draft is None)
    return Typed(list(specs.values()), posted, visit.language, row, found_strange)


def _follow(visit: Visit, found: Step | None, refused: dict[str, list[str]]) -> HttpResponse:
    """Where the pressed button leads. Only “continue” asks for answers that are in order."""
    act, _colon, what = visit.request.POST.get("go", "").partition(":")
    if act == "save":
        return _saved(visit)
    if visit.draft:
        _change_draft(visit.draft, act, what)
    if refused and found:
        return _with_refused_files(visit, found, refused, is_checked=act in ("", "next"))
    if act == "later":
        return visit.go(visit.address("later"))
    if act in ("row", "drop", "read", "both", "back"):
        return _stay(visit, found, act, what)
    if found is None:
        return visit.go(visit.address())
    form = visit.filling.form(found, is_checked=True)
    if not form.is_valid():
        return visit.remembered(show(visit, found, form, status=422))
    return visit.go(_next_address(visit, found))


def _change_draft(draft: Draft, act: str, what: str) -> None:
    """What a button changes in a draft beside the answers of the step."""
    if act == "drop":
        drop_file(draft=draft, attachment_id=what)
    elif act == "read":
        changes_were_read(draft=draft)


def _stay(visit: Visit, found: Step | None, act: str, what: str) -> HttpResponse:
    """The same step again, with a row more, a file less, or the other language beside it; or the step before."""
    query = {"from": "check"} if visit.request.POST.get("from") == "check" else {}
    if act == "back" and query:
        return visit.go(visit.address("check"))
    if act == "back":
        before = visit.filling.before(found) if found else None
        return visit.go(visit.step_address(before) if before else visit.address())
    if act == "both":
        address = visit.address("step", found.number) if found else visit.address()
        return visit.go(address.split("?")[0] + ("" if what == "0" else "?both=1"))
    key = what.partition(":")[0] if act == "row" else ""
    address = visit.step_address(found, **query) if found else visit.address()
    return visit.go(address, anchor=f"question-{key}" if key else "")


def _with_refused_files(visit: Visit, found: Step, refused: dict[str, list[str]], *, is_checked: bool) -> HttpResponse:
    form = visit.filling.form(found, is_checked=is_checked)
    form.full_clean()
    for key, messages in refused.items():
        if key in form.fields:
            form.errors.pop(key, None)
            for message in messages:
                form.add_error(key, message)
    return visit.remembered(show(visit, found, form, status=422))


def _next_address(visit: Visit, found: Step) -> str:
    if found.is_eligibility:
        finding = visit.filling.finding()
        if finding and finding.outcome != Outcome.ELIGIBLE:
            return visit.address("outcome")
    if visit.request.POST.get("from") == "check":
        return visit.address("check")
    return visit.step_address(visit.filling.after(found))


def _saved(visit: Visit) -> HttpResponse:
    """The answer to the browser that saves by itself."""
    draft = visit.draft
    if draft is None:
        return visit.go(visit.address())
    time = clock(in_zone(draft.saved_at, visit.page.call.time_zone))
    return visit.remembered(JsonResponse({"saved": _("Saved at %(time)s") % {"time": time}}))


@fresh
def outcome(request: HttpRequest, page: FormPage) -> HttpResponse:
    """What the eligibility questions came to, when it is not a plain yes. No error: an answer, and a way on."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    visit = visit_of(request, page)
    finding = visit.filling.finding() if visit.draft else None
    if not visit.draft or not finding:
        return visit.go(visit.address())
    first = next(one for one in visit.filling.steps if one.is_eligibility)
    following = visit.filling.after(first)
    if finding.outcome == Outcome.ELIGIBLE or finding.rule is None:
        return visit.go(visit.step_address(following))
    context: dict[str, Any] = visit.shared_context() | {
        "finding": finding,
        "offer": offer_of(finding.rule),
        "questions_address": visit.step_address(first),
        "next_address": visit.step_address(following),
    }
    return TemplateResponse(request, "applications/form_outcome.html", context)


def offer_of(rule: RuleContent) -> Page | None:
    """The page that a rule leads to, in the reader's language; None when there is none to be seen."""
    found = Page.objects.filter(pk=rule.get("page") or 0).first()
    translated = found.localized if found else None
    return public(Page.objects.live()).filter(pk=translated.pk).first() if translated else None
