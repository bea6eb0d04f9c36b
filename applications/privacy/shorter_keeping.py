"""Keeping for less time: whoever decides it, administrators hear of it, and nothing goes before they could object."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from applications.dossiers.handling_people import with_administrators
from applications.dossiers.staff_notices import language_of_person, recipient
from applications.mail.composing import NotNeededError
from applications.mail.kinds import Facts, MailKind
from applications.mail.outbox import enqueue
from applications.mail.texts import shortened
from applications.models import Call, OutgoingEmail
from applications.models.purges import Clock
from applications.privacy.retention_rules import overdue, rests_until
from home.addresses import absolute
from home.characters import one_line
from users.models import User

RULES = {"refused_months": Clock.REFUSED, "granted_months": Clock.GRANTED}
"""The fields of a call that say how long its dossiers are kept, and the clocks that they set."""


def is_shorter(call: Call, before: dict[str, int]) -> bool:
    """Whether a rule keeps for less time than it did. ``before``: the months by field."""
    return any(getattr(call, name) < before[name] for name in RULES)


def tell_of_shorter_keeping(*, call: Call, before: dict[str, int], by: User) -> None:
    """Write to each administrator what was changed, inside the caller’s transaction, after the call was saved.

    ``call.keeping_shortened_at`` is when; the clocks of the call stand still from then on, see ``rests_until``.
    """
    for person in with_administrators(Q(pk__in=[])).select_related("wagtail_userprofile"):
        enqueue(
            key=f"keeping:{call.pk}:{call.keeping_shortened_at:%Y%m%d%H%M%S}:{person.pk}",
            kind=KEEPING_SHORTENED,
            to=person.email,
            language=language_of_person(person),
            context={"call": call.pk, "person": person.pk, "by": str(by or ""), "before": before},
            is_urgent=False,
        )


def _compose(email: OutgoingEmail) -> Facts:
    call, _person = Call.objects.filter(pk=email.context.get("call")).first(), recipient(email)
    begins = rests_until(call) if call else None
    if call is None or begins is None or begins <= timezone.now():
        raise NotNeededError(gettext_noop("The call is gone, or its clocks run again."))
    before = email.context["before"]
    return {
        "subject": gettext("Kept for less time: %(call)s") % {"call": shortened(str(call))},
        "name": str(call),
        "by": one_line(str(email.context.get("by") or "")),
        "refused": (before["refused_months"], call.refused_months),
        "granted": (before["granted_months"], call.granted_months),
        "begins": begins,
        "count": _due_then(call, begins),
        "link": absolute(reverse("calls:edit", args=(call.pk,))),
    }


def _due_then(call: Call, moment: datetime) -> int:
    """How many dossiers lose their person on the day when the clocks run again, those of its sessions too."""
    calls = [call, *call.session_calls.all()]
    return sum(overdue(each, clock, moment).count() for each in calls for clock in RULES.values())


KEEPING_SHORTENED = MailKind(
    code="keeping_shortened", label=_("dossiers are kept for less time"), compose=_compose, is_for_staff=True
)
