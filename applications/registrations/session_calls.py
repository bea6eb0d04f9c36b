"""The calls of sessions: one for each session of an event that one registers for here, kept as the event says."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page

from applications.dossiers.capacity import hold_no_longer_than
from applications.forms.page import FormPage
from applications.forms.publishing import refresh_versions
from applications.kinds import CallKind
from applications.models import Call, FormVersion
from applications.models.call_sessions import CallSession
from applications.models.calls import ON_LETTERS, Period
from applications.questions.base import Role
from applications.references import short_name
from applications.registrations.session_notices import tell_of_changes
from applications.registrations.waiting_list import hold_seats
from home.locales import titles_of
from offers.sessions import Registration, SessionFacts, SessionState, sessions

logger = logging.getLogger(__name__)

TAKEN_OVER = (
    "moderators",
    "committee",
    "four_eyes",
    "currency",
    "draft_days",
    "refused_months",
    "granted_months",
    "keeping_shortened_at",
    "reference_prefix",
    *ON_LETTERS,
)
"""What the call of a session has from the one that its form belongs to; so it has the moment when it opens."""


def sync_event(key: UUID) -> None:
    """Make, change or end the calls of an event's sessions so that they say what the live event says.

    ``key`` is the translation key of the event's pages. Who is registered is told what has changed; seats that are
    new are offered to those who wait. A call that has no session any more goes, or is closed if people registered. The
    form is asked again for its sessions, and is open as long as one of them is.
    """
    try:
        with transaction.atomic():
            _sync(key)
    except IntegrityError:  # both languages are published at once, and both made the call of a new session
        with transaction.atomic():
            _sync(key)
    for refusal in refresh_versions(forms_of_event(key)):
        logger.warning("The form %s keeps its sessions: %s", refusal.page.pk, " ".join(refusal.problems))


def sync_form(page: FormPage) -> None:
    """Lead the sessions of the event above a form, if it asks for the session, to the call of the form."""
    parent = page.get_parent()
    if parent is not None and sessions().is_event(parent) and page in forms_of_event(parent.translation_key):
        with transaction.atomic():
            _sync(parent.translation_key)


def take_over(series: Call) -> None:
    """Hand the people and the rules of a form's call on to the calls of its sessions, after somebody changed them.

    To be called in the transaction that saves the form's call, which holds the lock of its row.
    """
    with transaction.atomic():
        calls = Call.objects.select_for_update(of=("self",)).filter(series=series).order_by("pk")
        events = set()
        for call in calls.select_related("subject"):
            _copy(series, call)
            call.save(update_fields=TAKEN_OVER)
            events |= {call.subject.translation_key} if call.subject else set()
        for key in sorted(events):
            _sync(key)


def is_behind(key: UUID) -> bool:
    """Whether one cannot register for the sessions of a live event as it says: its last publication did not arrive."""
    taking = _taking_registrations(key)
    wanted = {each.key: (CallSession.from_facts(each), each.registration.seats) for each in taking}
    calls = Call.objects.filter(session_key__in=wanted)
    said = {call.session_key: (call.session, call.capacity) for call in calls}
    return any(said.get(each) != facts for each, facts in wanted.items())


def forms_of_event(key: UUID) -> list[FormPage]:
    """The live forms below an event that ask for the session."""
    pages = FormPage.objects.live().filter(alias_of=None).select_related("call").order_by("pk")
    events = Page.objects.filter(translation_key=key).order_by("pk")
    return [page for event in events for page in pages.child_of(event) if _asks_for_session(page)]


def _asks_for_session(page: FormPage) -> bool:
    version = FormVersion.objects.in_force(page.translation_key)
    return version is not None and version.asks_for(Role.SESSION)


def _taking_registrations(key: UUID) -> list[Any]:
    return [each for each in sessions().of_event(key) if each.registration]


def _sync(key: UUID) -> None:
    now = timezone.now()
    facts = {each.key: each for each in sessions().of_event(key)}
    series = _series(key)
    calls = _calls(key, facts)
    for each in facts.values():
        if each.registration and not _is_elsewhere(calls.get(each.key), key):
            call = calls.pop(each.key, None) or Call(session_key=each.key, code=_code(each))
            _say(call, each, each.registration, series, now)
    for session_key, call in calls.items():
        if not _is_elsewhere(call, key):
            _end(call, facts.get(session_key), now)
    if series:
        _close_with_the_last(series, now)


def _series(key: UUID) -> Call | None:
    """The call of the event's form, locked before those of its sessions as publishing a form does; None without one."""
    pages = forms_of_event(key)
    return Call.objects.select_for_update().get(pk=pages[0].call_id) if pages else None


