"""Filling in: the first look, each step, and what eligibility questions come to."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from wagtail.models import Page

from applications.drafts.attachments import drop_file
from applications.drafts.browser_cookie import was_given_up
from applications.drafts.filling import Step
from applications.drafts.saving import DraftSentError, Kept, Typed, changes_were_read, keep, move
from applications.drafts.too_long import TooLongError
from applications.forms.page import FormPage
from applications.models.applications import Outcome
from applications.models.calls import CallState
from applications.models.drafts import Draft
from applications.models.suspicions import suspicions_of
from applications.public.form.refusals import closed, given_up, sent_already, too_long, too_often
from applications.public.form.step_page import show
from applications.public.form.step_post import StepPost, saved_answer, say_refused
from applications.public.form.uploads import take_files
from applications.public.form.visitor import Visitor, sensitive, visitor_of
from applications.questions.published import RuleContent
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
    visitor = visitor_of(request, page, is_typing=request.method == "POST")
    if request.method == "POST":
        return take(visitor, _first_number(visitor))
    if not visitor.is_open:
        return closed(visitor)
    if visitor.draft:
        context = visitor.shared_context() | {"unfinished": visitor.filling.first_unfinished()}
        return TemplateResponse(request, "applications/form_resume.html", context)
    if visitor.takes_nobody:
        return closed(visitor)
    return show(visitor, visitor.filling.step(_first_number(visitor)))


def _first_number(visitor: Visitor) -> int:
    return visitor.filling.steps[0].number if visitor.filling.steps else 0


@fresh
@sensitive
def step(request: HttpRequest, page: FormPage, number: int) -> HttpResponse:
    """One step: shown with what the draft keeps, or taken."""
    if request.method not in ALLOWED:
        return HttpResponseNotAllowed(ALLOWED)
    visitor = visitor_of(request, page, is_typing=request.method == "POST")
    if request.method == "POST":
        return take(visitor, number)
    if not visitor.is_open:
        return closed(visitor)
    found = visitor.filling.step(number)
    if not visitor.draft or not found:
        return visitor.go(visitor.address.part())
    if _is_shut_out(visitor, found):
        return visitor.go(visitor.address.part("outcome"))
    return show(visitor, found)


def _is_shut_out(visitor: Visitor, wanted: Step) -> bool:
    """Whether the eligibility questions led elsewhere: the steps after them are not asked."""
    finding = visitor.filling.finding()
    return bool(finding and finding.outcome == Outcome.NO and not wanted.is_eligibility)


def take(visitor: Visitor, number: int) -> HttpResponse:
    """Keep what was posted, whatever it is, then do what the button says."""
    post = StepPost(visitor.request)
    if post.is_autosave and was_given_up(visitor.request, visitor.draft_id):
        return given_up()
    key, typed = _key_of(visitor, number), typed_step(visitor, number)
    if wait := post.wait(visitor.draft_id, begins=not (visitor.draft or visitor.sent)):
        return too_often(visitor, wait, typed)
    if visitor.sent and visitor.sent.pk == visitor.draft_id:
        return sent_already(visitor, typed)
    try:
        kept = keep(draft_id=visitor.draft_id, version=visitor.version, typed=typed)
    except DraftSentError:
        return sent_already(visitor, typed)
    except TooLongError as error:
        return too_long(visitor, typed, error)
    return _once_kept(visitor, kept, key, typed)


def _once_kept(visitor: Visitor, kept: Kept, key: str, typed: Typed) -> HttpResponse:
    """Take the files that came with what was kept, and do what the button says."""
    post, refused = StepPost(visitor.request), take_files(visitor.request, kept.draft, typed.specs)
    if visitor.in_force.pk == kept.draft.version_id:
        visitor.kept(kept)
    else:
        visitor.went_on(move(draft=kept.draft, version=visitor.in_force))
    if visitor.page.call.state() != CallState.OPEN:
        return closed(visitor, status=403)
    found = next((one for one in visitor.filling.steps if one.key == key), None)
    if post.is_autosave:
        return _saved(visitor, typed, refused)
    return _go_on(visitor, post, found, refused)


def _key_of(visitor: Visitor, number: int) -> str:
    """The step that was posted: the page says which; its number may have become another's."""
    if key := StepPost(visitor.request).step:
        return key
    numbered = visitor.filling.step(number)
    return numbered.key if numbered else ""


