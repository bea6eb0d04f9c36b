from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from applications.dossiers.handling import label
from applications.models import Application, Label
from applications.staff.bulk.base import DossiersAction
from applications.staff.handling import NAME, by_key, choices


class LabelManyForm(forms.Form):
    add = forms.MultipleChoiceField(label=_("Labels to put on"), required=False, widget=forms.CheckboxSelectMultiple)
    new = forms.CharField(label=_("New label to put on"), required=False, max_length=NAME)
    remove = forms.MultipleChoiceField(
        label=_("Labels to take off"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, labels: Sequence[Label], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = by_key(labels)
        if not self.labels:
            del self.fields["add"], self.fields["remove"]
            return
        for name in ("add", "remove"):
            self.fields[name].choices = choices(self.labels)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        add, remove = (set(self.cleaned_data.get(name, ())) for name in ("add", "remove"))
        if both := add & remove:
            names = ", ".join(sorted(str(self.labels[key]) for key in both))
            raise forms.ValidationError(gettext("To be put on and taken off at once: %(labels)s.") % {"labels": names})
        if not self.errors and not add | remove and not self.cleaned_data.get("new", "").strip():
            raise forms.ValidationError(gettext("Choose a label."))
        return self.cleaned_data

    def chosen(self, name: str) -> list[Label]:
        return [self.labels[key] for key in self.cleaned_data.get(name, ())]


class LabelAction(DossiersAction):
    action_type = "label"
    action_priority = 20
    display_name = _("Labels")
    aria_label = _("Put labels on the chosen applications, or take some off")
    form_class = LabelManyForm
    submit_label = _("Change the labels")

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"labels": list(Label.objects.all())}

    def perform(self, application: Application, form: Any) -> bool:
        return label(
            application=application,
            add=form.chosen("add"),
            remove=form.chosen("remove"),
            new=form.cleaned_data["new"],
            by=self.request.user,
        )

    def said(self, number: int) -> str:
        text = ngettext(
            "The labels of %(count)d application were changed.",
            "The labels of %(count)d applications were changed.",
            number,
        )
        return text % {"count": number}
