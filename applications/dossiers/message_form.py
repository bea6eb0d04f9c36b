"""The form of a message, the same for the applicant and for staff."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from applications.dossiers.message_files import SPEC
from applications.drafts.step_form import ErrorLink
from applications.questions.files import limits
from applications.uploads.types import accepted_by_browser, types_of

LONGEST = 10_000
NUL = "\0"


class UploadsInput(forms.FileInput):
    """The browser's own input, for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list["UploadedFile[Any]"]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class UploadsField(forms.Field):
    """Files as they came. Whether they are taken is for the action to say, which looks into them."""

    widget = UploadsInput

    def clean(self, value: Any) -> list["UploadedFile[Any]"]:
        return list(value or [])


class PlainTextField(forms.CharField):
    """A text of many lines. A NUL, which no database of ours takes, becomes a space."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return str(super().to_python(str(value or "").replace(NUL, " ")))


class MessageForm(forms.Form):
    """``token`` is made when the form is shown, so that a second post of it finds the first message."""

    use_required_attribute = False
    text = PlainTextField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write your message")},
    )
    uploads = UploadsField(label=_("Files"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4
        self.fields["uploads"].help_text = limits(SPEC)
        self.fields["uploads"].widget.attrs = {
            "accept": accepted_by_browser(types_of(SPEC["groups"])),
            "multiple": True,
        }

    def renew_token(self) -> None:
        """Show the form again under a token of its own, where that which was posted is refused whatever is typed."""
        self.data = MultiValueDict({**dict(self.data), self.add_prefix("token"): [str(uuid.uuid4())]})

    def refuse_files(self, reasons: list[str]) -> None:
        """Say why files were not taken. A browser does not send them again by itself, so the others are to be chosen
        once more as well."""
        for reason in reasons:
            self.add_error("uploads", reason)
        if len(self.files.getlist(self.add_prefix("uploads"))) > len(reasons):
            self.add_error(
                "uploads", str(_("Nothing was sent yet: choose your files again, those that were fine too."))
            )

    def arguments(self) -> dict[str, Any]:
        """What the actions want of a valid form."""
        return {name: self.cleaned_data[name] for name in ("text", "token")} | {"files": self.cleaned_data["uploads"]}

    def error_links(self) -> list[ErrorLink]:
        """For the error summary."""
        return [
            ErrorLink(str(self[name].id_for_label), str(self[name].label), str(message))
            for name, messages in self.errors.items()
            if name in self.fields
            for message in messages
        ]
