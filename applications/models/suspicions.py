"""What makes an application look like a machine's, or like one too many. It is marked “to check”, never refused."""

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

# A name that no browser and no password manager knows how to fill in, unlike “website” or “company”.
HONEYPOT = "subject"
QUICK = 1.0  # seconds


class Suspicion(models.TextChoices):
    HONEYPOT = "honeypot", _("filled in a field that people do not see")
    QUICK = "quick", _("answered faster than people read")
    UNSIGNED = "unsigned", _("came from no page of this site")
    CAPTCHA = "captcha", _("the robot check was not passed, or gave no answer")
    AGAIN = "again", _("already registered with this address")
    UNMAILED = "unmailed", _("the receipt was not mailed: too many e-mails to this address, or from this sender")


def suspicions_of(posted: Mapping[str, str], seconds: float | None, *, is_first: bool = False) -> tuple[str, ...]:
    """What is strange about a post; ``seconds`` is the age of the page that it came from, None for an unknown page.

    Only the first post of a draft can be too quick: who comes back to answers that are there leafs through them.
    """
    found = []
    if posted.get(HONEYPOT, "").strip():
        found.append(Suspicion.HONEYPOT)
    if seconds is None:
        found.append(Suspicion.UNSIGNED)
    elif is_first and seconds < QUICK and posted.get("go", "") in ("", "next"):
        found.append(Suspicion.QUICK)
    return tuple(found)


def suspicion_labels(codes: Iterable[object]) -> list[str]:
    """What the staff read, each once and in the order of the list above; a code that is not known any more stays."""
    given = dict.fromkeys(str(code) for code in codes)
    labels = [str(label) for value, label in Suspicion.choices if value in given]
    return labels + [code for code in given if code not in Suspicion.values]
