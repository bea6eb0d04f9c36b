"""Telling the moderators that a call has closed, and what came in."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from applications.dossiers.staff_notices import language_of_person
from applications.mail.kinds import MailKind
from applications.mail.outbox import enqueue
from applications.models import Call
from applications.models.calls import closes_within, session_takes_place
from users.models import User

CALL_CLOSED = MailKind(code="call_closed", label=_("a call has closed"), is_for_staff=True)
"""Made by ``letters.to_staff``: it tells of the session, too."""
TOLD_WITHIN = timedelta(days=7)
"""A closing that went by longer ago is no news."""


def tell_of_closed_calls(now: datetime) -> int:
    """Write one mail to each moderator of each call that has closed; one deadline is told once. Returns how many.

    A form for several sessions closes with the last of them, and only the sessions are told of; one that is called off
    is no news.
    """
    written = 0
    closed = Call.objects.filter(closes_within(now - TOLD_WITHIN, now), session_calls=None)
    for call in closed.filter(session_takes_place()).exclude(moderators=None):
        for person in User.objects.filter(groups=call.moderators_id, is_active=True).select_related(
            "wagtail_userprofile"
        ):
            enqueue(
                key=f"call_closed:{call.pk}:{call.closes_at:%Y%m%d%H%M}:{person.pk}",
                kind=CALL_CLOSED,
                to=person.email,
                language=language_of_person(person),
                context={"call": call.pk, "person": person.pk},
                is_urgent=False,
            )
            written += 1
    return written
