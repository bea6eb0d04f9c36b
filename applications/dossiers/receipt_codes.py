"""The codes of receipts: whoever is shown a receipt can ask the portal whether it issued it.

A code is a seal over the reference and the moment of arrival, so nothing is stored, and whoever has one learns nothing
that the receipt does not say. Sixteen characters of the references' alphabet: 73 bits, which nobody tries out.
"""

import re

from django.utils.crypto import constant_time_compare

from applications.models import Application
from applications.references import ALPHABET
from home.seals import seal, seals

SALT = "applications.receipt_codes"
LENGTH = 16
GROUP = 4
LONGEST_TYPED = 100
"""Characters that are looked at; a reference has 60 at most."""
_DASHES = re.compile(r"[\s\u2010-\u2015-]+")


def receipt_code(application: Application) -> str:
    """The code as it is printed: ``K7M4-Q2RT-9XWD-4HGP``. The same for as long as the portal keeps its secret key."""
    code = _code(seal(SALT, _sealed(application)))
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def checked_receipt(reference: str, code: str) -> Application | None:
    """The dossier that a reference and a code were printed for; None for anything else. One query.

    Capitals, blanks and the kind of dash do not matter. Codes made with a former secret key are good, as links are.
    """
    reference = _DASHES.sub("-", reference[:LONGEST_TYPED].replace("\0", "").strip().upper())
    typed = "".join(character for character in code[:LONGEST_TYPED].upper() if character in ALPHABET)
    application = Application.objects.select_related("call", "version").filter(reference=reference).first()
    if application is None:
        return None
    made = [_code(text) for text in seals(SALT, _sealed(application))]
    return application if any(constant_time_compare(typed, one) for one in made) else None


def _sealed(application: Application) -> str:
    return f"{application.pk}-{application.reference}-{int(application.submitted_at.timestamp())}"


def _code(text: str) -> str:
    """The last digits of a seal, a hexadecimal number, in the alphabet of references."""
    number = int(text, 16)
    return "".join(ALPHABET[number // len(ALPHABET) ** index % len(ALPHABET)] for index in range(LENGTH))
