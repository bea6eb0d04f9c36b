"""What is done to a dossier besides deciding: assign, watch, label, date, note, hold, contact."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.dossiers import handling
from applications.dossiers.handling_people import handlers_of
from applications.models import Application, Label
from applications.staff.base import ActFormView, ActView, Views, changed_by
from home.meanwhile_forms import MeanwhileMixin
from users.email_addresses import fold_email
from users.models import User
from users.signed_in import signed_in

NAME = Label._meta.get_field("name").max_length
LONGEST_NOTE = 20000


class AssignForm(MeanwhileMixin, forms.Form):
    person = forms.ChoiceField(label=_("Assigned to"), required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = by_key(people)
        self.fields["person"].choices = [("", _("Nobody")), *choices(self.people)]  # type: ignore[attr-defined]

    def clean_person(self) -> User | None:
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


class DueForm(MeanwhileMixin, forms.Form):
    day = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class HoldForm(MeanwhileMixin, forms.Form):
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


class ContactForm(MeanwhileMixin, forms.Form):
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

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = by_key(people)
        self.fields["mentions"].choices = choices(self.people)  # type: ignore[attr-defined]

    def clean_mentions(self) -> list[User]:
        return [self.people[key] for key in self.cleaned_data["mentions"]]


def by_key(things: Iterable[Any]) -> dict[str, Any]:
    return {str(thing.pk): thing for thing in things}


def choices(things: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, str(thing)) for key, thing in things.items()]


ALREADY = _("Nothing was changed.")


class AssignToMeView(ActView):
    anchor = "handling-section"

    def perform(self) -> str:
        handling.assign(application=self.application, to=signed_in(self.request), by=signed_in(self.request))
        return gettext("It is assigned to you.")


class WatchView(ActView):
    """With ``watch=no``, no longer."""

    anchor = "handling-section"

    def perform(self) -> str:
        me = signed_in(self.request)
        if self.request.POST.get("watch") == "no":
            handling.unwatch(application=self.application, people=[me], by=me)
            return gettext("You no longer watch this dossier.")
        handling.watch(application=self.application, people=[me], by=me)
        return gettext("You watch this dossier: you are told when the applicant writes, corrects or withdraws.")


class VouchView(ActView):
    anchor = "brief-section"

    def perform(self) -> str:
        if handling.vouch_for_address(application=self.application, by=signed_in(self.request)):
            return gettext("The address counts as confirmed.")
        return gettext("Nothing was changed.")


class HandlingFormView(ActFormView):
    anchor = "handling-section"

    @cached_property
    def people(self) -> list[User]:
        return people_for(self.application)

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.last_change = self._last_change
        return form

    def _last_change(self) -> str:
        """Who changed something of the dossier last, in words. One query."""
        edit = self.application.edits.select_related("by").order_by("-pk").first()
        return changed_by(str(edit.by), edit.at) if edit and edit.by else ""


class AssignView(HandlingFormView):
    page_title = _("Assign")
    form_class = AssignForm

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"people": self.people}

    def get_initial(self) -> dict[str, Any]:
        return assign_initial(self.application)

    def perform(self, form: forms.Form) -> str:
        person = form.cleaned_data["person"]
        if not handling.assign(application=self.application, to=person, by=signed_in(self.request)):
            return str(ALREADY)
        if person is None:
            return gettext("It is assigned to nobody.")
        return gettext("It is assigned to %(person)s.") % {"person": person}


class LabelsView(HandlingFormView):
    page_title = _("Labels")
    form_class = LabelsForm

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"labels": list(Label.objects.all())}

    def get_initial(self) -> dict[str, Any]:
        return labels_initial(self.application)

    def perform(self, form: Any) -> str:
        has_changed = handling.label(
            application=self.application,
            add=form.added,
            remove=form.removed,
            new=form.cleaned_data["new"],
            by=signed_in(self.request),
        )
        return gettext("The labels were changed.") if has_changed else str(ALREADY)


class DueView(HandlingFormView):
    page_title = _("Due date")
    form_class = DueForm

    def get_initial(self) -> dict[str, Any]:
        return {"day": self.application.due_on}

    def perform(self, form: forms.Form) -> str:
        day = form.cleaned_data["day"]
        has_changed = handling.set_due(application=self.application, day=day, by=signed_in(self.request))
        return gettext("The due date was changed.") if has_changed else str(ALREADY)


class HoldView(HandlingFormView):
    page_title = _("Legal hold")
    form_class = HoldForm

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.application.hold}

    def perform(self, form: forms.Form) -> str:
        reason = form.cleaned_data["reason"]
        if not handling.hold(application=self.application, reason=reason, by=signed_in(self.request)):
            return str(ALREADY)
        if reason:
            return gettext("This dossier is on hold: nothing of it is deleted.")
        return gettext("The hold has ended: the retention of the call applies again.")


class ContactView(HandlingFormView):
    page_title = _("Change the contact")
    form_class = ContactForm
    anchor = "brief-section"

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.application.contact_name, "email": self.application.contact_email}

    def perform(self, form: forms.Form) -> str:
        application = self.application
        name, email, before = form.cleaned_data["name"], form.cleaned_data["email"], application.contact_email
        if not handling.change_contact(application=application, name=name, email=email, by=signed_in(self.request)):
            return str(ALREADY)
        if fold_email(before) == fold_email(email):
            return gettext("The contact was changed.")
        return gettext("The address is now %(email)s, and the links mailed before have ended. Nothing was mailed.") % {
            "email": fold_email(email)
        }


class NoteView(HandlingFormView):
    page_title = _("Write a note")
    form_class = NoteForm
    anchor = "notes-section"
    done = _("The note was written.")

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"people": others(self.people, signed_in(self.request))}

    def perform(self, form: forms.Form) -> str:
        text, mentions = form.cleaned_data["text"], form.cleaned_data["mentions"]
        handling.write_note(application=self.application, text=text, mentions=mentions, by=signed_in(self.request))
        return ""


def handling_part(user: User, application: Application) -> dict[str, Any]:
    """The forms beside a dossier, for somebody who handles it. Two queries, its labels and watchers apart."""
    people = people_for(application)
    labels = list(Label.objects.all())
    return {
        "handling_watchers": list(application.watchers.all()),
        "handling_is_mine": application.assignee_id == user.pk,
        "handling_is_watched": user in application.watchers.all(),
        "handling_assign_form": AssignForm(people=people, initial=assign_initial(application), auto_id="assign-%s"),
        "handling_labels_form": LabelsForm(labels=labels, initial=labels_initial(application), auto_id="labels-%s"),
        "handling_due_form": DueForm(initial={"day": application.due_on}, auto_id="due-%s"),
        "handling_note_form": NoteForm(people=others(people, user), auto_id="note-%s"),
    }


def people_for(application: Application) -> list[User]:
    """Those who handle the call, and the assignee though they may have left since. One query."""
    people = list(handlers_of(application.call))
    assignee = application.assignee
    return people if assignee is None or assignee in people else [*people, assignee]


def others(people: list[Any], user: User) -> list[Any]:
    return [person for person in people if person != user]


def assign_initial(application: Application) -> dict[str, str]:
    return {"person": str(application.assignee_id or "")}


def labels_initial(application: Application) -> dict[str, list[str]]:
    keys = list(by_key(application.labels.all()))
    return {"labels": keys, "was": keys}


VIEWS: Views = (
    ("<int:pk>/assign/", AssignView, "assign"),
    ("<int:pk>/assign/me/", AssignToMeView, "assign_to_me"),
    ("<int:pk>/watch/", WatchView, "watch"),
    ("<int:pk>/labels/", LabelsView, "put_labels"),
    ("<int:pk>/due/", DueView, "due"),
    ("<int:pk>/hold/", HoldView, "hold"),
    ("<int:pk>/contact/", ContactView, "contact"),
    ("<int:pk>/address/", VouchView, "vouch"),
    ("<int:pk>/note/", NoteView, "note"),
)
