"""Letters as they are written and read."""

import uuid
from datetime import date
from typing import Any

from django.utils import timezone

from applications.mail.kinds import letter_kind
from applications.mail.outbox import enqueue
from applications.models import (
    Application,
    CorrectionRequest,
    Decision,
    Message,
    OutgoingEmail,
)
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.builders import KEYS

DUE = date(2035, 3, 1)


STATUS = {
    "receipt": Status.RECEIVED,
    "corrections": Status.WAITING_APPLICANT,
    "correction_reminder": Status.WAITING_APPLICANT,
    "message": Status.IN_REVIEW,
    "accepted": Status.ACCEPTED,
    "declined": Status.DECLINED,
    "waiting_list": Status.WAITING_LIST,
    "place_free": Status.RECEIVED,
    "reopened": Status.IN_REVIEW,
    "withdrawn": Status.WITHDRAWN,
}


def about(dossier: Application, occasion: str) -> dict[str, Any]:
    """What happened, and how the mail knows of it."""
    if occasion in ("corrections", "correction_reminder"):
        remarks = {KEYS["name"]: "Ask {name} again", KEYS["what"]: "Which one?\r\nSay more."}
        asked = [
            CorrectionRequest.objects.create(application=dossier, question=key, remark=remark, due_on=DUE)
            for key, remark in remarks.items()
        ]
        return {"corrections": [request.pk for request in asked]} if occasion == "corrections" else {}
    if occasion == "message":
        return {"message": Message.objects.create(application=dossier, text="A word from us {title}\r\nSigned").pk}
    if occasion in ("accepted", "declined", "waiting_list"):
        facts = {"verdict": occasion, "reason": "It is good {link}", "released_at": timezone.now()}
        amount = 2000 if occasion == "accepted" else None
        return {"decision": Decision.objects.create(application=dossier, amount=amount, **facts).pk}
    return {}


def mail_of(dossier: Application, occasion: str, **context: Any) -> OutgoingEmail:
    return enqueue(
        key=f"{occasion}:{uuid.uuid4()}",
        kind=letter_kind(occasion),
        to=dossier.contact_email,
        language=dossier.language,
        application=dossier,
        context=context,
    )


def written(office: Desk, occasion: str, language: str = "en", **fields: Any) -> OutgoingEmail:
    dossier = office.dossier(STATUS[occasion], language, **fields)
    return mail_of(dossier, occasion, **about(dossier, occasion))