def _calls(key: UUID, wanted: Iterable[UUID]) -> dict[Any, Call]:
    """The calls of an event's sessions, locked, by the keys of these."""
    known = Call.objects.filter(session_key__isnull=False)
    mine = known.filter(subject__translation_key=key) | known.filter(session_key__in=list(wanted))
    keys = list(mine.values_list("pk", flat=True))
    calls = Call.objects.select_for_update(of=("self",)).select_related("subject").filter(pk__in=keys)
    return {call.session_key: call for call in calls.order_by("pk")}


def _is_elsewhere(call: Call | None, key: UUID) -> bool:
    """Whether a call serves another event that has its session too: a copy of a page has the sessions of its source."""
    other = call.subject.translation_key if call and call.subject else key
    if call is None or other == key:
        return False
    return any(each.key == call.session_key for each in _taking_registrations(other))


def _say(call: Call, facts: SessionFacts, rules: Registration, series: Call | None, now: datetime) -> None:
    """Make a call say what its session says, and tell and offer what follows from it."""
    before = call.announced_session
    call.set_session(CallSession.from_facts(facts), time_zone=facts.time_zone)
    call.kind, call.subject = CallKind.REGISTRATION, facts.page
    for language, title in titles_of(facts.page).items():
        setattr(call, f"title_{language}", title)
    call.capacity, call.capacity_period, call.numbering = rules.seats, Period.CALL, Period.CALL
    call.has_waiting_list, call.confirms_at_once = rules.has_waiting_list, not rules.is_by_hand
    call.closes_at = min(rules.closes_at or facts.starts, facts.starts)
    if series:
        call.series, call.opens_at = series, series.opens_at
        _copy(series, call)
    if call.opens_at and call.opens_at >= call.closes_at:
        call.opens_at, call.closes_at = None, min(call.closes_at, now)
    call.save()
    _tell(call, before, now)
    hold_seats(call, now)


def _tell(call: Call, before: CallSession | None, now: datetime) -> None:
    """Tell what has changed, if anything has. An offer of a seat ends when the session begins, at the latest."""
    starts = call.session_starts_at
    if starts:
        hold_no_longer_than(call, starts)
    if before and call.session and not before.is_told_as(call.session):
        tell_of_changes(call=call, before=before, now=now)


def _copy(series: Call, call: Call) -> None:
    for name in TAKEN_OVER:
        setattr(call, name, getattr(series, name))


def _end(call: Call, facts: SessionFacts | None, now: datetime) -> None:
    """The session is gone, or takes no registrations any more. What is over stays as it was."""
    if not any(rows.exists() for rows in (call.applications, call.drafts, call.form_pages, call.versions)):
        call.delete()
        return
    before = call.announced_session
    if facts is not None:
        call.set_session(CallSession.from_facts(facts), time_zone=facts.time_zone)
    elif not call.session_is_over(now):
        call.lose_session()
    if not call.opened_before(now):
        call.opens_at = None
    call.closes_at = min(call.closes_at or now, now)
    call.save()
    if facts is not None:
        _tell(call, before, now)


def _close_with_the_last(series: Call, now: datetime) -> None:
    """A form is open as long as one can register for one of its sessions."""
    calls = Call.objects.filter(series=series, session_state=SessionState.CONFIRMED).exclude(closes_at=None)
    last = calls.order_by("-closes_at").values_list("closes_at", flat=True).first()
    closes = last or min(series.closes_at or now, now)
    if series.opens_at and series.opens_at >= closes:
        if series.opens_later(now):
            return  # it is not open, and what staff wrote of when it will be stays
        closes = now
    series.closes_at = closes
    series.save(update_fields=["closes_at"])


def _code(facts: SessionFacts) -> str:
    """A code for a new call: the event and the day."""
    day = f"-{facts.first_day:%y%m%d}"
    base = short_name(facts.page.slug, "session")
    code, number = f"{base}{day}", 1
    while Call.objects.filter(code=code).exists():
        number += 1
        code = f"{base}{day}-{number}"
    return code
