"""Which days call for a reminder of a draft. Pure dates, in the call's time zone: one day, one mail."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from applications.models import Draft
from home.templatetags.time_zones import deadline_in_zone, in_zone


class Event(StrEnum):
    """What a draft's holder is reminded of: the draft is deleted, or the call closes."""

    CLOSING = "closing"
    EXPIRY = "expiry"


DAYS_BEFORE = {Event.CLOSING: (7, 2), Event.EXPIRY: (14, 2)}
LONGEST_AHEAD = timedelta(days=max(max(days) for days in DAYS_BEFORE.values()) + 1)
"""How long before its event the first reminder may come, whatever the time zone of its call."""


@dataclass(frozen=True)
class Reminder:
    event: Event
    days: int
    last_day: date

    @property
    def name(self) -> str:
        """What a reminder that was written is known by. An event that moves to another day makes another one."""
        return f"{self.event}-{self.days}:{self.last_day}"


def today_of(draft: Draft, now: datetime) -> date:
    return in_zone(now, draft.call.time_zone).date()


def moment_of(event: Event, draft: Draft) -> datetime | None:
    return draft.call.closes_at if event == Event.CLOSING else draft.expires_at


def due_reminders(draft: Draft, now: datetime) -> list[Reminder]:
    """Those whose day has come. A day that had passed before the draft was begun, or last changed, calls for none."""
    today = today_of(draft, now)
    due = []
    for event, days_before in DAYS_BEFORE.items():
        last_day = _last_day(event, draft, now)
        if last_day is None:
            continue
        known_since = draft.started_at if event == Event.CLOSING else draft.saved_at
        first_day = in_zone(known_since, draft.call.time_zone).date()
        for days in days_before:
            # Kept for no longer than that, a draft would be warned of each day that it is worked on.
            is_daily = event == Event.EXPIRY and days >= draft.call.draft_days
            if not is_daily and first_day <= last_day - timedelta(days=days) <= today:
                due.append(Reminder(event, days, last_day))
    return due


def events_ahead(names: Collection[str], draft: Draft, now: datetime) -> list[Event]:
    """The events that these reminders, by name, were written of, if they are still to come, and on the same day."""
    return [
        event
        for event, days_before in DAYS_BEFORE.items()
        if (last_day := _last_day(event, draft, now))
        and any(Reminder(event, days, last_day).name in names for days in days_before)
    ]


def _last_day(event: Event, draft: Draft, now: datetime) -> date | None:
    """The day of an event that is still to come, as people say it: midnight belongs to the day before."""
    moment = moment_of(event, draft)
    if moment is None or moment <= now:
        return None
    return deadline_in_zone(moment, draft.call.time_zone).date()
