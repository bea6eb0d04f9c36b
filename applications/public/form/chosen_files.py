"""Files that travel as soon as they are chosen, one request each, while the page stays where it is.

A browser without scripts sends them with any button instead (``steps``).
"""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from applications.drafts.browser_cookie import unsealed, was_given_up
from applications.drafts.saving import DraftSentError, Typed, keep
from applications.drafts.step_form import StepForm
from applications.forms.page import FormPage
from applications.models.calls import CallState
from applications.public.form.refusals import given_up
from applications.public.form.step_post import StepPost, in_words, say_refused
from applications.public.form.steps import fresh
from applications.public.form.uploads import take_files
from applications.public.form.visitor import Visitor, sensitive, visitor_of
from applications.questions.base import FilesSpec, Spec
from applications.questions.registry import files_spec
from users.throttle import how_long, retry_after


@fresh
@sensitive
def upload(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Keep the chosen files of one question, and answer with how that question looks now.

    Taken from pages of this form only, by the seal that each carries of its draft: missing for everybody else.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if unsealed(request.POST.get("draft", ""), page.translation_key) is None:
        raise Http404
    visitor = visitor_of(request, page, is_typing=True)
    spec = asked_for_files(request, visitor.filling.specs)
    if refusal := _not_now(visitor):
        return refusal
    if wait := StepPost(request).wait(visitor.draft_id, begins=visitor.draft is None):
        return retry_after(said(how_long(wait), status=429), wait)
    typed = Typed([], MultiValueDict(), visitor.language)
    try:
        visitor.kept(keep(draft_id=visitor.draft_id, version=visitor.version, typed=typed))
    except DraftSentError:
        return _sent()
    if visitor.draft is None:
        raise Http404
    refused = take_files(request, visitor.draft, [spec])
    visitor.look_again()
    return visitor.remembered(_answered(visitor, spec, refused))


def asked_for_files(request: HttpRequest, specs: Mapping[str, Spec]) -> FilesSpec:
    """The question that the files are for. Raises ``Http404`` where there is none."""
    spec = specs.get(request.POST.get("question", ""))
    asked = files_spec(spec) if spec else None
    if asked is None or not request.FILES.getlist(asked["key"]):
        raise Http404
    return asked


def _not_now(visitor: Visitor) -> HttpResponse | None:
    if was_given_up(visitor.request, visitor.draft_id):
        return given_up()
    if visitor.sent and visitor.sent.pk == visitor.draft_id:
        return _sent()
    if visitor.page.call.state() != CallState.OPEN:
        return said(_("This form is closed: the file was not kept."), status=403)
    return None


def _sent() -> HttpResponse:
    return said(_("This form has been sent already: the file was not kept."), status=409)


def said(text: str, *, status: int) -> HttpResponse:
    return JsonResponse({"error": text}, status=status)


def _answered(visitor: Visitor, spec: FilesSpec, refused: dict[str, list[str]]) -> HttpResponse:
    """The question by itself. That its step is hidden by now is for the page to find out."""
    steps = visitor.filling.form_asked.steps
    here = [one for step in steps for one in step["questions"] if one["key"] == spec["key"]]
    data = MultiValueDict(visitor.filling.data_as_lists())
    context = {"page": visitor.page, "other": visitor.other_wording.get(spec["key"])}
    return as_it_looks_now(visitor.request, spec, StepForm(here, data), refused, context)


def as_it_looks_now(
    request: HttpRequest, spec: FilesSpec, form: StepForm, refused: dict[str, list[str]], context: dict[str, Any]
) -> HttpResponse:
    """The answer to the browser: the question as a piece of the page, and what was not taken of it, if anything."""
    if refused:
        say_refused(form, refused)
    context |= {"field": form[spec["key"]], "spec": spec}
    answer: dict[str, str] = {"html": render_to_string("applications/includes/question.html", context, request)}
    if refused:
        answer["error"] = in_words(refused)
    return JsonResponse(answer, status=422 if refused else 200)
