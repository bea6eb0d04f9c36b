"""The form as the editor has it, before it is published: all steps below each other."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from applications.drafts.filling import Filling, Step
from applications.forms.listing import entry_of
from applications.forms.page import FormPage
from applications.questions.published import PublishedForm


def preview(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Every question, whatever its conditions. Nothing can be sent from here."""
    filling = Filling(PublishedForm({"title": page.title, "steps": page.specs()}))
    steps = [Step(number, content, content["questions"]) for number, content in enumerate(filling.form_asked.steps, 1)]
    context = page.get_context(request) | {
        "steps": [(step, filling.asked(step, filling.form(step))) for step in steps],
        "entry": entry_of(page),
    }
    return TemplateResponse(request, "applications/form_preview.html", context)
