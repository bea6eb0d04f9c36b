"""Notices to staff: mails in the reader's own language, which lead to the dossier and quote nothing private."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from applications.mail.composing import NotNeededError, UnsendableError
from applications.mail.kinds import Facts, MailKind
from applications.mail.outbox import enqueue
from applications.models import Application, OutgoingEmail
from home.addresses import absolute
from home.characters import one_line
from users.models import User


class Notice(models.TextChoices):
    """Each is the subject of a mail; the reference stands behind it."""

    ASSIGNED = "assigned", _("You handle a dossier")
    MENTIONED = "mentioned", _("You are named in a note")
    MESSAGE = "message", _("The applicant wrote")
    CORRECTED = "corrected", _("All corrections are done")
    WITHDRAWN = "withdrawn", _("The applicant withdrew")
    OVERDUE = "overdue", _("A dossier is overdue")


def _notice(email: OutgoingEmail) -> Facts:
    """What happened to a dossier, for a person who may still read it."""
    application, person = email.application, recipient(email)
    if application is None:
        raise UnsendableError(gettext_noop("The application is gone."))
    if not Application.objects.visible_to(person).filter(pk=application.pk).exists():
        raise NotNeededError(gettext_noop("This person may not read the dossier any more."))
    kind = Notice(email.context["notice"])
    words = {"what": kind.label, "reference": application.reference}
    return {
        "subject": gettext("%(what)s: %(reference)s") % words,
        "what": kind.label,
        "reference": application.reference,
        "title": one_line(application.version.form(email.language).title),
        "by": one_line(str(email.context.get("by") or "")),
        "due_on": application.due_on if kind == Notice.OVERDUE else None,
        "link": absolute(reverse("applications:dossier", args=(application.pk,))),
    }


STAFF_NOTICE = MailKind(code="staff_notice", label=_("notice to staff"), compose=_notice, is_for_staff=True)


def notify(
    *, application: Application, people: Iterable[User], notice: Notice, key: str, by: User | None = None
) -> None:
    """Write a mail to each person who may read the dossier, but not to who did it, inside the caller’s transaction.

    ``key`` names the event, so that it mails nobody twice: ``message:17``.
    """
    readers = {person.pk: person for person in people if person and person != by and person.is_active}
    for person in readers.values():
        if Application.objects.visible_to(person).filter(pk=application.pk).exists():
            enqueue(
                key=f"notice:{key}:{person.pk}",
                kind=STAFF_NOTICE,
                to=person.email,
                language=language_of_person(person),
                application=application,
                context={"notice": str(notice), "person": person.pk, "by": str(by or "")},
                is_urgent=False,
            )


def watchers(application: Application) -> list[User]:
    """Those who hear of what the applicant does: the person it is assigned to, and its watchers."""
    return [person for person in (application.assignee, *application.watchers.all()) if person]


def language_of_person(person: User) -> str:
    """The language that a member of staff has chosen for the admin."""
    profile = getattr(person, "wagtail_userprofile", None)
    chosen = (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def recipient(email: OutgoingEmail) -> Any:
    """The member of staff whom a mail is for. Raises ``NotNeededError`` for one who has left."""
    person = get_user_model().objects.filter(pk=email.context.get("person"), is_active=True).first()
    if person is None:
        raise NotNeededError(gettext_noop("This account is closed."))
    return person
