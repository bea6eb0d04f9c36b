"""The page of one step."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from applications.drafts.filling import Step
from applications.drafts.step_form import StepForm
from applications.public.form.visitor import Visitor


def show(visitor: Visitor, found: Step | None, form: StepForm | None = None, status: int = 200) -> HttpResponse:
    """A step's page. A form of its own shows errors beside what was typed."""
    steps = visitor.filling.steps
    if found is None:
        return visitor.go(visitor.address.part())
    form = form or visitor.filling.form(found, preset=visitor.preset)
    context = visitor.shared_context() | {
        "step": found,
        "form": form,
        "asked": visitor.filling.asked(found, form, visitor.other_wording),
        "position": steps.index(found) + 1,
        "total": len(steps) + 1,
        "threads": range(1, len(steps) + 2),
        "before": visitor.filling.before(found),
        "from_check": (visitor.request.POST or visitor.request.GET).get("from") == "check",
    }
    return TemplateResponse(visitor.request, "applications/form_step.html", context, status=status)