def typed_step(visitor: Visitor, number: int) -> Typed:
    """The questions that were on the posted page, and those that it has answers to besides."""
    post = StepPost(visitor.request)
    asked = post.asked or _keys_on(visitor, _key_of(visitor, number))
    found_strange = suspicions_of(post.posted, visitor.seconds, is_first=visitor.draft is None)
    return post.typed(visitor.version.form(visitor.language).specs.values(), asked, found_strange)


def _keys_on(visitor: Visitor, key: str) -> set[str]:
    """The questions of a step, for a page that does not say what it asked."""
    found = next((one for one in visitor.filling.steps if one.key == key), None)
    return {spec["key"] for spec in found.specs} if found else set()


def _go_on(visitor: Visitor, post: StepPost, found: Step | None, refused: dict[str, list[str]]) -> HttpResponse:
    """Where the pressed button leads. Only “continue” asks for answers that are in order."""
    act = post.act
    if visitor.draft:
        _change_draft(visitor.draft, post)
    if refused and found:
        return _with_refused_files(visitor, found, refused, is_checked=act in ("", "next"))
    if act == "later":
        return visitor.go(visitor.address.part("later"))
    if act in ("row", "drop", "read", "both", "back"):
        return _stay(visitor, post, found)
    if found is None:
        return visitor.go(visitor.address.part())
    form = visitor.filling.form(found, is_checked=True, has_doubts=True)
    if not form.is_valid():
        return visitor.remembered(show(visitor, found, form, status=422))
    return visitor.go(_next_address(visitor, post, found))


def _change_draft(draft: Draft, post: StepPost) -> None:
    """What a button changes in a draft beside the answers of the step."""
    if post.act == "drop":
        drop_file(draft=draft, attachment_id=post.what)
    elif post.act == "read":
        changes_were_read(draft=draft)


def _stay(visitor: Visitor, post: StepPost, found: Step | None) -> HttpResponse:
    """The same step again, with a row more, a file less, or the other language beside it; or the step before."""
    if post.act == "back" and post.is_from_check:
        return visitor.go(visitor.address.part("check"))
    if post.act == "back":
        before = visitor.filling.before(found) if found else None
        return visitor.go(visitor.address.step(before) if before else visitor.address.part())
    if post.act == "both":
        address = visitor.address.part("step", found.number) if found else visitor.address.part()
        return visitor.go(address.split("?")[0] + ("" if post.what == "0" else "?both=1"))
    query = {"from": "check"} if post.is_from_check else {}
    address = visitor.address.step(found, **query) if found else visitor.address.part()
    return visitor.go(address, anchor=post.anchor)


def _with_refused_files(
    visitor: Visitor, found: Step, refused: dict[str, list[str]], *, is_checked: bool
) -> HttpResponse:
    form = visitor.filling.form(found, is_checked=is_checked)
    say_refused(form, refused)
    return visitor.remembered(show(visitor, found, form, status=422))


def _next_address(visitor: Visitor, post: StepPost, found: Step) -> str:
    if found.is_eligibility:
        finding = visitor.filling.finding()
        if finding and finding.outcome != Outcome.ELIGIBLE:
            return visitor.address.part("outcome")
    if post.is_from_check:
        return visitor.address.part("check")
    return visitor.address.step(visitor.filling.after(found))


def _saved(visitor: Visitor, typed: Typed, refused: dict[str, list[str]]) -> HttpResponse:
    if visitor.draft is None:
        return visitor.go(visitor.address.part())
    return visitor.remembered(saved_answer(visitor.draft, typed, visitor.page.call.time_zone, refused))


@fresh
def outcome(request: HttpRequest, page: FormPage) -> HttpResponse:
    """What the eligibility questions came to, when it is not a plain yes. No error: an answer, and a way on."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    visitor = visitor_of(request, page)
    finding = visitor.filling.finding() if visitor.draft else None
    if not visitor.draft or not finding:
        return visitor.go(visitor.address.part())
    first = next(one for one in visitor.filling.steps if one.is_eligibility)
    following = visitor.filling.after(first)
    if finding.outcome == Outcome.ELIGIBLE or finding.rule is None:
        return visitor.go(visitor.address.step(following))
    context: dict[str, Any] = visitor.shared_context() | {
        "finding": finding,
        "offer": offer_of(finding.rule),
        "questions_address": visitor.address.step(first),
        "next_address": visitor.address.step(following),
    }
    return TemplateResponse(request, "applications/form_outcome.html", context)


def offer_of(rule: RuleContent) -> Page | None:
    """The page that a rule leads to, in the reader's language; None when there is none to be seen."""
    found = Page.objects.filter(pk=rule.get("page") or 0).first()
    translated = found.localized if found else None
    return public(Page.objects.live()).filter(pk=translated.pk).first() if translated else None
