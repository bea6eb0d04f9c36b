"""Of which e-mail addresses a browser has shown that its person reads them, by a button behind a mailed link.

A signed cookie holds them, as seals. What is sent from there under such an address needs no further confirmation.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from home.seals import is_sealed, seal
from users.email_addresses import fold_email

COOKIE = "addresses"
SALT = "applications.proven_addresses"
LENGTH = 32
MOST = 10
KEPT = 180 * 24 * 3600


def prove(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Remember that whoever uses this browser reads an address, besides the last ones."""
    others = [known for known in _known(request) if not is_sealed(SALT, fold_email(email), known, length=LENGTH)]
    response.set_signed_cookie(
        COOKIE,
        "-".join([seal(SALT, fold_email(email))[:LENGTH], *others][:MOST]),
        salt=SALT,
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def has_proven(request: HttpRequest, email: str) -> bool:
    return bool(email) and any(is_sealed(SALT, fold_email(email), known, length=LENGTH) for known in _known(request))


def forget_addresses(response: HttpResponseBase) -> None:
    """Whoever uses this browser next is somebody else."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _known(request: HttpRequest) -> list[str]:
    try:
        text = request.get_signed_cookie(COOKIE, salt=SALT, default="", max_age=KEPT)
    except signing.BadSignature:
        return []
    return [part for part in str(text).split("-") if part]
