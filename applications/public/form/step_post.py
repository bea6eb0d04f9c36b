"""What was posted of a page of questions: a step of a form, or the corrections that staff ask for."""

import itertools
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.drafts.rivals import PostedPage, undecided
from applications.drafts.saving import Typed
from applications.drafts.step_form import StepForm
from applications.models import Draft
from applications.public.form.visitor import language_of_reader, wait_for
from applications.questions.base import Spec
from home.templatetags.time_zones import clock, in_zone


@dataclass(frozen=True)
class StepPost:
    """The button and the answers. A browser that saves by itself posts like the button “save”."""

    request: HttpRequest

    @property
    def posted(self) -> QueryDict:
        return self.request.POST

    @property
    def act(self) -> str:
        return self.posted.get("go", "").partition(":")[0]

    @property
    def what(self) -> str:
        """What the button is about: a file, a row."""
        return self.posted.get("go", "").partition(":")[2]

    @property
    def is_autosave(self) -> bool:
        return self.posted.get("go") == "save"

    @property
    def is_from_check(self) -> bool:
        return self.posted.get("from") == "check"

    @property
    def step(self) -> str:
        """The key of the step; empty for a page that does not say it."""
        return self.posted.get("step", "")

    @property
    def asked(self) -> set[str]:
        """The keys of the questions that were on the page."""
        return set(self.posted.getlist("asked"))

    @property
    def row(self) -> tuple[str, str] | None:
        """The question that is to have a row more or less, and which."""
        if self.act != "row":
            return None
        key, _colon, instruction = self.what.partition(":")
        return key, instruction

    @property
    def anchor(self) -> str:
        """Where the page goes on after a row came or went."""
        return f"question-{self.row[0]}" if self.row and self.row[0] else ""

    def typed(self, specs: Iterable[Spec], asked: Iterable[str], suspicions: tuple[str, ...] = ()) -> Typed:
        """Those of ``specs`` that were on the page, by ``asked``, and those that it has answers to besides."""
        there = {name[:36] for name in self.posted}.union(asked)
        typed = [spec for spec in specs if spec["key"] in there or spec["key"][:36] in there]
        page = PostedPage.of(self.posted)
        return Typed(typed, self.posted, language_of_reader(), self.row, suspicions, page)

    def wait(self, draft_id: uuid.UUID, *, begins: bool = False) -> int:
        """Count one saving, the files that come with it, and the draft that it begins; the seconds to wait."""
        files = sum(len(self.request.FILES.getlist(name)) for name in self.request.FILES)
        acts = [("save", 1), ("upload", files), ("begin", int(begins))]
        waits = (wait_for(self.request, draft_id, kind, cost) for kind, cost in acts if cost)
        return next((wait for wait in waits if wait), 0)


def saved_answer(draft: Draft, typed: Typed, time_zone: str, refused: dict[str, list[str]]) -> HttpResponse:
    """The answer to the browser that saves by itself: nothing is called saved while a file that came was refused.

    It says which questions of the page have another answer by now, from another page.
    """
    if refused:
        return JsonResponse({"error": in_words(refused)}, status=422)
    time = clock(in_zone(draft.saved_at, time_zone))
    return JsonResponse({"saved": _("Saved at %(time)s") % {"time": time}, "notice": _to_choose(draft, typed)})


def _to_choose(draft: Draft, typed: Typed) -> str:
    keys = undecided(draft.rivals, typed.specs)
    labels = [spec["label"] for spec in typed.specs if spec["key"] in keys]
    if not labels:
        return ""
    text = ngettext(
        "This was answered differently on another page: %(questions)s. Both answers are kept: you choose one of them "
        "when you go on.",
        "These were answered differently on another page: %(questions)s. All answers are kept: you choose one of each "
        "when you go on.",
        len(labels),
    )
    return text % {"questions": ", ".join(labels)}


def in_words(refused: Mapping[str, list[str]]) -> str:
    """Why files were not taken, for a browser that has no page to say it on."""
    return " ".join(itertools.chain(*refused.values()))


def say_refused(form: StepForm, refused: dict[str, list[str]]) -> None:
    """Say beside the questions of a page why files were not taken, in place of what is wrong without them."""
    form.full_clean()
    for key, messages in refused.items():
        if key in form.fields:
            form.errors.pop(key, None)
            for message in messages:
                form.add_error(key, message)
