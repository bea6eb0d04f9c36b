"""Mails to staff: each leads to the admin, and quotes nothing that an applicant wrote."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from applications.dossiers.capacity import taken
from applications.dossiers.permissions import handles
from applications.dossiers.staff_notices import Notice
from applications.letters.facts import name_of_call
from applications.letters.session_phrases import session_line
from applications.mail.composing import Facts, NotNeededError, UnsendableError
from applications.mail.texts import one_line, shortened
from applications.models import Application, Call, OutgoingEmail
from applications.registrations.session_details import session_of
from applications.statuses import Status
from home.addresses import absolute
from home.templatetags.time_zones import deadline_in_zone


def notice(email: OutgoingEmail) -> Facts:
    """What happened to a dossier, for a person who may still read it."""
    application, person = email.application, _person(email)
    if application is None:
        raise UnsendableError(gettext_noop("The application is gone."))
    if not Application.objects.visible_to(person).filter(pk=application.pk).exists():
        raise NotNeededError(gettext_noop("This person may not read the dossier any more."))
    kind = Notice(email.context["notice"])
    words = {"what": kind.label, "reference": application.reference}
    return {
        "template": "staff_notice",
        "subject": _("%(what)s: %(reference)s") % words,
        "what": kind.label,
        "reference": application.reference,
        "title": one_line(application.version.in_language(email.language)["title"]),
        "by": one_line(str(email.context.get("by") or "")),
        "due_on": application.due_on if kind == Notice.OVERDUE else None,
        "link": absolute(reverse("applications:dossier", args=(application.pk,))),
    }


def call_closed(email: OutgoingEmail) -> Facts:
    """A deadline has passed: how much came in, for those who handle it."""
    call, person = Call.objects.filter(pk=email.context.get("call")).select_related("subject").first(), _person(email)
    if call is None or call.closes_at is None or call.closes_at > timezone.now():
        raise NotNeededError(gettext_noop("The call is open again, or gone."))
    if not handles(person, call):
        raise NotNeededError(gettext_noop("This person does not handle the call any more."))
    name, session = name_of_call(call) or call.code, session_of(call, email.language)
    return {
        "template": "call_closed",
        "session": session_line(session) if session else "",
        "waiting": call.applications.filter(status=Status.WAITING_LIST).count(),
        "registered": taken(call, timezone.now()),
        "subject": _("Closed: %(call)s") % {"call": shortened(name)},
        "name": name,
        "code": call.code,
        "closed_at": deadline_in_zone(call.closes_at, call.time_zone),
        "zone": call.time_zone,
        "count": call.applications.count(),
        "link": absolute(
            reverse("applications:attendance", args=(call.pk,))
            if session
            else reverse("applications:index") + f"?call={call.pk}"
        ),
    }


def _person(email: OutgoingEmail) -> Any:
    """The member of staff that a mail is for. Raises ``NotNeededError`` for one who has left."""
    person = get_user_model().objects.filter(pk=email.context.get("person"), is_active=True).first()
    if person is None:
        raise NotNeededError(gettext_noop("This account is closed."))
    return person
