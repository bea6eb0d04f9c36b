"""Links by which applicants track what they sent. Nobody has an account: whoever has the link is let in.

A link tells which application and until when, under a seal of the site's secret key and of the application's
``tracking_key``: with another key, all links that were mailed before lead nowhere. Nothing is stored, and a mail that
is tried again carries the same link. Letters, digits and ``-`` only.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone, translation

from applications.models import Application
from home.addresses import absolute
from home.row_ids import row_id
from home.seals import SealedLink

TRACKING_SEAL = SealedLink("applications.follow_links", shape=r"\d+-\d{8}", length=40)
GOOD_FOR = timedelta(days=180)


@dataclass(frozen=True)
class TrackedApplication:
    """What a genuine link leads to. One that is too old opens nothing, but may be renewed by e-mail."""

    application: Application
    token: str
    last_day: date

    @property
    def is_too_old(self) -> bool:
        return self.last_day < timezone.now().date()


def tracking_token(application: Application, since: datetime | None = None) -> str:
    """The last part of a link that is good for half a year from a moment, or from now."""
    value = _value(application.pk, ((since or timezone.now()) + GOOD_FOR).date())
    return TRACKING_SEAL.token(value, application.tracking_key.hex)


def find(token: str) -> TrackedApplication | None:
    """What a link leads to; None for one that was made up, or ended with its ``tracking_key``. One query."""
    number, _dash, rest = token.partition("-")
    day = rest.partition("-")[0]
    pk = row_id(number)
    try:
        last_day = datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
    if pk is None or not day.isascii():
        return None
    application = Application.objects.select_related("call", "version").filter(pk=pk).first()
    if application is None:
        return None
    # Made anew from what was read: a number with zeros before it is no second way to write a link.
    if not TRACKING_SEAL.is_genuine(token, _value(application.pk, last_day), application.tracking_key.hex):
        return None
    return TrackedApplication(application, token, last_day)


def tracking_url(
    application: Application,
    language: str,
    since: datetime | None = None,
    page: str = "application",
    below: tuple[object, ...] = (),
) -> str:
    """The whole address of the tracking page in a language, or of a page below it, as mails carry it."""
    with translation.override(language):
        path = reverse(f"tracking_{page}", args=[tracking_token(application, since), *below])
    return absolute(path)


def _value(pk: int, last_day: date) -> str:
    return f"{pk}-{last_day:%Y%m%d}"
