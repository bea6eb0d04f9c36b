"""The page of one step."""

from django.http import HttpResponse
from django.template.response import TemplateResponse

from applications.drafts.filling import Step
from applications.drafts.step_form import StepForm
from applications.public.form.visit import Visit


def show(visit: Visit, found: Step | None, form: StepForm | None = None, status: int = 200) -> HttpResponse:
    """A step's page. A form of its own shows errors beside what was typed."""
    steps = visit.filling.steps
    if found is None:
        return visit.go(visit.address())
    form = form or visit.filling.form(found, preset=visit.preset)
    context = visit.shared_context() | {
        "step": found,
        "form": form,
        "asked": visit.filling.asked(found, form, visit.other_wording),
        "position": steps.index(found) + 1,
        "total": len(steps) + 1,
        "threads": range(1, len(steps) + 2),
        "before": visit.filling.before(found),
        "from_check": (visit.request.POST or visit.request.GET).get("from") == "check",
    }
    return TemplateResponse(visit.request, "applications/form_step.html", context, status=status)
