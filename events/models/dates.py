"""The dates of live events as rows, so that an agenda is one query."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.blocks import SessionState

if TYPE_CHECKING:
    from events.models.pages import EventPage


class EventDateQuerySet(models.QuerySet["EventDate"]):
    def upcoming(self, now: datetime | None = None) -> "EventDateQuerySet":
        """Those that are not over, the next one first."""
        return self.filter(ends_at__gte=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> "EventDateQuerySet":
        """Those that are over, the latest first."""
        return self.filter(ends_at__lt=now or timezone.now()).order_by("-starts_at", "pk")


class EventDate(models.Model):
    """One session of a live event, derived from the page's ``sessions``. Written by ``EventPage`` at publication only.

    ``starts_at`` and ``ends_at`` are moments in UTC to sort and compare by. A session without hours lasts from the
    first midnight to the last one of its days, in the time zone of the event; ``has_time`` tells the two apart.
    """

    page = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="dates")
    session_id = models.UUIDField()
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(db_index=True)
    has_time = models.BooleanField(default=False)
    has_end_time = models.BooleanField(default=False)
    place = models.CharField(max_length=160, blank=True)
    is_online = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.CONFIRMED)

    objects = EventDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        constraints = [models.UniqueConstraint(fields=["page", "session_id"], name="one_date_per_session")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.starts_at:%Y-%m-%d}"

    @property
    def is_past(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def starts(self) -> datetime:
        """When it starts, in the time zone of its event."""
        return self.starts_at.astimezone(ZoneInfo(self.page.time_zone))

    @property
    def ends(self) -> datetime:
        """When it ends, in the time zone of its event; without an hour, the last moment of its last day."""
        end = self.ends_at.astimezone(ZoneInfo(self.page.time_zone))
        return end if self.has_end_time or self.has_time else end - timedelta(microseconds=1)


def write_dates(page: "EventPage", sessions: list[Any]) -> None:
    """Replace the dates of a page by those of its sessions. Two queries, inside the caller's transaction."""
    page.dates.all().delete()
    EventDate.objects.bulk_create(
        EventDate(
            page=page,
            session_id=session.key,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            has_time=session.has_time,
            has_end_time=session.has_end_time,
            place=session.place,
            is_online=bool(session.online_url),
            state=session.state,
        )
        for session in sessions
    )
