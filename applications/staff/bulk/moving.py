from collections import Counter
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from applications.dossiers.acts import Act
from applications.dossiers.workflow import move_by_hand
from applications.models import Application
from applications.staff.bulk.base import DossiersAction
from applications.staff.workflow import LONGEST_TEXT
from applications.statuses import Status, Trigger, targets


class MoveManyForm(forms.Form):
    target = forms.ChoiceField(
        label=_("Move to"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where to."), "invalid_choice": _("Choose where to.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For your colleagues, in the history of each. The applicants do not see it."),
    )

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = ways  # type: ignore[attr-defined]


class MoveAction(DossiersAction):
    action_type = "move"
    action_priority = 30
    act = Act.MOVE
    display_name = _("Move")
    aria_label = _("Move the chosen applications to another status")
    form_class = MoveManyForm

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"ways": self.ways()}

    def ways(self) -> list[tuple[str, str]]:
        """Where some of them can go, and how many. A post may name what was offered before a colleague was faster."""
        count: Counter[str] = Counter()
        for (call_id, status), number in Counter((each.call_id, each.status) for each in self.chosen).items():
            kind = self.calls[call_id].kind
            count.update(dict.fromkeys(targets(kind, status, Trigger.HAND), number))
            if self.request.method == "POST":
                count.update({target: 0 for source in Status for target in targets(kind, source, Trigger.HAND)})
        words = gettext("%(status)s (%(number)d of %(total)d)")
        total = len(self.chosen)
        return [
            (str(status), words % {"status": status.label, "number": count[status], "total": total})
            for status in Status
            if status in count
        ]

    def perform(self, application: Application, form: Any) -> bool:
        target = form.cleaned_data["target"]
        if application.status == target:
            return False
        seen = status_at(application, self.shown_at)
        note = form.cleaned_data["note"]
        move_by_hand(application=application, target=target, by=self.request.user, note=note, seen=seen)
        return True

    def said(self, number: int) -> str:
        text = ngettext("%(count)d application was moved.", "%(count)d applications were moved.", number)
        return text % {"count": number}


def status_at(application: Application, moment: float) -> str:
    """The status that a dossier had, so that the action can say who moved it since."""
    if application.status_since.timestamp() <= moment:
        return str(application.status)
    before = [change.to_status for change in application.status_changes.all() if change.at.timestamp() <= moment]
    return before[-1] if before else str(application.status)
