"""The address of a confirmation: nobody can make up the one of somebody else's application.

Wagtail serves letters, digits, ``-`` and ``_`` only, so Django's signed values, with their colons, do not fit.
"""

import uuid

from django.utils.crypto import constant_time_compare, salted_hmac

from applications.models import Application
from home.row_ids import row_id

SALT = "applications.receipts"


def receipt_for(application: Application) -> str:
    """The last part of the address, derived from the dossier and the site's secret key."""
    return f"{application.pk}-{_seal(application.pk)}"


def application_of(receipt: str, form_key: uuid.UUID) -> Application | None:
    """The application that a receipt was made for, if it was sent with this form; None for anything else.

    Not by its call: a form may belong to another one by now, and the addresses of its confirmations last.
    """
    text, _dash, seal = receipt.partition("-")
    number = row_id(text)
    if number is None or not constant_time_compare(seal, _seal(number)):
        return None
    return Application.objects.filter(pk=number, version__form_key=form_key).first()


def _seal(pk: int) -> str:
    return salted_hmac(SALT, str(pk), algorithm="sha256").hexdigest()
