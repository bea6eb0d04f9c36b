"""The address of a confirmation: nobody can make up the one of somebody else's application.

Wagtail serves letters, digits, ``-`` and ``_`` only, so Django's signed values, with their colons, do not fit.
"""

from django.utils.crypto import constant_time_compare, salted_hmac

from applications.models import Application

SALT = "applications.receipts"


def receipt_for(application: Application) -> str:
    """The last part of the address, derived from the dossier and the site's secret key."""
    return f"{application.pk}-{_seal(application.pk)}"


def application_of(receipt: str, call_id: int) -> Application | None:
    """The application that a receipt was made for, if it was sent to this call; None for anything else."""
    number, _dash, seal = receipt.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    if not constant_time_compare(seal, _seal(int(number))):
        return None
    return Application.objects.filter(pk=int(number), call_id=call_id).first()


def _seal(pk: int) -> str:
    return salted_hmac(SALT, str(pk), algorithm="sha256").hexdigest()
