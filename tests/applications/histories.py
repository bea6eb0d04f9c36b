"""What happens to a dossier, so many times."""

import datetime as dt
from typing import Any

from django.utils import timezone

from applications.dossiers import handling
from applications.models import Application, CorrectionRequest, Decision, Message, OutgoingEmail
from tests.applications.dossier_desk import Desk
from tests.builders import KEYS


def fill(office: Desk, dossier: Application, number: int = 1) -> None:
    """So many of each thing that happens to a dossier."""
    by, now = office.moderator, timezone.now()
    for index in range(number):
        handling.set_due(application=dossier, day=dt.date(2027, 3, 1 + index), by=by)
        handling.write_note(application=dossier, text=f"note {index}", mentions=[office.colleague], by=by)
        Message.objects.create(application=dossier, text=f"from staff {index}", author=by)
        Message.objects.create(application=dossier, text=f"from them {index}", is_from_applicant=True)
        answered = {"answered_at": now, "before": "old words", "after": "new words"}
        times: dict[str, Any] = {"asked_by": by, "due_on": now.date(), **answered}
        CorrectionRequest.objects.create(application=dossier, question=KEYS["why"], remark=f"remark {index}", **times)
        Decision.objects.create(
            application=dossier, verdict="declined", reason=f"reason {index}", decided_by=by, revoked_at=now
        )
        mail(dossier, f"receipt:{index}", status="sent", sent_text=f"mailed {index}")


def mail(dossier: Application, key: str, **fields: Any) -> OutgoingEmail:
    given = {"occasion": "receipt", "to": dossier.contact_email, "language": "fr", **fields}
    return OutgoingEmail.objects.create(key=f"{key}:{dossier.pk}", application=dossier, **given)
