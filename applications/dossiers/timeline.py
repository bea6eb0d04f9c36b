"""What happened to a dossier, as one list, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.dossiers.mail_delivery import is_telling
from applications.dossiers.standing_decisions import decision_in_words
from applications.kinds import CallKind
from applications.mail.outbox import to_applicants
from applications.models import (
    Application,
    CorrectionRequest,
    Decision,
    Edit,
    EditKind,
    EmailStatus,
    Message,
    Note,
    OutgoingEmail,
    StatusChange,
)
from applications.statuses import Status
from users.models import User


class Kind(models.TextChoices):
    STATUS = "status", _("Status")
    DECISION = "decision", _("Decisions")
    MESSAGE = "message", _("Messages")
    CORRECTION = "correction", _("Corrections")
    NOTE = "note", _("Notes")
    EDIT = "edit", _("Changes")
    EMAIL = "email", _("E-mails")


ICONS = {
    Kind.STATUS: "arrow-right-full",
    Kind.DECISION: "clipboard-list",
    Kind.MESSAGE: "comment",
    Kind.CORRECTION: "edit",
    Kind.NOTE: "openquote",
    Kind.EDIT: "cog",
    Kind.EMAIL: "mail",
}


@dataclass(frozen=True)
class Event:
    """``who`` is empty where nobody is known. ``changes``: before and after. ``is_foreign``: the applicant's words."""

    kind: Kind
    at: datetime
    title: str
    who: str = ""
    text: str = ""
    changes: tuple[str, str] | None = None
    email: OutgoingEmail | None = None
    is_foreign: bool = False

    @property
    def icon(self) -> str:
        return ICONS[self.kind]


NOT_CONFIRMED = _("The seat went back: nobody confirmed the address in time")
TAKEN_AGAIN = _("The address was confirmed, and the seat taken again")
TOLD: dict[tuple[str, str], Any] = {
    (Status.WAITING_LIST, Status.SEAT_HELD): _("A free seat is offered"),
    (Status.SEAT_HELD, Status.ACCEPTED): _("The seat that was offered is taken"),
    (Status.SEAT_HELD, Status.RECEIVED): _("The seat that was offered is taken"),
    (Status.SEAT_HELD, Status.WITHDRAWN): _("The seat that was offered is given up"),
    (Status.SEAT_HELD, Status.LAPSED): _("The seat that was offered was not taken in time"),
    (Status.WAITING_LIST, Status.LAPSED): _("No seat became free in time"),
    (Status.RECEIVED, Status.LAPSED): _("The session is over, and it was not confirmed"),
    (Status.IN_REVIEW, Status.LAPSED): _("The session is over, and it was not confirmed"),
    (Status.WAITING_APPLICANT, Status.LAPSED): _("The session is over, and it was not confirmed"),
    (Status.ACCEPTED, Status.CLOSED): _("The session is over"),
    (Status.ACCEPTED, Status.LAPSED): NOT_CONFIRMED,
    (Status.LAPSED, Status.ACCEPTED): TAKEN_AGAIN,
    (Status.LAPSED, Status.RECEIVED): TAKEN_AGAIN,
    (Status.LAPSED, Status.WAITING_LIST): _("The address was confirmed, too late for a seat"),
}
"""What moves of registrations without staff are told as."""
THEIRS = frozenset((source, Status.WITHDRAWN) for source in Status) | {
    (Status.SEAT_HELD, Status.ACCEPTED),
    (Status.SEAT_HELD, Status.RECEIVED),
    (Status.LAPSED, Status.ACCEPTED),
    (Status.LAPSED, Status.RECEIVED),
    (Status.LAPSED, Status.WAITING_LIST),
}
"""Moves that are the applicant's own, unless staff made them."""

Events = Iterator[Event]


def read_history(application: Application, *, handles: bool) -> None:
    """Load what ``timeline`` tells of, each kind with one query; also what ``permissions`` asks of the dossier."""
    statuses = Prefetch("status_changes", StatusChange.objects.select_related("by"))
    others = (
        Prefetch("decisions", Decision.objects.select_related("decided_by", "released_by", "revoked_by")),
        Prefetch("edits", Edit.objects.select_related("by")),
        Prefetch("notes", Note.objects.select_related("author")),
        "notes__mentions",
        Prefetch("messages", Message.objects.select_related("author")),
        Prefetch("corrections", CorrectionRequest.objects.select_related("asked_by")),
        # Notices to staff say nothing that is not in the list already.
        Prefetch("emails", to_applicants(OutgoingEmail.objects.all())),
    )
    prefetch_related_objects([application], statuses, *(others if handles else ()))


