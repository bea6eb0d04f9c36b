"""Corrections that are not done: applicants are reminded before their day, and once after it."""

from datetime import date, datetime, timedelta

from applications.dossiers.letters import CORRECTION_REMINDER
from applications.dossiers.transitions import locked
from applications.mail.outbox import enqueue
from applications.models import CorrectionRequest, OutgoingEmail
from applications.statuses import Status
from home.templatetags.time_zones import in_zone

BEFORE = timedelta(days=3)
AFTER = timedelta(days=1)
MADE_UP_FOR = timedelta(days=7)
"""For so long a reminder that nobody wrote on its day, after the corrections were due, is still written."""
ANY_ZONE = timedelta(days=1)
"""By so much a day in a call's time zone may differ from that of the moment."""
BEFOREHAND, AFTERWARDS = 1, 2


def send_correction_reminders(now: datetime) -> int:
    """Write the reminders whose day has come, and return how many mails that makes.

    One mail for all corrections of a dossier that are due on one day; none twice, however often this runs.
    """
    today = now.date()
    near = CorrectionRequest.objects.open().filter(
        due_on__range=(today - MADE_UP_FOR - ANY_ZONE, today + BEFORE + ANY_ZONE),
        application__status=Status.WAITING_APPLICANT,
        application__anonymised_at=None,
    )
    near = near.exclude(application__contact_email="").select_related("application__call")
    first: dict[tuple[int, date], CorrectionRequest] = {}
    for request in near.order_by("asked_at", "pk"):
        first.setdefault((request.application_id, request.due_on), request)
    due = {key: request for request in first.values() if (key := _key(request, now))}
    told = set(OutgoingEmail.objects.filter(key__in=list(due)).values_list("key", flat=True))
    return sum(_remind(request, key) for key, request in due.items() if key not in told)


def _key(request: CorrectionRequest, now: datetime) -> str:
    """What the reminder of today is known by; empty for none."""
    zone = request.application.call.time_zone
    number = _number(request.due_on, in_zone(request.asked_at, zone).date(), in_zone(now, zone).date())
    return f"correction_reminder:{request.application_id}:{request.due_on}:{number}" if number else ""


def _number(due_on: date, asked_on: date, today: date) -> int:
    """Which reminder it is the day for. What was asked within its last days was just written about: none before."""
    if due_on + AFTER <= today <= due_on + MADE_UP_FOR:
        return AFTERWARDS
    first_day = due_on - BEFORE
    return BEFOREHAND if asked_on < first_day <= today <= due_on else 0


def _remind(request: CorrectionRequest, key: str) -> bool:
    """Write one mail. Under the lock of the dossier it is asked again whether it still waits."""
    with locked(request.application_id) as application:
        is_waiting = application.status == Status.WAITING_APPLICANT and application.contact_email
        if not is_waiting or not application.corrections.open().filter(due_on=request.due_on).exists():
            return False
        enqueue(
            key=key,
            kind=CORRECTION_REMINDER,
            to=application.contact_email,
            language=application.language,
            application=application,
            is_urgent=False,
        )
    return True
