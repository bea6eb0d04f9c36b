"""The dates of live events as rows, so that an agenda is one query."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events.sessions import Session
from home.locales import language_of
from offers.sessions import ANNOUNCED, SessionState, StateFlags, is_over


class EventDateQuerySet(models.QuerySet["EventDate"]):
    def upcoming(self, now: datetime | None = None) -> "EventDateQuerySet":
        """Those that are not over, the next one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def over_since(self, moment: datetime) -> "EventDateQuerySet":
        """Those that are over now, and were not at a moment, the latest first."""
        return self.past().filter(ends_at__gt=moment)

    def past(self, now: datetime | None = None) -> "EventDateQuerySet":
        """Those that are over, the latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "pk")


class EventDate(StateFlags, models.Model):
    """One session of a live event, derived from the page's ``sessions``. Written by ``EventPage`` at publication only.

    ``starts_at`` and ``ends_at`` are moments in UTC to sort and compare by. A session without hours lasts from the
    first midnight to the last one of its days, in the time zone of the event; ``has_time`` tells the two apart.
    ``first_day`` and ``last_day`` are the days that the calendar of that time zone shows. ``sequence`` and
    ``changed_at`` are those of its ``SessionHistory``.
    """

    page = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="dates")
    session_id = models.UUIDField()
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(db_index=True)
    first_day = models.DateField(db_index=True)
    last_day = models.DateField(db_index=True)
    has_time = models.BooleanField(default=False)
    has_end_time = models.BooleanField(default=False)
    place = models.CharField(max_length=160, blank=True)
    is_online = models.BooleanField(default=False)
    is_on_site = models.BooleanField(default=False)
    takes_registrations = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ANNOUNCED, default=SessionState.CONFIRMED)

    objects = EventDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        constraints = [models.UniqueConstraint(fields=["page", "session_id"], name="one_date_per_session")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.starts_at:%Y-%m-%d}"

    @property
    def key(self) -> UUID:
        """The key of its session, by the name that sessions give it."""
        return self.session_id

    @property
    def is_over(self) -> bool:
        return is_over(self.ends_at)

    @property
    def starts(self) -> datetime:
        """When it starts, in the time zone of its event."""
        return self.starts_at.astimezone(ZoneInfo(self.page.time_zone))

    @property
    def ends(self) -> datetime:
        """When it ends, in the time zone of its event; without an hour, the last moment of its last day."""
        end = self.ends_at.astimezone(ZoneInfo(self.page.time_zone))
        return end if self.has_end_time or self.has_time else end - timedelta(microseconds=1)


class SessionHistory(models.Model):
    """How often what calendars show of a session has changed, in one language. It outlives the session's date.

    A calendar takes a change only under a higher ``sequence`` (RFC 5545, 3.8.7.4), so it never falls, not even when
    the event was taken down for a while. ``digest`` stands for what was published last.
    """

    session_id = models.UUIDField()
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    first_published_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("history of a session")
        verbose_name_plural = _("histories of sessions")
        constraints = [models.UniqueConstraint(fields=["session_id", "language"], name="one_history_per_language")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.language} {self.sequence}"


def write_dates(page: Page, sessions: list[Session]) -> None:
    """Replace the dates of an ``EventPage`` by its sessions, in the caller's transaction. At most four queries.

    A session that is gone leaves the calendars of those who subscribed with the next look; its history stays, so that
    it comes back under a higher number than it left with, if anything of it changed.
    """
    page.dates.all().delete()
    if not sessions:
        return
    histories = _histories(page, sessions)
    EventDate.objects.bulk_create(
        EventDate(
            page=page,
            session_id=session.key,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            has_time=session.has_time,
            has_end_time=session.has_end_time,
            first_day=session.first_day,
            last_day=session.last_day,
            place=session.place,
            is_online=session.is_online,
            is_on_site=session.is_on_site,
            takes_registrations=session.registration is not None,
            sequence=histories[session.key].sequence,
            changed_at=histories[session.key].changed_at,
            state=session.state,
        )
        for session in sessions
    )


def _histories(page: Page, sessions: list[Session]) -> dict[UUID, SessionHistory]:
    """The histories of sessions, those of which something changed one number higher. One query, or two."""
    language, now = language_of(page.locale_id), timezone.now()
    known = SessionHistory.objects.select_for_update().filter(language=language)
    histories = {one.session_id: one for one in known.filter(session_id__in=[session.key for session in sessions])}
    changed: dict[UUID, SessionHistory] = {}
    for session in sessions:
        digest = _digest(page, session)
        history = histories.get(session.key)
        if history is None:
            history = SessionHistory(session_id=session.key, language=language, first_published_at=now)
        elif history.digest != digest:
            history.sequence += 1
        else:
            continue
        history.digest, history.changed_at = digest, now
        histories[session.key] = changed[session.key] = history
    if changed:
        _write(changed.values())
    return histories


def _write(histories: Iterable[SessionHistory]) -> None:
    """Insert or update by session and language, in one query."""
    SessionHistory.objects.bulk_create(
        [
            SessionHistory(
                session_id=one.session_id,
                language=one.language,
                digest=one.digest,
                sequence=one.sequence,
                first_published_at=one.first_published_at,
                changed_at=one.changed_at,
            )
            for one in histories
        ],
        update_conflicts=True,
        unique_fields=["session_id", "language"],
        update_fields=["digest", "sequence", "changed_at"],
    )


def _digest(page: Page, session: Session) -> str:
    """What stands for all that a calendar shows of a session, the access link of those registered included."""
    on_page = ("title", "slug", "kind", "introduction", "organiser_id", "registration_url", "registration_note")
    shown = [str(getattr(page, name) or "") for name in on_page]
    times = [session.starts.isoformat(), session.ends.isoformat(), page.time_zone]
    flags = [session.has_time, session.has_end_time, session.registration is not None]
    texts = [getattr(session, name) for name in ("note", "place", "address", "access", "online_url", "access_url")]
    content = json.dumps([shown, times, str(session.last_day), flags, texts, str(session.state)])
    return hashlib.sha256(content.encode()).hexdigest()
