import uuid
from collections import Counter
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from applications.dossiers.acts import Act
from applications.dossiers.message_form import LONGEST, PlainTextField
from applications.dossiers.messages import send_message
from applications.models import Application, Message
from applications.staff.bulk.base import DossiersAction
from applications.staff.bulk.chosen import Chosen
from home.languages import language_name


class MessageManyForm(forms.Form):
    text = PlainTextField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your message")},
        help_text=_("Everybody gets the same words, in a message of their own."),
    )


class MessageAction(DossiersAction):
    """``token`` is made when the page is shown: the same words sent from it again reach nobody twice."""

    action_type = "message"
    action_priority = 40
    act = Act.MESSAGE
    introduction_template = "applications/admin/bulk/message.html"
    display_name = _("Message")
    aria_label = _("Write to the applicants of the chosen applications")
    submit_label = _("Send the message")
    form_class = MessageManyForm

    @cached_property
    def token(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.request.POST.get("token", ""))
        except ValueError:
            return uuid.uuid4()

    def perform(self, application: Application, form: Any) -> bool:
        text = form.cleaned_data["text"]
        token = uuid.uuid5(self.token, f"{application.pk} {text}")
        if Message.objects.filter(token=token).exists():
            return False
        send_message(application=application, text=text, author=self.request.user, token=token)
        return True

    def said(self, number: int) -> str:
        text = ngettext(
            "The message left for %(count)d applicant.", "The message left for %(count)d applicants.", number
        )
        return text % {"count": number}

    def fact(self, application: Application) -> str:
        return application.contact_email or "—"

    def introduction(self) -> dict[str, object]:
        words = gettext("%(language)s (%(number)d)")
        count = Counter(each.language for each in self.chosen).most_common()
        return {"languages": [words % {"language": language_name(code), "number": number} for code, number in count]}

    def hidden(self, dossiers: list[Chosen]) -> dict[str, object]:
        return super().hidden(dossiers) | {"token": self.token}
