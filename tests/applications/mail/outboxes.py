"""Mails that wait in the outbox."""

from datetime import timedelta

from django.utils import timezone

from applications.dossiers.letters import RECEIPT
from applications.mail.outbox import enqueue
from applications.models import Application, Call, FormVersion, OutgoingEmail

TO = "to@example.org"


def application(code: str = "outbox") -> Application:
    call = Call.objects.create(code=code)
    version = FormVersion.objects.create(call=call, content={"fr": {"title": "Titre", "steps": []}}, content_hash="x")
    return Application.objects.create(
        call=call, version=version, reference=f"{code}-1", language="fr", contact_email=TO
    )


def queue(dossier: Application, number: int = 1) -> list[OutgoingEmail]:
    return [
        enqueue(
            key=f"{dossier.reference}:{n}",
            kind=RECEIPT,
            to=TO,
            language="fr",
            application=dossier,
        )
        for n in range(number)
    ]


def lose_the_lease() -> None:
    OutgoingEmail.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