def timeline(application: Application, *, language: str, handles: bool) -> list[Event]:
    """The events of a dossier in the reader's language.

    Who only reads the dossier is told of its statuses, and nothing of what staff wrote or mailed.
    """
    read_history(application, handles=handles)
    events = list(_statuses(application, with_notes=handles))
    if handles:
        labels = _labels(application, language)
        events += [*_decisions(application), *_messages(application), *_corrections(application, labels)]
        events += [*_notes(application), *_edits(application), *_emails(application)]
    return sorted(events, key=_moment, reverse=True)


def _moment(event: Event) -> datetime:
    return event.at


def _labels(application: Application, language: str) -> dict[str, str]:
    return {key: spec["label"] for key, spec in application.version.form(language).specs.items()}


def _name(person: User | None) -> str:
    return str(person or "")


def _statuses(application: Application, *, with_notes: bool = True) -> Events:
    told = TOLD if application.call.kind == CallKind.REGISTRATION else {}
    for change in application.status_changes.all():
        source, target = change.get_from_status_display(), change.get_to_status_display()
        way = (change.from_status, change.to_status)
        is_theirs = not change.by and (not source or way in THEIRS)
        by_itself = "" if change.by else str(told.get(way, ""))
        if by_itself and application.is_provisional and change.to_status == Status.LAPSED:
            by_itself = str(NOT_CONFIRMED)
        mover = gettext("the portal") if by_itself else _name(change.by)
        yield Event(
            Kind.STATUS,
            change.at,
            by_itself or gettext("Status: %(status)s") % {"status": target},
            gettext("the applicant") if is_theirs else mover,
            change.note if with_notes else "",
            (source, target) if source else None,
            is_foreign=is_theirs,
        )


def _edits(application: Application) -> Events:
    for edit in application.edits.all():
        changes = (edit.before, edit.after)
        if edit.kind == EditKind.DUE:
            changes = (_day(edit.before), _day(edit.after))
        yield Event(
            Kind.EDIT,
            edit.at,
            capfirst(edit.get_kind_display()),
            _name(edit.by),
            changes=changes if any(changes) else None,
        )


def _day(text: str) -> str:
    """The day of an edit in the reader's language; it is kept as an ISO date."""
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text


def _notes(application: Application) -> Events:
    for note in application.notes.all():
        yield Event(Kind.NOTE, note.written_at, gettext("Note"), _name(note.author), note.text)


def _messages(application: Application) -> Events:
    for message in application.messages.all():
        is_theirs = message.is_from_applicant
        title = gettext("Message from the applicant") if is_theirs else gettext("Message to the applicant")
        yield Event(
            Kind.MESSAGE,
            message.sent_at,
            title,
            "" if is_theirs else _name(message.author),
            message.text,
            is_foreign=True,
        )


def _emails(application: Application) -> Events:
    for email in application.emails.all():
        title = gettext("E-mail: %(occasion)s") % {"occasion": email.get_occasion_display()}
        yield Event(Kind.EMAIL, email.sent_at or email.created_at, title, email=email, is_foreign=True)


def _corrections(application: Application, labels: dict[str, str]) -> Events:
    for correction in application.corrections.all():
        words = {"question": labels.get(correction.question) or gettext("a question that is gone")}
        asked = gettext("Correction asked for: %(question)s") % words
        yield Event(Kind.CORRECTION, correction.asked_at, asked, _name(correction.asked_by), correction.remark)
        if correction.answered_at:
            title, who = gettext("Corrected: %(question)s") % words, gettext("the applicant")
            yield Event(Kind.CORRECTION, correction.answered_at, title, who)
        if correction.cancelled_at:
            yield Event(Kind.CORRECTION, correction.cancelled_at, gettext("No longer asked for: %(question)s") % words)


def _decisions(application: Application) -> Events:
    for decision in application.decisions.all():
        words = {"verdict": decision_in_words(decision, application)}
        title = gettext("Decided: %(verdict)s") % words
        yield Event(Kind.DECISION, decision.decided_at, title, _name(decision.decided_by), decision.reason)
        if decision.released_at:
            title = gettext("Decision told: %(verdict)s") % words
            yield Event(Kind.DECISION, decision.released_at, title, _name(decision.released_by))
        if decision.revoked_at:
            title = gettext("Decision taken back: %(verdict)s") % words
            yield Event(Kind.DECISION, decision.revoked_at, title, _name(decision.revoked_by))


def failed_mail(application: Application, events: list[Event]) -> OutgoingEmail | None:
    """The latest mail to the address that the applicant has now, if it did not arrive: the rule of ``delivery``."""
    for event in events:
        if event.email and is_telling(event.email, application):
            return event.email if event.email.status == EmailStatus.FAILED else None
    return None
