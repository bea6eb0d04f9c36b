"""Drafts that nobody sends: their holders are reminded before their time is over.

Days are those of the call's time zone: one day, one mail.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from applications.drafts.mail_facts import draft_facts
from applications.drafts.resume_links import has_used_link
from applications.drafts.resume_tokens import new_link
from applications.mail.composing import NotNeededError
from applications.mail.kinds import Facts, MailKind
from applications.mail.outbox import enqueue
from applications.mail.texts import shortened
from applications.models import Draft, OutgoingEmail
from applications.models.calls import closes_within
from home.templatetags.time_zones import deadline_in_zone, in_zone

BATCH = 200

Told = dict[uuid.UUID, set[str]]
"""By draft: the keys of the reminders that were written, and the names of what they covered."""


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


def send_reminders(now: datetime) -> int:
    """Write the reminders whose day has come, and return how many mails that makes.

    Whatever is due for a draft on one day goes into one mail; what was told is not told again, however often this runs.
    A reminder whose day went by unnoticed is made up for, unless the event itself has passed. Two queries for a batch
    of drafts, and one transaction for each mail.
    """
    written = 0
    for drafts in _batches(now):
        told = _told(draft.pk for draft in drafts)
        with_news = [draft.pk for draft in drafts if _news(draft, told, now)]
        written += sum(_remind(pk, now) for pk in with_news)
    return written


def _batches(now: datetime) -> Iterator[list[Draft]]:
    """The drafts with an address and an event not far ahead, without what was typed into them."""
    soon = now + LONGEST_AHEAD
    near = Q(expires_at__lte=soon) | closes_within(now, soon, "call__")
    rows = Draft.objects.unsent().filter(near, expires_at__gt=now).exclude(email="").select_related("call")
    rows = rows.defer("data", "removed", "changes").order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


def _told(keys: Iterable[uuid.UUID]) -> Told:
    told: Told = defaultdict(set)
    rows = OutgoingEmail.objects.filter(occasion=DRAFT_REMINDER.code, draft__in=list(keys))
    for draft_id, key, context in rows.values_list("draft_id", "key", "context"):
        if draft_id:
            told[draft_id] |= {key, *context["covers"]}
    return told


def _news(draft: Draft, told: Told, now: datetime) -> list[Reminder]:
    """What is due and was not told yet; nothing on a day that has had its reminder."""
    known = told.get(draft.pk, set())
    if _key(draft, now) in known:
        return []
    return [reminder for reminder in due_reminders(draft, now) if reminder.name not in known]


def _key(draft: Draft, now: datetime) -> str:
    return f"draft_reminder:{draft.pk}:{today_of(draft, now)}"


def _remind(pk: uuid.UUID, now: datetime) -> bool:
    """Write one mail, with a link of its own. Under the lock of the draft everything is asked again.

    False for one that is too many to its address: nobody is reminded often who never came back by a link, however many
    drafts somebody begins under their address. It is not made up for.
    """
    with transaction.atomic():
        rows = Draft.objects.unsent().select_for_update(of=("self",)).select_related("call")
        draft = rows.filter(pk=pk).exclude(email="").first()
        news = _news(draft, _told([pk]), now) if draft else []
        if draft is None or not news:
            return False
        link = new_link(draft, draft.email, now)
        link.save(force_insert=True)
        email = enqueue(
            key=_key(draft, now),
            kind=DRAFT_REMINDER,
            to=draft.email,
            language=draft.language,
            draft=draft,
            context={"link": str(link.pk), "covers": [reminder.name for reminder in news]},
            is_urgent=False,
            is_confirmed=has_used_link(draft),
        )
    return not email.is_withheld


def _mail(email: OutgoingEmail) -> Facts:
    facts = draft_facts(email, without_page=NotNeededError)
    events = events_ahead(email.context.get("covers", ()), facts["draft"], timezone.now())
    if not events:
        raise NotNeededError(gettext_noop("What it reminds of has moved or passed."))
    if Event.CLOSING in events:
        subject, moment = _("Open until %(date)s: %(title)s"), facts["closes_at"]
    else:
        subject, moment = _("Your draft is deleted on %(date)s: %(title)s"), facts["expires_at"]
    return facts | {
        "subject": subject % {"date": date_format(moment), "title": shortened(facts["title"])},
        "tells_closing": Event.CLOSING in events,
        "tells_expiry": Event.EXPIRY in events,
    }


DRAFT_REMINDER = MailKind(
    code="draft_reminder", label=gettext_lazy("reminder of a draft"), compose=_mail, limit="reminder by recipient"
)
