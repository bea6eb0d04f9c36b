"""The way of a dossier as its applicant sees it: what is done, where it is, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.kinds import CallKind
from applications.models import Application, StatusChange
from applications.statuses import FINAL, PATHS, REFUSED, Status, public_name


class StepState(StrEnum):
    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"
    END = "end"
    """The way stops here."""


@dataclass(frozen=True)
class Milestone:
    """``at`` is when the dossier came there; None for what is ahead."""

    status: Status
    state: StepState
    name: str | Promise
    text: str | Promise = ""
    at: datetime | None = None


NAMES: dict[Status, str | Promise] = {
    Status.RECEIVED: pgettext_lazy("step of a dossier", "Received"),
    Status.IN_REVIEW: pgettext_lazy("step of a dossier", "Review"),
    Status.WAITING_LIST: pgettext_lazy("step of a dossier", "Waiting list"),
    Status.SEAT_HELD: pgettext_lazy("step of a dossier", "Seat kept for you"),
    Status.READY: pgettext_lazy("step of a dossier", "Decision"),
    Status.ACCEPTED: pgettext_lazy("step of a dossier", "Answer"),
    Status.UNDER_WAY: pgettext_lazy("step of a dossier", "Under way"),
    Status.CLOSED: pgettext_lazy("step of a dossier", "Finished"),
}
NAMES_OF_KINDS: dict[CallKind, dict[Status, str | Promise]] = {
    CallKind.ENQUIRY: {Status.CLOSED: pgettext_lazy("step of an enquiry", "Answered")},
    CallKind.REGISTRATION: {
        Status.RECEIVED: pgettext_lazy("step of a registration", "Received"),
        Status.ACCEPTED: pgettext_lazy("step of a registration", "Registered"),
        Status.CLOSED: pgettext_lazy("step of a registration", "Session over"),
    },
}
"""Where a kind says it in other words."""
ORDER = (Status.RECEIVED, Status.IN_REVIEW, Status.READY, Status.ACCEPTED, Status.UNDER_WAY, Status.CLOSED)
"""What one may have to go through, whatever the kind."""
BESIDE = (Status.WAITING_LIST, Status.SEAT_HELD)
"""Where one waits beside the way of every kind."""
TOLD = frozenset({Status.ACCEPTED}) | REFUSED
"""Once it came there, a step says what the answer is, in the public name of the status."""
WHERE_IT_IS: dict[Status, str | Promise] = {
    Status.RECEIVED: _("It waits to be read."),
    Status.IN_REVIEW: _("Somebody is reading it."),
    Status.WAITING_APPLICANT: _("On hold: we are waiting for you."),
    Status.WAITING_LIST: _("All seats are taken for now. We write to you if a seat becomes free."),
    Status.SEAT_HELD: _("Take the seat in time: after that it goes to the next person."),
    Status.READY: _("We have read it. The decision is still to be taken, or to be told."),
    Status.ACCEPTED: _("We write to you about what comes next."),
    Status.UNDER_WAY: _("Write to us here whenever you need to."),
}
WHERE_A_REGISTRATION_IS: dict[Status, str | Promise] = {
    Status.RECEIVED: _("We confirm registrations one by one, and write to you soon."),
    Status.ACCEPTED: _("Your seat is yours. If you cannot come, cancel: somebody else gets it."),
}
WHAT_COMES: dict[Status, str | Promise] = {
    Status.ACCEPTED: _("By e-mail and on this page."),
}


Dates = dict[Status, tuple[datetime | None, str]]
"""When the dossier came to a status last, and from which."""


def milestones(application: Application, changes: Iterable[StatusChange]) -> list[Milestone]:
    """The steps of a dossier in order, from its changes, the oldest first. Decisions count once they were told.

    Steps of the usual way that it did not go through are left out once it is past them.
    """
    kind, status = CallKind(application.call.kind), Status(application.status)
    dates: Dates = {Status(change.to_status): (change.at, change.from_status) for change in changes}
    dates[Status.RECEIVED] = (application.submitted_at, "")
    way = _way(kind, status, dates)
    here = way.index(Status.IN_REVIEW if status == Status.WAITING_APPLICANT else status)
    steps = [_step(kind, one, status, index - here, dates) for index, one in enumerate(way)]
    return [step for step in steps if step.at or step.state != StepState.DONE]


def _way(kind: CallKind, status: Status, dates: Dates) -> list[Status]:
    """The statuses to show: the kind's way, and where the dossier is when that lies beside it."""
    here = Status.IN_REVIEW if status == Status.WAITING_APPLICANT else status
    way = [one for one in ORDER if one in PATHS[kind] or one == here]
    if status in BESIDE:
        source = dates.get(status, (None, ""))[1]
        waited = [one for one in BESIDE if one in (source, status)]
        turn = _turn(way, waited[0], dates)
        way[turn:turn] = waited
    if status in REFUSED:
        way = [*way[: _turn(way, status, dates)], status]
    return way


def _turn(way: list[Status], status: Status, dates: Dates) -> int:
    """Where the dossier left its way: behind the step that it came from.

    Where that lies beside the way itself, behind the furthest step before the answer that it has seen.
    """
    source = dates.get(status, (None, ""))[1]
    if source in way:
        return way.index(Status(source)) + 1
    answer = way.index(Status.ACCEPTED) if Status.ACCEPTED in way else way.index(Status.CLOSED)
    return max((index + 1 for index, one in enumerate(way[:answer]) if one in dates), default=1)


def _step(kind: CallKind, one: Status, status: Status, distance: int, dates: Dates) -> Milestone:
    at = dates.get(one, (None, ""))[0]
    is_told = one in TOLD and distance <= 0
    name = public_name(kind, one) if is_told else NAMES_OF_KINDS.get(kind, {}).get(one, NAMES[one])
    if distance < 0:
        return Milestone(one, StepState.DONE, name, at=at)
    if distance > 0:
        return Milestone(one, StepState.AHEAD, name, WHAT_COMES.get(one, ""))
    if status in FINAL:
        return Milestone(
            one, StepState.END if status in REFUSED else StepState.DONE, name, at=at or dates[Status.RECEIVED][0]
        )
    where = WHERE_A_REGISTRATION_IS if kind == CallKind.REGISTRATION else {}
    return Milestone(one, StepState.HERE, name, where.get(status, WHERE_IT_IS[status]), dates.get(status, (at, ""))[0])
