"""Putting right what staff ask for: one page with the questions that are open again, from the tracking page."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from applications.dossiers.corrections import (
    Corrected,
    CorrectionsChangedError,
    NothingOpenError,
    answer_corrections,
    data_of_corrections,
    drop_from_corrections,
    files_in_answers,
    keep_corrections,
    leave_out,
)
from applications.dossiers.refusals import RefusedError
from applications.dossiers.shown_corrections import Correction, open_corrections, specs_of
from applications.dossiers.tracking_tokens import TrackedApplication
from applications.drafts.file_responses import send_file
from applications.drafts.filling import Data, Filling, belongs_to, merged
from applications.drafts.rivals import PostedPage, page_id, undecided
from applications.drafts.saving import Typed
from applications.drafts.step_form import Asked, StepForm
from applications.drafts.too_long import TooLongError
from applications.drafts.typed_answers import written
from applications.models import Application, Attachment, Draft
from applications.public.form.chosen_files import as_it_looks_now, asked_for_files, said
from applications.public.form.step_page import with_digests
from applications.public.form.step_post import StepPost, saved_answer, say_refused
from applications.public.form.uploads import take_files
from applications.public.form.visitor import language_of_reader
from applications.public.responses import see_other
from applications.public.tracking.access import ALLOWED, READING, address_in, by_link, page
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.files import facts_of
from applications.questions.registry import files_spec
from users.throttle import how_long, retry_after


@dataclass
class Opened:
    """The questions that are open, and the draft that keeps what is typed into them."""

    request: HttpRequest
    tracked: TrackedApplication
    corrections: list[Correction]
    draft: Draft
    typed_only: Data = field(default_factory=dict)

    @property
    def application(self) -> Application:
        return self.tracked.application

    @cached_property
    def specs(self) -> list[Spec]:
        return [one.spec for one in self.corrections]

    @cached_property
    def data(self) -> Data:
        self.draft.corrects = self.application
        return self.typed_only or data_of_corrections(self.draft, self.specs)

    def form(self, *, is_checked: bool = False, has_doubts: bool = False) -> StepForm:
        """Answers that are not open again are those that were sent."""
        return StepForm(
            self.specs,
            MultiValueDict(self.data),
            is_checked=is_checked,
            undecided=undecided(self.draft.rivals, self.specs),
            earlier=self.application.version.form(language_of_reader()).earlier,
            answer_to=self.application.answers.get,
            has_doubts=has_doubts,
        )

    def refresh(self, draft: Draft) -> None:
        self.draft = draft
        self.__dict__.pop("data", None)

    def show_as_posted(self) -> None:
        """From now on the page holds what was posted, which is not kept."""
        typed = typed_of(self.request, self.specs)
        self.typed_only = merged(self.data, typed.specs, typed.posted)
        self.__dict__.pop("data", None)


def opened_of(request: HttpRequest, tracked: TrackedApplication) -> Opened | None:
    corrections = open_corrections(tracked.application, language_of_reader())
    draft = Draft.objects.filter(corrects=tracked.application).select_related("call").first() if corrections else None
    return Opened(request, tracked, corrections, draft) if draft else None


@by_link(*ALLOWED)
def correct(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """What is posted is kept, right or wrong; then the button says what is done. Only sending asks for more."""
    opened = opened_of(request, tracked)
    if request.method != "POST":
        return show(opened) if opened else _nothing_open(request, tracked)
    if opened is None:
        return _too_late(request, tracked)
    if wait := StepPost(request).wait(opened.draft.pk):
        return _too_often(opened, wait)
    try:
        typed = typed_of(request, opened.specs)
        draft = keep_corrections(application=opened.application, typed=typed)
        refused = take_files(request, draft, opened.specs)
        _make_room(opened, draft)
        opened.refresh(Draft.objects.select_related("call").get(pk=draft.pk))
        if StepPost(request).is_autosave:
            return saved_answer(opened.draft, typed, opened.application.call.time_zone, refused)
        return _go_on(opened, refused)
    except TooLongError as error:
        return _too_long(opened, error)
    except (NothingOpenError, Draft.DoesNotExist):
        tracked.application.refresh_from_db()
        return _too_late(request, tracked)


def typed_of(request: HttpRequest, specs: Iterable[Spec]) -> Typed:
    """The questions that were on the posted page, and the row that one of them is to have more or less."""
    post = StepPost(request)
    return post.typed(specs, post.asked)


def _make_room(opened: Opened, draft: Draft) -> None:
    """Where one file is asked for, a new one takes the place of the one that was sent before."""
    draft.corrects = opened.application
    single = [spec["key"] for spec in opened.specs if _takes_one_file(spec)]
    new = set(draft.attachments.filter(question__in=single).values_list("question", flat=True)) if single else set()
    old = files_in_answers(draft, new) if new else []
    if old:
        leave_out(application=opened.application, files=old)


def _takes_one_file(spec: Spec) -> bool:
    asked = files_spec(spec)
    return asked is not None and asked["max_files"] == 1


def _is_replaced(opened: Opened, spec: Spec) -> bool:
    """Whether a file that is chosen would take the place of the one that was sent before."""
    if not _takes_one_file(spec):
        return False
    sent = {facts["id"] for facts in opened.application.answers.get(spec["key"]) or []}
    kept = {facts["id"] for facts in facts_of(opened.data.get(spec["key"]))}
    return bool(kept) and kept <= sent


def _go_on(opened: Opened, refused: dict[str, list[str]]) -> HttpResponse:
    post, address = StepPost(opened.request), address_in("correct", opened.tracked)
    if post.act == "drop":
        key = drop_from_corrections(draft=opened.draft, attachment_id=post.what)
        address += f"#question-{key}" if key else ""
    if refused:
        return _with_refused_files(opened, refused, is_checked=post.act not in ("row", "drop", "later"))
    if post.act == "later":
        return see_other(address_in("application", opened.tracked))
    if post.act == "row":
        return see_other(f"{address}#{post.anchor}")
    if post.act == "drop":
        return see_other(address)
    return _send(opened)


def _send(opened: Opened) -> HttpResponse:
    """Only what was on the page is sent: a question that was opened meanwhile is read first."""
    if not {spec["key"] for spec in opened.specs} <= StepPost(opened.request).asked:
        return show(opened, notice="more", status=409)
    form = opened.form(is_checked=True, has_doubts=True)
    if not form.is_valid():
        return show(opened, form, status=422)
    try:
        answer_corrections(application=opened.application, checked=Corrected(opened.draft.revision, form.answers()))
    except CorrectionsChangedError:
        again = opened_of(opened.request, opened.tracked)
        return show(again, notice="more", status=409) if again else _too_late(opened.request, opened.tracked)
    except NothingOpenError:
        raise
    except RefusedError as refusal:
        return show(opened, form, notice="refused", text=str(refusal), status=409)
    return _done(opened.tracked)


def _done(tracked: TrackedApplication) -> HttpResponse:
    return see_other(f"{address_in('application', tracked)}?said=corrections")


def show(
    opened: Opened, form: StepForm | None = None, *, status: int = 200, notice: str = "", text: str = ""
) -> HttpResponse:
    form = form or opened.form()
    as_posted = PostedPage.of(opened.request.POST) if opened.typed_only else None
    questions = [Asked(spec=one.spec, field=form[one.key]) for one in opened.corrections]
    asked = with_digests(questions, opened.draft.data, opened.draft.rivals, as_posted)
    context: dict[str, Any] = {
        "tracked": opened.tracked,
        "application": opened.application,
        "draft": opened.draft,
        "form": form,
        "asked": list(zip(opened.corrections, asked, strict=True)),
        "page_id": as_posted.id if as_posted else page_id(),
        "begun": {one.key for one in opened.corrections if any(belongs_to(name, one.key) for name in opened.data)},
        "replaceable": [spec["key"] for spec in opened.specs if _is_replaced(opened, spec)],
        "takes_files": any(question_for(spec).takes_files for spec in opened.specs),
        "due_on": min(one.request.due_on for one in opened.corrections),
        "is_late": any(one.is_late for one in opened.corrections),
        "address": address_in("correct", opened.tracked),
        **_addresses(opened.tracked),
        "notice": notice,
        "notice_text": text,
        "here": _("Corrections"),
    }
    return page(opened.request, "correct", context, status=status)


def _with_refused_files(opened: Opened, refused: dict[str, list[str]], *, is_checked: bool) -> HttpResponse:
    form = opened.form(is_checked=is_checked)
    say_refused(form, refused)
    return show(opened, form, status=422)


def _too_often(opened: Opened, wait: int) -> HttpResponse:
    text = how_long(wait)
    response: HttpResponse
    if opened.request.POST.get("go") == "save":
        response = JsonResponse({"error": text}, status=429)
    else:
        opened.show_as_posted()
        response = show(opened, notice="too_often", text=text, status=429)
    return retry_after(response, wait)


def _too_long(opened: Opened, error: TooLongError) -> HttpResponse:
    if opened.request.POST.get("go") == "save":
        return JsonResponse({"error": str(error)}, status=422)
    opened.show_as_posted()
    return show(opened, notice="too_long", text=str(error), status=422)


def _nothing_open(
    request: HttpRequest, tracked: TrackedApplication, status: int = 200, **context: object
) -> HttpResponse:
    facts = {"tracked": tracked, "application": tracked.application, "here": _("Corrections")}
    return page(request, "corrected", facts | context, status=status)


def _too_late(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """Posted when nothing is open any more: the same answers once more, or words that are shown again to be kept."""
    application = tracked.application
    if request.POST.get("go") == "save":
        return JsonResponse({"error": _("Nothing is asked of you any more: this is not kept.")}, status=409)
    specs = specs_of(application, language_of_reader())
    typed = typed_of(request, specs.values())
    keys = [spec["key"] for spec in typed.specs]
    was_answered = application.corrections.filter(question__in=keys, answered_at__isnull=False).exists()
    if was_answered and merged(application.posted, typed.specs, typed.posted) == application.posted:
        return _done(tracked)
    filling = Filling(application.version.form(language_of_reader()), merged({}, typed.specs, typed.posted))
    return _nothing_open(request, tracked, 409, written=written(filling, typed.specs))


@by_link("POST", renews=False)
def expired(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """A post whose security token is missing or too old: the page comes back as it was posted. Nothing is written."""
    opened = opened_of(request, tracked)
    if opened is None:
        return _too_late(request, tracked)
    opened.show_as_posted()
    return show(opened, notice="expired", status=403)


@by_link("POST", renews=False)
def upload_correction(request: HttpRequest, tracked: TrackedApplication) -> HttpResponse:
    """Keep the chosen files of one question that is open, and answer with how it looks now."""
    opened = opened_of(request, tracked)
    if opened is None:
        return said(_("Nothing is asked of you any more: this is not kept."), status=409)
    spec = asked_for_files(request, {spec["key"]: spec for spec in opened.specs})
    if wait := StepPost(request).wait(opened.draft.pk):
        return retry_after(said(how_long(wait), status=429), wait)
    try:
        refused = take_files(request, opened.draft, [spec])
        _make_room(opened, opened.draft)
    except NothingOpenError as error:
        return said(str(error), status=409)
    opened.refresh(Draft.objects.select_related("call").get(pk=opened.draft.pk))
    context = {**_addresses(tracked), "replaces": _is_replaced(opened, spec)}
    return as_it_looks_now(request, spec, opened.form(), refused, context)


def _addresses(tracked: TrackedApplication) -> dict[str, Any]:
    """Where files are read and sent."""
    token = tracked.token
    return {
        "file_address": lambda id_: reverse("tracking_correct_file", args=[token, id_]),
        "upload_address": reverse("tracking_correct_upload", args=[token]),
    }


@by_link(*READING)
def correction_file(_request: HttpRequest, tracked: TrackedApplication, attachment_id: uuid.UUID) -> HttpResponseBase:
    """A file that goes with a question that is open: one that was sent before, or has just come."""
    application = tracked.application
    keys = [one.key for one in open_corrections(application, language_of_reader())]
    files = Attachment.objects.filter(pk=attachment_id, question__in=keys)
    found = (files.filter(application=application) | files.filter(draft__corrects=application)).first()
    if found is None:
        raise Http404
    return send_file(found)
