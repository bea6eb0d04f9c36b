"""Moving a dossier by hand, and reopening it."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from applications.dossiers.acts import Act
from applications.dossiers.standing_decisions import decision_in_words
from applications.dossiers.workflow import move_by_hand, reopen
from applications.models import Application
from applications.staff.base import ActFormView, Views
from applications.statuses import ACTIVE, Status, Trigger, public_name, targets
from users.signed_in import signed_in

LONGEST_TEXT = 5000

STEPS: dict[str | tuple[str, str], Any] = {
    (Status.WAITING_LIST, Status.RECEIVED): _("Give a seat"),
    (Status.READY, Status.IN_REVIEW): _("Send back to review"),
    (Status.UNDER_WAY, Status.ACCEPTED): _("Take back to “Accepted”"),
    Status.IN_REVIEW: _("Take into review"),
    Status.READY: _("Mark as ready for decision"),
    Status.UNDER_WAY: _("Mark as under way"),
    Status.CLOSED: pgettext_lazy("a dossier", "Close"),
}


def step_name(source: str, target: str) -> str:
    """What a button that moves a dossier says."""
    return str(STEPS.get((source, target)) or STEPS.get(target) or Status(target).label)


class TargetForm(forms.Form):
    """Where to, of the ways that lead on from a status."""

    begins_with_first = False

    target = forms.ChoiceField(label=_("What to do"), widget=forms.RadioSelect)

    def offer(self, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields["target"]
        field.choices = choices
        if len(choices) == 1 or self.begins_with_first:
            field.initial = choices[0][0] if choices else None


class MoveForm(TargetForm):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For your colleagues, in the history. The applicant does not see it."),
    )


class ReopenForm(TargetForm):
    begins_with_first = True

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stays in the history. The applicant does not see it."),
    )


class StatusFormView(ActFormView):
    """A form that changes the status. It offers what the status on the screen allows, so that who was overtaken
    reads by whom, and, once they have read it, what the status of now allows; what they typed is still there.
    """

    template_name = "applications/admin/decisions/form.html"
    anchor = "decision-section"
    overtaken = False

    def refusal(self) -> str:
        """A post is answered by the action, which knows more: who was faster."""
        return "" if self.request.method == "POST" else super().refusal()

    def offers(self, status: str) -> list[tuple[str, str]]:
        raise NotImplementedError

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.offer(self.offers(self.seen or self.application.status))
        return form

    def form_invalid(self, form: Any) -> Any:
        del self.application
        self.overtaken = bool(self.seen) and self.seen != self.application.status
        form.offer(self.offers(self.application.status))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "seen": self.application.status,
            "overtaken": self.overtaken and not context["form"].non_field_errors(),
            "public_name": public_name(self.application.call.kind, self.application.status),
        }


class MoveView(StatusFormView):
    act = Act.MOVE
    form_class = MoveForm
    page_title = _("Move the dossier")
    submit_label = _("Move")

    def offers(self, status: str) -> list[tuple[str, str]]:
        return moves(self.application, status)

    def perform(self, form: forms.Form) -> str:
        change = move_by_hand(
            application=self.application, by=signed_in(self.request), seen=self.seen, **form.cleaned_data
        )
        words = {"reference": self.application.reference, "status": change.get_to_status_display()}
        if change.from_status == Status.WAITING_LIST:
            return told(self.application, gettext("%(reference)s has a seat now.") % words)
        return gettext("%(reference)s is now “%(status)s”.") % words


class ReopenView(StatusFormView):
    act = Act.REOPEN
    form_class = ReopenForm
    page_title = _("Reopen the dossier")
    submit_label = _("Reopen")
    template_name = "applications/admin/decisions/reopen.html"

    def offers(self, status: str) -> list[tuple[str, str]]:
        found = targets(self.application.call.kind, status, Trigger.REOPENING)
        return [(target, gettext("Back to “%(status)s”") % {"status": target.label}) for target in found]

    def perform(self, form: forms.Form) -> str:
        change = reopen(application=self.application, by=signed_in(self.request), seen=self.seen, **form.cleaned_data)
        words = {"reference": self.application.reference, "status": change.get_to_status_display()}
        return told(self.application, gettext("%(reference)s is reopened: “%(status)s”.") % words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decisions = self.application.decisions.standing().select_related("decided_by")
        found = targets(self.application.call.kind, self.application.status, Trigger.REOPENING)
        will_revoke = any(target in ACTIVE for target in found)
        revoked = decisions.last() if will_revoke else None
        words = decision_in_words(revoked, self.application) if revoked else ""
        return super().get_context_data(**kwargs) | {"revoked": revoked, "revoked_in_words": words}


def moves(application: Application, status: str) -> list[tuple[str, str]]:
    """Where a dossier can be moved by hand from a status, and what the buttons say."""
    found = targets(application.call.kind, status, Trigger.HAND)
    return [(str(target), step_name(status, target)) for target in found]


def told(application: Application, said: str) -> str:
    """What was done, and whether the applicant hears of it."""
    if application.contact_email:
        words = {"said": said, "email": application.contact_email}
        return gettext("%(said)s A letter leaves for %(email)s.") % words
    return gettext("%(said)s The applicant gave no e-mail address: no letter leaves.") % {"said": said}


VIEWS: Views = (
    ("<int:pk>/move/", MoveView, "move"),
    ("<int:pk>/reopen/", ReopenView, "reopen"),
)
