"""What is kept of people who register: whether they came, and what they need on the day."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from applications.models import Application, Attendance, Call
from applications.models.calls import session_is_over
from applications.models.keeping import Deletion, Keeper

AFTER_A_SESSION = timedelta(days=30)
"""What somebody needs on the day is kept until the session is over for as long."""


class Registrations(Keeper):
    """Whether somebody came stays as a number when the dossier is anonymised: nothing is to be emptied."""

    page_template = "applications/personal_data/attendance.html"

    def stays(self, deletion: Deletion, now: datetime) -> Q:
        if deletion == Deletion.PRIVATE:
            with_a_session = Call.objects.filter(session_ends_at__isnull=False)
            return Q(call__in=with_a_session.exclude(session_is_over(now - AFTER_A_SESSION)).values("pk"))
        return super().stays(deletion, now)

    def known(self, applications: Sequence[Application], language: str) -> Mapping[int, Mapping[str, Any]]:
        marked = Attendance.objects.filter(application__in=[each.pk for each in applications])
        came = dict(marked.values_list("application", "is_present"))
        return {each.pk: {"came": came.get(each.pk)} for each in applications}
