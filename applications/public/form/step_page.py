"""The page of one step."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpResponse
from django.template.response import TemplateResponse

from applications.drafts.filling import Data, Step
from applications.drafts.rivals import PostedPage, Rivals, page_id, shown_digest, to_choose
from applications.drafts.step_form import Asked, StepForm
from applications.public.form.visitor import Visitor


def show(
    visitor: Visitor,
    found: Step | None,
    form: StepForm | None = None,
    status: int = 200,
    as_posted: PostedPage | None = None,
) -> HttpResponse:
    """A step's page. A form of its own shows errors beside what was typed.

    ``as_posted`` is the page that comes back as it was posted, none of it kept: it still knows what it knew.
    """
    steps = visitor.filling.steps
    if found is None:
        return visitor.go(visitor.address.part())
    form = form or visitor.filling.form(found, preset=visitor.preset)
    context = visitor.shared_context() | {
        "step": found,
        "form": form,
        "asked": with_digests(visitor.filling.asked(found, form, visitor.other_wording), *_kept(visitor), as_posted),
        "page_id": as_posted.id if as_posted else page_id(),
        "position": steps.index(found) + 1,
        "total": len(steps) + 1,
        "threads": range(1, len(steps) + 2),
        "before": visitor.filling.before(found),
        "from_check": (visitor.request.POST or visitor.request.GET).get("from") == "check",
    }
    return TemplateResponse(visitor.request, "applications/form_step.html", context, status=status)


def _kept(visitor: Visitor) -> tuple[Data, Rivals]:
    return (visitor.draft.data, visitor.draft.rivals) if visitor.draft else ({}, {})


def with_digests(
    asked: Iterable[Asked], data: Data, rivals: Rivals, as_posted: PostedPage | None = None
) -> list[Asked]:
    """Questions of a page with what a draft keeps of each: its digest, and the answers to choose from."""
    known = as_posted.shown if as_posted else {}
    return [
        replace(
            one,
            shown=known.get(one.spec["key"]) or shown_digest(data, one.spec["key"]),
            to_choose=to_choose(data, rivals, one.spec),
        )
        for one in asked
    ]
