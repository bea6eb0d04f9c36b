"""The conversation with the applicant, as staff have it on the dossier. The committee does not see it."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.dossiers.acts import Act
from applications.dossiers.message_files import RefusedFilesError
from applications.dossiers.message_form import MessageForm
from applications.dossiers.messages import mark_read, send_message
from applications.dossiers.permissions import handles, why_not
from applications.models import Application, Attachment, Message
from applications.staff.base import ActFormView, ActView, Views
from home.languages import language_name
from home.row_ids import row_id
from users.models import User
from users.signed_in import signed_in


class MessageView(ActFormView):
    """Write to the applicant. What they wrote, as far as the person saw it, counts as read once it is answered."""

    act = Act.MESSAGE
    anchor = "messages-section"
    form_class = MessageForm
    page_title = _("Write to the applicant")
    submit_label = _("Send")
    header_icon = "mail"
    template_name = "applications/admin/message.html"

    def perform(self, form: Any) -> str:
        message = send_message(application=self.application, author=signed_in(self.request), **form.arguments())
        mark_read(application=self.application, by=signed_in(self.request), up_to=_shown(self))
        return gettext("Your message is on its way to %(email)s.") % {"email": message.application.contact_email}

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except RefusedFilesError as refusal:
            form.refuse_files(refusal.reasons)
            return self.form_invalid(form)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {
            "message_last": _shown(self) or "",
            "message_language": language_name(self.application.language),
        }


class ReadView(ActView):
    """Note that the applicant's messages were read, as far as they were on the screen."""

    anchor = "messages-section"

    def perform(self) -> str:
        number = mark_read(application=self.application, by=signed_in(self.request), up_to=_shown(self))
        return gettext("Marked as read.") if number else gettext("There was nothing new to read.")


def _shown(view: Any) -> int | None:
    """The last message that was on the screen."""
    return row_id(view.request.POST.get("up_to"))


def messages_part(user: User, application: Application) -> dict[str, Any]:
    """What the dossier shows of the conversation. Two queries; none for those who only read."""
    if not handles(user, application.call):
        return {"message_shown": False}
    files = Prefetch("messages__attachments", Attachment.objects.order_by("name"))
    prefetch_related_objects([application], Prefetch("messages", Message.objects.select_related("author")), files)
    found = list(application.messages.all())
    unread = [message for message in found if message.is_from_applicant and message.read_at is None]
    return {
        "message_shown": True,
        "message_list": found,
        "message_unread": len(unread),
        "message_last": found[-1].pk if found else "",
        "message_form": MessageForm(auto_id="message-%s"),
        "message_why_not": why_not(Act.MESSAGE, user, application),
        "message_language": language_name(application.language),
    }


VIEWS: Views = (
    ("<int:pk>/message/", MessageView, "message"),
    ("<int:pk>/messages/read/", ReadView, "messages_read"),
)
