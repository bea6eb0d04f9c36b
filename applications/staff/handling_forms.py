"""What staff fill in to handle a dossier."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Label

NAME = Label._meta.get_field("name").max_length
LONGEST_NOTE = 20000


class AssignForm(forms.Form):
    person = forms.ChoiceField(label=_("Assigned to"), required=False)

    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = by_key(people)
        self.fields["person"].choices = [("", _("Nobody")), *choices(self.people)]  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        return self.people.get(self.cleaned_data["person"])


class LabelsForm(forms.Form):
    """``was`` are the labels that stood there when the form was shown: what a colleague changed since, stays."""

    labels = forms.MultipleChoiceField(label=_("Labels"), required=False, widget=forms.CheckboxSelectMultiple)
    new = forms.CharField(label=_("New label"), required=False, max_length=NAME)
    was = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, labels: Sequence[Label], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = by_key(labels)
        for name in ("labels", "was"):
            self.fields[name].choices = choices(self.offered)  # type: ignore[attr-defined]

    @property
    def added(self) -> list[Label]:
        return self._labels("labels", "was")

    @property
    def removed(self) -> list[Label]:
        return self._labels("was", "labels")

    def _labels(self, first: str, second: str) -> list[Label]:
        without = self.cleaned_data[second]
        return [self.offered[key] for key in self.cleaned_data[first] if key not in without]


class DueForm(forms.Form):
    day = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it must be kept"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "While there is a reason, nothing of this dossier is deleted or anonymised, whatever the retention of the "
            "call. Empty the field to end the hold."
        ),
    )


class ContactForm(forms.Form):
    name = forms.CharField(label=_("Contact"), required=False, max_length=250)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_(
            "With another address, the links that were mailed before open nothing any more. Nothing that was mailed "
            "is mailed again by itself: write a message, or send a mail again from the list of e-mails."
        ),
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The applicant never sees it."),
    )
    mentions = forms.MultipleChoiceField(label=_("People to tell"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = by_key(people)
        self.fields["mentions"].choices = choices(self.people)  # type: ignore[attr-defined]

    def clean_mentions(self) -> list[Any]:
        return [self.people[key] for key in self.cleaned_data["mentions"]]


def by_key(things: Iterable[Any]) -> dict[str, Any]:
    return {str(thing.pk): thing for thing in things}


def choices(things: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, str(thing)) for key, thing in things.items()]
