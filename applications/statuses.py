"""Where a dossier is, and every way from one place to another. Pure data: the workflow on one screen.

``dossiers.transitions.move`` is the only writer of a status, and moves along a row of ``TRANSITIONS`` or not at all.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.kinds import CallKind


class Status(models.TextChoices):
    """Staff names. What happened to a dossier is told by its ``StatusChange`` rows, not by its status."""

    RECEIVED = "received", pgettext_lazy("of a dossier", "Received")
    IN_REVIEW = "in_review", _("In review")
    WAITING_APPLICANT = "waiting_applicant", _("Waiting for the applicant")
    WAITING_LIST = "waiting_list", _("On the waiting list")
    SEAT_HELD = "offered", _("Seat offered")
    READY = "ready", _("Ready for decision")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNDER_WAY = "under_way", _("Under way")
    CLOSED = "closed", pgettext_lazy("of a dossier", "Closed")
    LAPSED = "lapsed", pgettext_lazy("of a dossier", "Lapsed")


PUBLIC_NAMES = {
    Status.RECEIVED: _("We have received it"),
    Status.IN_REVIEW: _("We are reading it"),
    Status.WAITING_APPLICANT: _("We need something from you"),
    Status.WAITING_LIST: _("On the waiting list"),
    Status.SEAT_HELD: _("A seat is kept for you"),
    Status.READY: _("Waiting for the decision"),
    Status.ACCEPTED: _("Accepted"),
    Status.DECLINED: _("Not accepted"),
    Status.WITHDRAWN: _("You withdrew it"),
    Status.UNDER_WAY: _("Under way"),
    Status.CLOSED: _("Finished"),
    Status.LAPSED: _("No seat in time"),
}
"""What the applicant reads."""

PUBLIC_NAMES_OF_REGISTRATIONS = PUBLIC_NAMES | {
    Status.ACCEPTED: _("You are registered"),
    Status.DECLINED: _("Not registered"),
    Status.WITHDRAWN: _("You cancelled"),
}
"""The same for a registration: one is registered, not accepted."""

TO_HANDLE = frozenset({Status.RECEIVED, Status.IN_REVIEW, Status.READY})
"""Staff have the next step to make."""
ACTIVE = TO_HANDLE | {Status.WAITING_APPLICANT, Status.WAITING_LIST, Status.SEAT_HELD}
"""No answer was given yet."""
REFUSED = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.LAPSED})
FINAL = REFUSED | {Status.CLOSED}
"""Nothing more is expected of anybody. The retention clocks run from here."""
WITHOUT_SEAT = REFUSED | {Status.WAITING_LIST}
"""Take no seat of a call that has a limited number."""


class Trigger(StrEnum):
    """By what a dossier moves: each belongs to one action, which is the only one to use it."""

    HAND = "hand"
    """A member of staff moves it."""
    CORRECTION = "correction"
    """Corrections are asked for, or all of them are done."""
    DECISION = "decision"
    """A decision is released."""
    REOPENING = "reopening"
    """A decision, or an end, is taken back, with a reason."""
    APPLICANT = "applicant"
    """The applicant withdraws."""
    HOLDING = "offer"
    """A free seat is offered to whoever waits first."""
    TAKING = "taking"
    """The applicant takes the seat that is offered, or one again that went back before the address was confirmed."""
    TIME = "time"
    """Time is over: that of an offer, of a seat to be confirmed, or the session itself."""


@dataclass(frozen=True)
class Transition:
    source: Status
    target: Status
    trigger: Trigger
    kinds: frozenset[CallKind]


ALL = frozenset(CallKind)
DECIDED = ALL - {CallKind.ENQUIRY}
LED = frozenset({CallKind.COACHING, CallKind.GRANT})
NOT_BY_COMMITTEE = DECIDED - {CallKind.GRANT}
SEATED = frozenset({CallKind.REGISTRATION})
S, M = Status, Trigger

TRANSITIONS: tuple[Transition, ...] = tuple(
    Transition(source, target, trigger, kinds)
    for source, target, trigger, kinds in (
        (S.RECEIVED, S.IN_REVIEW, M.HAND, ALL),
        (S.WAITING_LIST, S.RECEIVED, M.HAND, ALL),
        (S.IN_REVIEW, S.READY, M.HAND, LED),
        (S.READY, S.IN_REVIEW, M.HAND, LED),
        (S.RECEIVED, S.CLOSED, M.HAND, frozenset({CallKind.ENQUIRY})),
        (S.IN_REVIEW, S.CLOSED, M.HAND, frozenset({CallKind.ENQUIRY})),
        (S.ACCEPTED, S.UNDER_WAY, M.HAND, LED),
        (S.UNDER_WAY, S.ACCEPTED, M.HAND, LED),
        (S.ACCEPTED, S.CLOSED, M.HAND, DECIDED),
        (S.UNDER_WAY, S.CLOSED, M.HAND, LED),
        (S.RECEIVED, S.WAITING_APPLICANT, M.CORRECTION, ALL),
        (S.IN_REVIEW, S.WAITING_APPLICANT, M.CORRECTION, ALL),
        (S.WAITING_APPLICANT, S.IN_REVIEW, M.CORRECTION, ALL),
        (S.RECEIVED, S.ACCEPTED, M.DECISION, SEATED),
        (S.RECEIVED, S.DECLINED, M.DECISION, SEATED),
        (S.IN_REVIEW, S.ACCEPTED, M.DECISION, NOT_BY_COMMITTEE),
        (S.IN_REVIEW, S.DECLINED, M.DECISION, NOT_BY_COMMITTEE),
        (S.IN_REVIEW, S.WAITING_LIST, M.DECISION, NOT_BY_COMMITTEE),
        (S.READY, S.ACCEPTED, M.DECISION, LED),
        (S.READY, S.DECLINED, M.DECISION, LED),
        (S.READY, S.WAITING_LIST, M.DECISION, LED),
        (S.WAITING_LIST, S.ACCEPTED, M.DECISION, DECIDED),
        (S.WAITING_LIST, S.DECLINED, M.DECISION, DECIDED),
        (S.ACCEPTED, S.IN_REVIEW, M.REOPENING, DECIDED),
        (S.DECLINED, S.IN_REVIEW, M.REOPENING, DECIDED),
        (S.DECLINED, S.WAITING_LIST, M.REOPENING, DECIDED),
        (S.WITHDRAWN, S.IN_REVIEW, M.REOPENING, ALL),
        (S.WITHDRAWN, S.WAITING_LIST, M.REOPENING, DECIDED),
        (S.CLOSED, S.IN_REVIEW, M.REOPENING, frozenset({CallKind.ENQUIRY})),
        (S.CLOSED, S.UNDER_WAY, M.REOPENING, LED),
        (S.CLOSED, S.ACCEPTED, M.REOPENING, SEATED),
        (S.LAPSED, S.WAITING_LIST, M.REOPENING, SEATED),
        (S.RECEIVED, S.WITHDRAWN, M.APPLICANT, ALL),
        (S.IN_REVIEW, S.WITHDRAWN, M.APPLICANT, ALL),
        (S.WAITING_APPLICANT, S.WITHDRAWN, M.APPLICANT, ALL),
        (S.WAITING_LIST, S.WITHDRAWN, M.APPLICANT, ALL),
        (S.READY, S.WITHDRAWN, M.APPLICANT, ALL),
        (S.ACCEPTED, S.WITHDRAWN, M.APPLICANT, DECIDED),
        (S.SEAT_HELD, S.WITHDRAWN, M.APPLICANT, SEATED),
        (S.WAITING_LIST, S.SEAT_HELD, M.HOLDING, SEATED),
        (S.SEAT_HELD, S.ACCEPTED, M.TAKING, SEATED),
        (S.SEAT_HELD, S.RECEIVED, M.TAKING, SEATED),
        (S.SEAT_HELD, S.LAPSED, M.TIME, SEATED),
        (S.WAITING_LIST, S.LAPSED, M.TIME, SEATED),
        (S.RECEIVED, S.LAPSED, M.TIME, SEATED),
        (S.IN_REVIEW, S.LAPSED, M.TIME, SEATED),
        (S.WAITING_APPLICANT, S.LAPSED, M.TIME, SEATED),
        (S.ACCEPTED, S.CLOSED, M.TIME, SEATED),
        (S.ACCEPTED, S.LAPSED, M.TIME, SEATED),
        (S.LAPSED, S.ACCEPTED, M.TAKING, SEATED),
        (S.LAPSED, S.RECEIVED, M.TAKING, SEATED),
        (S.LAPSED, S.WAITING_LIST, M.TAKING, SEATED),
    )
)

PATHS: dict[CallKind, tuple[Status, ...]] = {
    CallKind.ENQUIRY: (S.RECEIVED, S.IN_REVIEW, S.CLOSED),
    CallKind.COACHING: (S.RECEIVED, S.IN_REVIEW, S.ACCEPTED, S.UNDER_WAY, S.CLOSED),
    CallKind.GRANT: (S.RECEIVED, S.IN_REVIEW, S.READY, S.ACCEPTED, S.UNDER_WAY, S.CLOSED),
    CallKind.REGISTRATION: (S.RECEIVED, S.ACCEPTED, S.CLOSED),
}
"""The way that dossiers of a kind take when all goes well: what the applicant sees ahead."""


def public_name(kind: str, status: str) -> str:
    """Where a dossier is, as its applicant reads it."""
    names = PUBLIC_NAMES_OF_REGISTRATIONS if kind == CallKind.REGISTRATION else PUBLIC_NAMES
    return str(names[Status(status)])


def targets(kind: str, source: str, trigger: Trigger) -> list[Status]:
    """Where a dossier of a kind may go from a status by some trigger, in the order of the table."""
    return [
        row.target
        for row in TRANSITIONS
        if row.source == source and row.trigger == trigger and CallKind(kind) in row.kinds
    ]


def may_move(kind: str, source: str, target: str, trigger: Trigger) -> bool:
    return Status(target) in targets(kind, source, trigger)
