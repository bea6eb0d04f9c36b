"""The forms of the screen on which letters are written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.letters.variables import check, missing_problem
from applications.mail.kinds import LetterKind
from applications.mail.texts import HIDDEN, one_line
from applications.models import Application, Call, FormVersion
from applications.models.applications import ApplicationQuerySet
from home.row_ids import row_id

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000
MOST_DOSSIERS = 20


class LetterForm(forms.Form):
    """A subject and a text, whose variables are checked."""

    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(label=_("Text"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 18}))

    def __init__(self, *args: Any, kind: LetterKind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def clean_subject(self) -> str:
        subject = one_line(self.cleaned_data["subject"])
        return _checked(subject, check(subject, self.kind, in_subject=True))

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n").replace("\r", "\n")
        return _checked(body, [*check(body, self.kind), *missing_problem(body, self.kind)])

    def typed(self, name: str) -> str:
        """What stands in an input now, right or wrong."""
        text = self.data.get(name, "") if self.is_bound else self.initial[name]
        return str(text).replace("\0", "")[:LONGEST_BODY]


def _checked(text: str, problems: list[str]) -> str:
    if problems:
        raise ValidationError(problems)
    return text


class PreviewForm(forms.Form):
    """On which dossier a letter is looked at. Anything but one of the list is the latest."""

    application = forms.ChoiceField(
        label=_("Show it on"),
        required=False,
        help_text=_("What has not happened to this application yet is made up. Nothing is sent."),
    )

    def __init__(self, dossiers: ApplicationQuerySet, data: Any = None) -> None:
        latest = dossiers.filter(anonymised_at=None).select_related("call__subject", "version")
        self.found = {each.pk: each for each in latest.order_by("-submitted_at", "-pk")[:MOST_DOSSIERS]}
        super().__init__(data)
        field: Any = self.fields["application"]
        field.choices = [(str(pk), _name(each)) for pk, each in self.found.items()] + [("0", _("A made-up example"))]
        self.initial["application"] = next(iter(self.found), 0)

    def dossier(self) -> Application | None:
        """The chosen dossier, or the latest; None for the example."""
        chosen = row_id(self.data.get("application")) if self.is_bound else None
        if chosen == 0:
            return None
        return self.found.get(chosen or 0) or next(iter(self.found.values()), None)


def _name(application: Application) -> str:
    return f"{application.reference} – {date_format(timezone.localtime(application.submitted_at), 'DATE_FORMAT')}"


def example_application(call: Call, language: str) -> Application:
    """What a preview shows where there is no dossier. It is not in the database."""
    versions = FormVersion.objects.of_calls([call]).order_by("-published_at", "-pk")
    with translation.override(language):
        return Application(
            call=call,
            version=versions.first() or FormVersion(call=call, content={}),
            reference=f"{call.prefix}-{HIDDEN}",
            language=language,
            contact_name=gettext("(name of the contact)"),
        )
