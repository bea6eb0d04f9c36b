"""The log of what staff read."""

from datetime import timedelta

from django.utils import timezone

from applications.models import Access, Application, Call, Reading
from users.models import User

ONE_READING = timedelta(hours=1)
"""Who leaves a dossier and comes back to it within this time has read it once."""
READ_ONCE = (Reading.DOSSIER, Reading.ATTENDANCE)


def record(
    *, by: User, reading: str, application: Application | None = None, call: Call | None = None, details: str = ""
) -> Access | None:
    """Write down that a person read something. None where the same reading is written down already.

    That holds for dossiers and attendance lists: files and exports are written down each time. The call is that of the
    dossier, if there is one.
    """
    call = application.call if application else call
    if reading in READ_ONCE and _was_read(by, reading, application, call):
        return None
    return Access.objects.create(
        application=application, call=call, reading=reading, details=details, by=by, by_name=name_of(by)
    )


def name_of(person: User) -> str:
    """The name and the address of somebody, as the log keeps them."""
    return f"{person.get_full_name()} <{person.email}>".strip()[:254]


def _was_read(by: User, reading: str, application: Application | None, call: Call | None) -> bool:
    since = timezone.now() - ONE_READING
    return Access.objects.filter(by=by, reading=reading, application=application, call=call, at__gt=since).exists()
