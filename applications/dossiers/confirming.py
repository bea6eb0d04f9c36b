"""Whether an applicant reads what is mailed to the address that they gave: they press a button behind a mailed link.

Until then the address may be a stranger's, so nothing that the sender wrote is mailed there. It is confirmed for each
dossier: that somebody has confirmed an address once is no reason to mail them what others write under it. A browser
that has shown whose it is (``drafts.proven_addresses``) sends dossiers that are confirmed from the beginning.
"""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation

from applications.dossiers.tracking_tokens import tracking_token, tracking_url
from applications.dossiers.transitions import locked
from applications.mail.kinds import arrival_letter, letter_kinds
from applications.mail.outbox import write_to_applicant
from applications.models import Application
from applications.statuses import Status
from home.addresses import absolute
from home.seals import SealedLink

CONFIRMING_SEAL = SealedLink("applications.addresses")

Listener = Callable[[Application], None]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Name somebody to be called with each dossier whose address was just confirmed, under its locks."""
    if listener not in _listeners:
        _listeners.append(listener)


def proof_of(application: Application) -> str:
    """What the confirming link ends with. It is told nowhere but in mails to the address that it confirms."""
    return CONFIRMING_SEAL.bare_token(_sealed(application))


def is_proof(application: Application, text: str) -> bool:
    return CONFIRMING_SEAL.is_bare_token(text, _sealed(application))


def _sealed(application: Application) -> str:
    return f"{application.pk}-{application.tracking_key.hex}-{application.contact_email}"


def mailed_address(application: Application, language: str, since: datetime | None = None) -> str:
    """The whole address of the tracking page as mails to the applicant carry it: with the button, while it is needed.

    For mails to ``contact_email`` alone.
    """
    if application.address_confirmed_at:
        return tracking_url(application, language, since=since)
    with translation.override(language):
        return absolute(reverse("tracking_confirm", args=[tracking_token(application, since), proof_of(application)]))


def confirm_address(*, application: Application) -> bool:
    """Note that the applicant reads the address; they get the letter that confirms what they sent, with their words.

    False, and nothing, where it was known. Those who hear of it may move the dossier.
    """
    with locked(application.pk) as dossier:
        return confirm_locked(dossier)


def confirm_locked(dossier: Application) -> bool:
    """The same for a dossier that is ``locked``."""
    if dossier.address_confirmed_at:
        return False
    dossier.address_confirmed_at = timezone.now()
    dossier.save(update_fields=["address_confirmed_at"])
    for listener in _listeners:
        listener(dossier)
    if any(dossier.status in kind.arrival for kind in letter_kinds()):
        write_to_applicant(dossier, arrival_letter(Status(dossier.status)), f"confirmed:{dossier.pk}")
    return True
