"""Which drafts a browser may open: a signed cookie holds their ids. Nobody has an account."""

import time
import uuid

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "drafts"
GIVEN_UP = "given-up"
"""The cookie of the drafts that this browser started again, or left: a window that is still open may save to them."""
SALT = "applications.browsers"
PAGE_SALT = "applications.pages"
MOST = 20
KEPT = 365 * 24 * 3600


def drafts_of(request: HttpRequest) -> list[uuid.UUID]:
    """Those that it opened, the last one first."""
    return _ids(request, COOKIE)


def was_given_up(request: HttpRequest, draft_id: uuid.UUID) -> bool:
    """Whether this browser started a draft again, or left it, and did not open it since."""
    return draft_id in _ids(request, GIVEN_UP) and draft_id not in drafts_of(request)


def _ids(request: HttpRequest, cookie: str) -> list[uuid.UUID]:
    """The ids in a cookie; none for one that is missing, old or forged."""
    try:
        text = request.get_signed_cookie(cookie, salt=SALT, default="", max_age=KEPT)
        return [uuid.UUID(part) for part in str(text).split("-") if part]
    except (signing.BadSignature, ValueError):
        return []


def remember(request: HttpRequest, response: HttpResponseBase, draft_id: uuid.UUID) -> None:
    """Let this browser open a draft, besides the last ones that it could."""
    known = drafts_of(request)
    if known and known[0] == draft_id:
        return
    _write(response, COOKIE, [draft_id, *(other for other in known if other != draft_id)])


def forget(request: HttpRequest, response: HttpResponseBase, draft_id: uuid.UUID) -> None:
    """This browser does not open a draft any more."""
    _write(response, COOKIE, [other for other in drafts_of(request) if other != draft_id])
    _write(response, GIVEN_UP, [draft_id, *(other for other in _ids(request, GIVEN_UP) if other != draft_id)])


def _write(response: HttpResponseBase, cookie: str, ids: list[uuid.UUID]) -> None:
    response.set_signed_cookie(
        cookie,
        "-".join(draft_id.hex for draft_id in ids[:MOST]),
        salt=SALT,
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def sealed(draft_id: uuid.UUID, form_key: uuid.UUID) -> str:
    """The id of a draft as a page of its form carries it, with the moment at which the page was made.

    A page that was open when the cookie went still leads to its draft, and two posts of a first page make one draft.
    """
    return _signer(form_key).sign(draft_id.hex)


def unsealed(text: str, form_key: uuid.UUID) -> tuple[uuid.UUID, float] | None:
    """The id and the age in seconds of the page; None for a text that was not made for this form."""
    try:
        draft_id = uuid.UUID(_signer(form_key).unsign(text, max_age=KEPT))
        made_at = signing.b62_decode(text.rsplit(":", 2)[1])
    except (signing.BadSignature, ValueError):
        return None
    return draft_id, max(0.0, time.time() - made_at)


def _signer(form_key: uuid.UUID) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"{PAGE_SALT}:{form_key}")
