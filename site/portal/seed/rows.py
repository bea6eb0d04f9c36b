"""The rows of one made-up dossier, not written yet."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from applications.dossiers.beneficiaries import key_of
from applications.dossiers.capacity import seat_year
from applications.dossiers.search_index import Index
from applications.models import (
    Application,
    CorrectionRequest,
    Decision,
    Label,
    StatusChange,
)
from applications.models.suspicions import Suspicion
from applications.references import new_reference
from applications.statuses import ACTIVE, Status, Trigger
from portal.seed.fillings import Applicant, Filled
from portal.seed.plan import Planned, times
from portal.seed.texts import REASONS, REMARKS
from users.models import User

SUSPECT, ASSIGNED, DUE, LABELLED = 0.02, 0.7, 0.4, 0.25
"""How many of the dossiers have each of these."""


@dataclass
class Dossier:
    """A dossier with what belongs to it; ``beneficiary`` is the key and the name of who applies."""

    application: Application
    index: Index
    beneficiary: tuple[str, str] | None
    label: Label | None = None
    changes: list[StatusChange] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    corrections: list[CorrectionRequest] = field(default_factory=list)


@dataclass(frozen=True)
class Desk:
    """Who handles made-up dossiers, with what labels."""

    staff: list[User]
    labels: list[Label]
    until: datetime


def dossier(planned: Planned, filled: Filled, applicant: Applicant, desk: Desk, rng: random.Random) -> Dossier:
    answers, data = filled.by(applicant)
    handler = rng.choice(desk.staff) if desk.staff else None
    moments = times(planned, rng, desk.until)
    application = Application(
        call=planned.call,
        version=filled.version,
        reference=new_reference(planned.call.prefix, rng.choice),
        language=filled.language,
        answers=answers,
        posted=data,
        contact_name=applicant.name,
        contact_email=applicant.email,
        eligibility=filled.eligibility,
        submit_token=uuid.UUID(int=rng.getrandbits(128), version=4),
        tracking_key=uuid.UUID(int=rng.getrandbits(128), version=4),
        **_handling(planned, moments, handler, desk, rng),
    )
    facts: dict[str, Any] = {"version": filled.version, "language": filled.language, "answers": answers}
    made = Dossier(
        application,
        filled.index_for(applicant),
        key_of(**facts, name=applicant.name, email=applicant.email),
        rng.choice(desk.labels) if desk.labels and rng.random() < LABELLED else None,
    )
    _tell(made, planned, filled, moments, handler)
    return made


def _handling(
    planned: Planned, moments: list[datetime], handler: User | None, desk: Desk, rng: random.Random
) -> dict[str, object]:
    """Where the dossier is, and what staff noted beside it."""
    is_due = planned.status in ACTIVE and rng.random() < DUE
    return {
        "status": planned.status,
        "status_since": moments[-1] if moments else planned.at,
        "seat_year": _seat_year(planned, moments),
        "number": planned.number,
        "submitted_at": planned.at,
        "suspicions": [rng.choice(Suspicion.values)] if rng.random() < SUSPECT else [],
        "assignee": handler if planned.way and rng.random() < ASSIGNED else None,
        "due_on": (desk.until + timedelta(days=rng.randint(-10, 40))).date() if is_due else None,
    }


def _seat_year(planned: Planned, moments: list[datetime]) -> int | None:
    held = seat_year(planned.call, planned.arrived, planned.at)
    for row, at in zip(planned.way, moments, strict=True):
        held = seat_year(planned.call, row.target, at, held=held)
    return held


def _tell(made: Dossier, planned: Planned, filled: Filled, moments: list[datetime], handler: User | None) -> None:
    """What happened, step by step."""
    application = made.application
    made.changes.append(StatusChange(application=application, to_status=planned.arrived, at=planned.at))
    for row, at in zip(planned.way, moments, strict=True):
        by = None if row.trigger == Trigger.APPLICANT else handler
        source, target = row.source, row.target
        made.changes.append(StatusChange(application=application, from_status=source, to_status=target, by=by, at=at))
        if row.trigger == Trigger.DECISION:
            made.decisions.append(_decision(application, target, at, handler))
        if target == Status.WAITING_APPLICANT and filled.correctable:
            made.corrections.append(_correction(application, filled, at, handler))


def _decision(application: Application, verdict: Status, at: datetime, by: User | None) -> Decision:
    is_granted = verdict == Status.ACCEPTED and application.call.amount_max is not None
    return Decision(
        application=application,
        verdict=verdict,
        reason=REASONS[application.language] if verdict == Status.DECLINED else "",
        amount=Decimal(application.call.amount_max or 0) / 2 if is_granted else None,
        decided_by=by,
        decided_at=at,
        released_by=by,
        released_at=at,
    )


def _correction(application: Application, filled: Filled, at: datetime, by: User | None) -> CorrectionRequest:
    key = filled.correctable[-1]
    return CorrectionRequest(
        application=application,
        question=key,
        remark=REMARKS[application.language],
        due_on=(at + timedelta(days=21)).date(),
        asked_by=by,
        asked_at=at,
        before=application.answers[key],
    )
