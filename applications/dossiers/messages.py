"""Messages: from staff to the applicant, and from the applicant to staff."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.dossiers.acts import Act
from applications.dossiers.letters import MESSAGE
from applications.dossiers.message_files import attach, stored
from applications.dossiers.permissions import why_not
from applications.dossiers.refusals import RefusedError, refuse_unless_allowed
from applications.dossiers.staff_notices import Notice, notify, watchers
from applications.dossiers.transitions import locked
from applications.mail.outbox import enqueue
from applications.models import Application, Message
from users.models import User

Files = Sequence["UploadedFile[Any]"]


def send_message(
    *, application: Application, text: str, author: User, token: uuid.UUID | str, files: Files = ()
) -> Message:
    """Write to the applicant: the message, its files and the mail that carries it, in one transaction.

    ``token`` is that of the form, or of one item of a bulk action: one that is there already returns its message, and
    nothing is mailed twice. Raises ``RefusedError``; ``RefusedFilesError`` tells what is wrong with files. Call it
    outside a transaction.
    """
    if already := _of_token(application, token):
        return already
    with stored(files) as kept, locked(application.pk) as current:
        if already := _of_token(current, token):
            return already
        refuse_unless_allowed(Act.MESSAGE, author, current)
        message = Message.objects.create(application=current, author=author, text=text, token=_as_uuid(token))
        attach(message, kept)
        enqueue(
            key=f"message:{message.pk}",
            kind=MESSAGE,
            to=current.contact_email,
            language=current.language,
            application=current,
            context={"message": message.pk},
        )
    return message


def receive_message(*, application: Application, text: str, token: uuid.UUID | str, files: Files = ()) -> Message:
    """Take a message of the applicant, whose link was checked, and tell those who watch the dossier.

    Allowed at any time, whatever became of the dossier, until it is anonymised. Other words than those that became a
    message under this token are refused: they would be taken for sent. As for the rest: ``send_message``.
    """
    if already := _of_token(application, token, text):
        return already
    with stored(files) as kept, locked(application.pk) as current:
        if already := _of_token(current, token, text):
            return already
        if current.anonymised_at:
            raise RefusedError(_("This application was deleted: nothing more can be sent about it."))
        message = Message.objects.create(application=current, is_from_applicant=True, text=text, token=_as_uuid(token))
        attach(message, kept)
        notify(
            application=current,
            people=watchers(current),
            notice=Notice.MESSAGE,
            key=f"message:{message.pk}",
        )
    return message


def mark_read(*, application: Application, by: User, up_to: int | None) -> int:
    """Note that staff have read the applicant's messages as far as one, which was on the screen. Returns how many.

    Only those who handle the dossier count: a message that the committee has seen still waits for an answer.
    """
    if up_to is None or why_not(Act.HANDLE, by, application):
        return 0
    return application.messages.unread_by_staff().filter(pk__lte=up_to).update(read_at=timezone.now())


def _of_token(application: Application, token: uuid.UUID | str, text: str | None = None) -> Message | None:
    """The message that a form has become already, with this text if one is given.

    Raises ``RefusedError`` for what is no token of this dossier, and for another text.
    """
    message = Message.objects.filter(token=_as_uuid(token)).first()
    if message and message.application_id != application.pk:
        raise RefusedError(_("This page was made for something else. Open it again, then send your message."))
    if message and text not in (None, message.text):
        raise RefusedError(
            _("Another message was sent from this page before. Is this one to go too? Then send it again.")
        )
    return message


def _as_uuid(token: uuid.UUID | str) -> uuid.UUID:
    try:
        return token if isinstance(token, uuid.UUID) else uuid.UUID(str(token))
    except ValueError as error:
        raise RefusedError(_("This page is out of date. Open it again, then send your message.")) from error
