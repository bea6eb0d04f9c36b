"""Deciding, releasing and taking back one decision; the part of the dossier's page that leads there."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.dossiers.acts import Act
from applications.dossiers.decisions import decide, release, take_back
from applications.dossiers.letters import decision_letter
from applications.dossiers.permissions import handles, why_not
from applications.dossiers.refusals import RefusedError
from applications.dossiers.standing_decisions import announced, decision_in_words, pending
from applications.kinds import CallKind
from applications.letters.wording import preview
from applications.models import Application, Call, Decision, Verdict
from applications.questions.amounts import currency_sign, decimals_of, parse_money, show_money
from applications.staff.base import ActFormView, ActView, Views
from applications.staff.releases import ReleasesView, posted_key
from applications.staff.workflow import LONGEST_TEXT, StatusFormView, moves, told
from applications.statuses import DECIDED, Trigger, public_name, targets
from home.languages import language_name
from users.models import User
from users.signed_in import signed_in


class AmountField(forms.CharField):
    """A sum as people type it: spaces, comma or point, with the sign of the currency or without."""

    currency = ""

    def clean(self, value: object) -> Decimal | None:
        typed = super().clean(value)
        if not typed:
            return None
        amount = parse_money(typed, self.currency)
        if amount is None or decimals_of(amount) > 2:
            raise ValidationError(_("Write an amount in figures, like 1500 or 1500.50."))
        return amount


class DecideForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    amount = AmountField(label=_("Amount granted"), required=False, max_length=40)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = language_name(application.language)
        self.fields["reason"].help_text = gettext(
            "The letter says it word for word: write to the applicant, in their language (%(language)s). "
            "Without a reason nothing is declined."
        ) % {"language": language}
        self._offer_amount(application.call)

    def _offer_amount(self, call: Call) -> None:
        if call.kind != CallKind.GRANT:
            del self.fields["amount"]
            return
        field: Any = self.fields["amount"]
        field.currency = call.currency
        field.help_text = gettext("If you accept, in %(currency)s. Optional.") % {
            "currency": currency_sign(call.currency)
        }
        if call.amount_max is not None:
            most = show_money(call.amount_max, call.currency)
            field.help_text = gettext("If you accept: at most %(amount)s. Optional.") % {"amount": most}

    def offer(self, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields["verdict"]
        field.choices = choices

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        verdict = cleaned.get("verdict")
        if verdict == Verdict.DECLINED and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write the reason: the letter tells it to the applicant."))
        if verdict and verdict != Verdict.ACCEPTED and cleaned.get("amount") is not None:
            self.add_error("amount", _("An amount goes with a grant that is accepted."))
        return cleaned


class DecideView(StatusFormView):
    act = Act.DECIDE
    form_class = DecideForm
    page_title = _("Decide")
    submit_label = _("Record the decision")
    template_name = "applications/admin/decisions/decide.html"

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"application": self.application}

    def offers(self, status: str) -> list[tuple[str, str]]:
        found = targets(self.application.call.kind, status, Trigger.DECISION)
        return [(verdict.value, str(verdict.label)) for verdict in Verdict if verdict.value in found]

    def perform(self, form: forms.Form) -> str:
        decide(application=self.application, by=signed_in(self.request), seen=self.seen, **form.cleaned_data)
        return gettext("The decision is recorded. The applicant knows nothing of it until it is released.")


class ReleaseView(ActFormView):
    """Shows the letter, and tells the decision. There is nothing to type: a refusal is read on the dossier's page."""

    act = Act.RELEASE
    form_class = forms.Form
    anchor = "decision-section"
    page_title = _("Release the decision")
    submit_label = _("Release")
    template_name = "applications/admin/decisions/release.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            done = release(application=self.application, by=signed_in(request), decision=posted_key(request))
        except RefusedError as error:
            return self.refused(str(error))
        return self.back(
            told(
                self.application,
                gettext("Released: “%(verdict)s”.") % {"verdict": decision_in_words(done, self.application)},
            )
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        decision = pending(self.application)
        return super().get_context_data(**kwargs) | {
            "decision": decision,
            "verdict": decision_in_words(decision, self.application) if decision else "",
            "letter": letter_of(self.application, decision) if decision else None,
            "language": language_name(self.application.language),
        }


class TakeBackView(ActView):
    act = Act.TAKE_BACK
    anchor = "decision-section"

    def perform(self) -> str:
        take_back(application=self.application, by=signed_in(self.request), decision=posted_key(self.request))
        return gettext("The decision is taken back. The applicant knew nothing of it.")


def letter_of(application: Application, decision: Decision) -> dict[str, str] | None:
    """The mail as it will leave, but for the applicant's own link; None where there is no address for it."""
    if not application.contact_email:
        return None
    subject, body = preview(application, decision_letter(decision.verdict), application.language)
    return {"subject": subject, "body": body}


@dataclass(frozen=True)
class Button:
    """What can be done on a page of its own, or why it cannot be done now."""

    label: str
    address: str
    why_not: str
    is_main: bool


def decision_part(user: User, application: Application) -> dict[str, Any]:
    """What the dossier's page shows of where it is, of its decision, and of what can be done about both. One query,
    and one more for a call with four eyes.
    """
    people = Decision.objects.select_related("decided_by", "released_by", "revoked_by")
    prefetch_related_objects([application], Prefetch("decisions", people))
    waiting = pending(application)
    may_act = handles(user, application.call)
    return {
        "decision_public_name": public_name(application.call.kind, application.status),
        "decision_may_act": may_act,
        "decision_moves": moves(application, application.status) if may_act else [],
        "decision_move_refusal": why_not(Act.MOVE, user, application) if may_act else "",
        "decision_waiting": waiting,
        "decision_shown": shown(waiting or announced(application), application),
        "decision_take_back_refusal": why_not(Act.TAKE_BACK, user, application) if may_act else "",
        "decision_buttons": buttons(user, application) if may_act else [],
    }


def buttons(user: User, application: Application) -> list[Button]:
    """Deciding and releasing, where the kind of call has decisions; reopening, where there is an end to take back."""
    names = {Act.REOPEN: ("reopen", gettext("Reopen…"))}
    if CallKind(application.call.kind) in DECIDED:
        names = {Act.DECIDE: ("decide", gettext("Decide…")), Act.RELEASE: ("release", gettext("Release…"))} | names
    return [
        Button(
            label,
            reverse(f"applications:{view}", args=(application.pk,)),
            why_not(act, user, application),
            is_main=act != Act.REOPEN,
        )
        for act, (view, label) in names.items()
    ]


def shown(decision: Decision | None, application: Application) -> dict[str, object] | None:
    return {"verdict": decision_in_words(decision, application), "of": decision} if decision else None


VIEWS: Views = (
    ("<int:pk>/decide/", DecideView, "decide"),
    ("<int:pk>/release/", ReleaseView, "release"),
    ("<int:pk>/take-back/", TakeBackView, "take_back"),
    ("releases/", ReleasesView, "releases"),
)
