"""Mails to staff that tell of sessions. They lead to the admin, and quote nothing that an applicant wrote."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from applications.dossiers.capacity import capacity_of
from applications.dossiers.letter_variables import name_of_call
from applications.dossiers.permissions import handles
from applications.dossiers.staff_notices import recipient
from applications.mail.composing import NotNeededError
from applications.mail.kinds import Facts
from applications.mail.texts import shortened
from applications.models import Call, OutgoingEmail
from applications.registrations.session_details import session_of
from applications.registrations.session_phrases import session_line
from home.addresses import absolute
from home.templatetags.time_zones import deadline_in_zone


def call_closed(email: OutgoingEmail) -> Facts:
    """A deadline has passed: how much came in, for those who handle it."""
    call, person = Call.objects.filter(pk=email.context.get("call")).select_related("subject").first(), recipient(email)
    if call is None or call.closes_at is None or not call.has_closed(timezone.now()):
        raise NotNeededError(gettext_noop("The call is open again, or gone."))
    if not handles(person, call):
        raise NotNeededError(gettext_noop("This person does not handle the call any more."))
    name, session = name_of_call(call) or call.code, session_of(call, email.language)
    capacity = capacity_of(call, timezone.now())
    return {
        "session": session_line(session) if session else "",
        "waiting": capacity.waiting,
        "registered": capacity.taken,
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
