"""Asking for corrections, and taking them back; the part of the dossier's page that shows them, old beside new."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from applications.dossiers.acts import Act
from applications.dossiers.answers import ShownAnswer, dossier_steps
from applications.dossiers.corrections import DAYS, LONGEST_REMARK, ask_corrections, cancel_correction
from applications.dossiers.permissions import handles, why_not
from applications.dossiers.shown_corrections import Correction, correctable, shown_corrections, today_of
from applications.models import Application, CorrectionRequest
from applications.staff.base import ActFormView, ActView, Views
from applications.statuses import Status
from home.languages import language_name
from users.models import User
from users.signed_in import signed_in

PREFIX = "remark-"


@dataclass(frozen=True)
class AskedAnswer:
    """A question on the page: its present answer, then the field for a remark, or the remark that is open."""

    answer: ShownAnswer
    field: forms.BoundField | None
    open: CorrectionRequest | None
    is_unfolded: bool


class AskForm(forms.Form):
    """A remark for each question that is not open, none of them required by itself."""

    due_on = forms.DateField(
        label=_("To be done by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = list(labels)
        for key, label in labels.items():
            self.fields[PREFIX + key] = forms.CharField(
                label=gettext("What is to be put right: %(question)s") % {"question": label},
                required=False,
                max_length=LONGEST_REMARK,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def remarks(self) -> dict[str, str]:
        typed = {key: self.cleaned_data.get(PREFIX + key, "") for key in self.keys}
        return {key: text for key, text in typed.items() if text}

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.remarks():
            raise forms.ValidationError(_("Write a remark on at least one question."))
        return cleaned


class AskView(ActFormView):
    act = Act.ASK_CORRECTIONS
    form_class = AskForm
    anchor = "corrections-section"
    page_title = _("Ask for corrections")
    submit_label = _("Send to the applicant")
    template_name = "applications/admin/ask_corrections.html"

    @cached_property
    def open(self) -> dict[str, CorrectionRequest]:
        if self.application.status != Status.WAITING_APPLICANT:
            return {}
        return {request.question: request for request in self.application.corrections.open()}

    def get_form_kwargs(self) -> dict[str, object]:
        specs = correctable(self.application, translation.get_language() or "")
        labels = {key: spec["label"] for key, spec in specs.items() if key not in self.open}
        return super().get_form_kwargs() | {"labels": labels}

    def get_initial(self) -> dict[str, object]:
        return {"due_on": today_of(self.application) + timedelta(days=DAYS)}

    def perform(self, form: Any) -> str:
        asked = ask_corrections(
            application=self.application,
            remarks=form.remarks(),
            due_on=form.cleaned_data["due_on"],
            by=signed_in(self.request),
            seen=self.seen,
        )
        return ngettext(
            "One correction is asked for. The applicant is told by e-mail.",
            "%(number)s corrections are asked for. The applicant is told by e-mail.",
            len(asked),
        ) % {"number": len(asked)}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        steps = dossier_steps(self.application, translation.get_language() or "")
        return context | {
            "ask_steps": [
                (step.title, [self._asked(answer, context["form"]) for answer in step.answers]) for step in steps
            ],
            "language_of_applicant": language_name(self.application.language),
            "applicant_is_mailed": bool(self.application.contact_email),
        }

    def _asked(self, answer: ShownAnswer, form: Any) -> AskedAnswer:
        name = PREFIX + answer.key
        field = form[name] if name in form.fields else None
        is_wanted = self.request.GET.get("question") == answer.key
        is_unfolded = bool(field and (field.value() or field.errors or is_wanted))
        return AskedAnswer(answer, field, self.open.get(answer.key), is_unfolded)


class CancelView(ActView):
    """A remark that is not open any more is refused by the action, in words."""

    act = Act.ASK_CORRECTIONS
    anchor = "corrections-section"

    def perform(self) -> str:
        correction = get_object_or_404(self.application.corrections, pk=self.kwargs["correction_id"])
        cancel_correction(correction=correction, by=signed_in(self.request))
        return gettext("The remark is taken back.")


def corrections_part(user: User, application: Application) -> dict[str, Any]:
    """What the dossier's page shows of corrections: those that are open, and every answer as it was and as it is.

    ``correction_by_question`` has them by the key of their question, the oldest first. One query, and those of
    ``why_not``.
    """
    prefetch_related_objects(
        [application], Prefetch("corrections", CorrectionRequest.objects.select_related("asked_by"))
    )
    requests = application.corrections.all()
    found = shown_corrections(application, requests, translation.get_language() or "")
    by_question: dict[str, list[Correction]] = {}
    for correction in found:
        by_question.setdefault(correction.request.question, []).append(correction)
    is_open = application.status == Status.WAITING_APPLICANT
    may_act = handles(user, application.call)
    reason = why_not(Act.ASK_CORRECTIONS, user, application)
    return {
        "correction_open": [one for one in found if one.request.is_open] if is_open else [],
        "correction_done": [one for one in found if one.request.answered_at],
        "correction_by_question": by_question,
        "correction_may_ask": may_act and not reason,
        "correction_why_not": reason if may_act else "",
        "correction_address": reverse("applications:ask_corrections", args=(application.pk,)),
    }


VIEWS: Views = (
    ("<int:pk>/corrections/", AskView, "ask_corrections"),
    ("<int:pk>/corrections/<int:correction_id>/cancel/", CancelView, "cancel_correction"),
)
