"""Links that lead back to a draft. Whoever has the token may open it, so the database knows only its hash.

The token is derived from the link's row and the site's secret key of the day on which it was made: a mail that is
tried again carries the same one, whatever today's key is.
"""

import hashlib
import uuid
from datetime import datetime

from django.utils import timezone

from applications.models import Draft, DraftLink
from home.seals import SealedLink

RESUME_SEAL = SealedLink("applications.links")


def new_link(draft: Draft, email: str, now: datetime) -> DraftLink:
    """A link that is not in the database yet. It works for as long as the draft is kept if nobody touches it."""
    link = DraftLink(id=uuid.uuid4(), draft=draft, email=email, created_at=now, expires_at=draft.expires_at)
    link.token_hash = _hash(resume_token(link))
    return link


def resume_token(link: DraftLink) -> str:
    """What the mailed address ends with; empty if the key that made it is not among the known ones any more."""
    tokens = RESUME_SEAL.bare_tokens(str(link.pk))
    return next((token for token in tokens if not link.token_hash or _hash(token) == link.token_hash), "")


def find_link(token: str, now: datetime | None = None) -> DraftLink | None:
    """The link of a token, with its draft; None if it is unknown, revoked or too old. One query."""
    rows = DraftLink.objects.select_related("draft__call", "draft__version", "draft__application")
    link = rows.filter(token_hash=_hash(token)).first()
    return link if link and link.is_good(now or timezone.now()) else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
