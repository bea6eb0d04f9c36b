from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.dossiers.handling import assign
from applications.dossiers.handling_people import handlers_of
from applications.models import Application, Call
from applications.staff.bulk.base import DossiersAction
from applications.staff.handling import by_key, choices
from users.models import User

NOBODY = "nobody"


class AssignManyForm(forms.Form):
    person = forms.ChoiceField(
        label=_("Assigned to"),
        error_messages={"required": _("Choose who it is."), "invalid_choice": _("Choose who it is.")},
        help_text=_("Those who handle all calls of the chosen applications."),
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = by_key(people)
        offered = [("", "—"), *choices(self.people), (NOBODY, _("Nobody"))]
        self.fields["person"].choices = offered  # type: ignore[attr-defined]

    def clean_person(self) -> User | None:
        return self.people.get(self.cleaned_data["person"])


class AssignAction(DossiersAction):
    action_type = "assign"
    action_priority = 10
    display_name = _("Assign")
    aria_label = _("Assign the chosen applications")
    form_class = AssignManyForm

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"people": people_of(self.handled_calls)}

    def perform(self, application: Application, form: Any) -> bool:
        return assign(application=application, to=form.cleaned_data["person"], by=self.request.user)

    def said(self, number: int) -> str:
        text = ngettext("%(count)d application was assigned.", "%(count)d applications were assigned.", number)
        return text % {"count": number}


def people_of(calls: Iterable[Call]) -> Iterable[User]:
    """Those who handle every one of some calls, by name; nobody for no call."""
    found: Any = None
    for call in calls:
        handlers = handlers_of(call)
        found = handlers if found is None else found.filter(pk__in=handlers.order_by().values("pk"))
    return [] if found is None else found
