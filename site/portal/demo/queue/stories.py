"""What the demonstration's applicants write: invented, and marked so. One story is one dossier, in one language."""

from dataclasses import dataclass, field
from typing import Any

from applications.statuses import Status

S = Status


@dataclass(frozen=True)
class Story:
    """``texts`` and ``chosen`` are by place in the form, ``step/question``; what they leave out is filled in.

    ``chosen`` names options (a number, counted from 0), amounts, ``yes`` or ``no``. ``days`` is how long ago it came.
    """

    language: str
    who: str
    organisation: str
    status: Status
    days: int
    texts: dict[str, str]
    chosen: dict[str, Any] = field(default_factory=dict)
    is_decided: bool = False
    """A decision was taken and is not told yet."""
    is_late: bool = False
    is_mail_lost: bool = False
    writes: str = ""
    """A message of the applicant that nobody has answered."""
    talk: tuple[str, ...] = ()
    """A conversation, which the team begins."""
    note: str = ""
    remark: str = ""
    """What is to be corrected, or what a decision gives as its reason."""


def fr(who: str, organisation: str, status: Status, days: int, texts: dict[str, str], **more: Any) -> Story:
    return Story("fr", f"{who} (démo)", organisation, status, days, texts, **more)


def en(who: str, organisation: str, status: Status, days: int, texts: dict[str, str], **more: Any) -> Story:
    return Story("en", f"{who} (demo)", organisation, status, days, texts, **more)
