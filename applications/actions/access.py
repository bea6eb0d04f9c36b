"""The log of what staff read."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from applications.models import Access, Application, Call, Reading

ONE_READING = timedelta(hours=1)
"""Who leaves a dossier and comes back to it within this time has read it once."""


def record(
    *, by: Any, reading: str, application: Application | None = None, call: Call | None = None, details: str = ""
) -> Access | None:
    """Write down that a person read something. None where a reading of the dossier is written down already.

    Files and exports are written down each time. The call is that of the dossier, if there is one.
    """
    if reading == Reading.DOSSIER and _was_read(by, application):
        return None
    call = application.call if application else call
    return Access.objects.create(application=application, call=call, reading=reading, details=details, by=by)


def _was_read(by: Any, application: Application | None) -> bool:
    since = timezone.now() - ONE_READING
    return Access.objects.filter(by=by, application=application, reading=Reading.DOSSIER, at__gt=since).exists()
