"""Who came to a session, as staff say it at the door or afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from applications.models import Application, Attendance, Call
from applications.registrations.attendees import EXPECTED
from users.models import User


@dataclass(frozen=True)
class Marked:
    """How many were changed, and the dossiers that were refused: those without a seat."""

    number: int = 0
    refused: list[Application] = field(default_factory=list)


def mark(*, call: Call, marks: Mapping[int, bool | None], by: User) -> Marked:
    """Say of people, by the keys of their dossiers, whether they came; None takes back what was said.

    What is as said already stays, with who said it first. Who has no seat is refused, and the others are marked all
    the same: a list that was filled in at the door is not lost because somebody cancelled meanwhile. Keys of other
    calls are ignored. One transaction, under the call's lock; as many queries for one person as for all.
    """
    with transaction.atomic():
        Call.objects.select_for_update().get(pk=call.pk)
        dossiers = Application.objects.filter(call=call, pk__in=list(marks)).select_related("attendance")
        found = list(dossiers.defer("answers", "posted").order_by("pk"))
        refused = [each for each in found if each.status not in EXPECTED and _said(each) is None]
        wanted = {each.pk: marks[each.pk] for each in found if each not in refused and _said(each) != marks[each.pk]}
        _write(wanted, by)
    return Marked(len(wanted), refused)


def _said(application: Application) -> bool | None:
    attendance: Attendance | None = getattr(application, "attendance", None)
    return attendance.is_present if attendance else None


def _write(wanted: Mapping[int, bool | None], by: User) -> None:
    now = timezone.now()
    Attendance.objects.filter(application__in=list(wanted)).delete()
    Attendance.objects.bulk_create(
        Attendance(application_id=key, is_present=is_present, marked_by=by, marked_at=now)
        for key, is_present in wanted.items()
        if is_present is not None
    )
