"""Telling those who handle a dossier that its due date has passed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applications.dossiers.staff_notices import Notice, notify, watchers
from applications.models import Application

MADE_UP_FOR = timedelta(days=7)
"""A date that passed longer ago was told, or is no news any more."""


def tell_of_overdue(now: datetime) -> int:
    """Write to the person and the watchers of each dossier whose due date has passed, once for each date.

    The day is that of the portal's own time zone. Returns how many dossiers
    became overdue within the last days.
    """
    today = timezone.localdate(now)
    late = Application.objects.overdue(today).filter(due_on__gte=today - MADE_UP_FOR, anonymised_at=None)
    count = 0
    for application in late.select_related("assignee").prefetch_related("watchers").order_by("pk"):
        with transaction.atomic():
            key = f"overdue:{application.pk}:{application.due_on}"
            notify(application=application, people=watchers(application), notice=Notice.OVERDUE, key=key)
        count += 1
    return count
