"""The people of a session, as those see them who receive them."""

from dataclasses import dataclass

from django.db.models import Q

from applications.dossiers.beneficiaries import organisation_of
from applications.dossiers.capacity import on_waiting_list
from applications.models import Application, Call
from applications.models.applications import ApplicationQuerySet
from applications.statuses import WITHOUT_SEAT, Status
from home.folding import fold

EXPECTED = frozenset(Status) - WITHOUT_SEAT - {Status.SEAT_HELD}
"""Who has a seat, be it to be confirmed yet. A seat that is offered is nobody's until it is taken."""
CONFIRMED = frozenset({Status.ACCEPTED, Status.UNDER_WAY, Status.CLOSED})
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Attendee:
    """``came`` is "yes", "no", or empty while nobody has said it."""

    application: Application
    came: str

    @property
    def key(self) -> int:
        return int(self.application.pk)

    @property
    def name(self) -> str:
        return name_of(self.application)

    @property
    def organisation(self) -> str:
        return organisation_of(self.application)

    @property
    def is_confirmed(self) -> bool:
        return self.application.status in CONFIRMED

    @property
    def is_provisional(self) -> bool:
        """Whether the applicant has not confirmed the address yet: a seat may go back."""
        return self.application.is_provisional

    @property
    def has_seat(self) -> bool:
        """Not so of whom it was said that they came, and who lost the seat since."""
        return self.application.status in EXPECTED


def expected(call: Call) -> ApplicationQuerySet:
    """Those who have a seat in a session, and those of whom it was said whether they came, in no order."""
    return Application.objects.filter(Q(status__in=EXPECTED) | Q(attendance__isnull=False), call=call).order_by()


def attendees(call: Call) -> list[Attendee]:
    """Those who have a seat, or were seen, by name. One query."""
    dossiers = expected(call).select_related("beneficiary", "attendance").defer("answers", "posted")
    found = [Attendee(application, _came(application)) for application in dossiers]
    return sorted(found, key=lambda each: (fold(each.name), each.key))


def offered(call: Call) -> list[Attendee]:
    """Those a seat is kept for, who is first to lose it first. One query."""
    return _without_seat(Application.objects.filter(call=call, status=Status.SEAT_HELD).order_by("held_until", "pk"))


def in_turn(call: Call) -> list[Attendee]:
    """Those who wait, in the order in which they are offered a seat. One query."""
    return _without_seat(on_waiting_list(call))


def _without_seat(dossiers: ApplicationQuerySet) -> list[Attendee]:
    return [Attendee(each, "") for each in dossiers.select_related("beneficiary").defer("answers", "posted")]


def name_of(application: Application) -> str:
    """What to call somebody at the door; the reference of who gave no name, or was made anonymous."""
    return application.contact_name.strip() or application.contact_email or application.reference


def _came(application: Application) -> str:
    attendance = getattr(application, "attendance", None)
    if attendance is None:
        return ""
    return YES if attendance.is_present else NO
