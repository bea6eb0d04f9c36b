"""The address of a confirmation: nobody can make up the one of somebody else's application."""

import uuid

from applications.models import Application
from home.row_ids import row_id
from home.seals import SealedLink

RECEIPT_SEAL = SealedLink("applications.receipts", shape=r"\d+")


def receipt_for(application: Application) -> str:
    """The last part of the address, derived from the dossier and the site's secret key."""
    return RECEIPT_SEAL.token(str(application.pk))


def application_of(receipt: str, form_key: uuid.UUID) -> Application | None:
    """The application that a receipt was made for, if it was sent with this form; None for anything else.

    Not by its call: a form may belong to another one by now, and the addresses of its confirmations last.
    """
    number = row_id(receipt.partition("-")[0])
    if number is None or not RECEIPT_SEAL.is_genuine(receipt, str(number)):
        return None
    return Application.objects.filter(pk=number, version__form_key=form_key).first()
