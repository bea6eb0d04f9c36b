"""The applicant's side: fill in, come back, check, send, read the confirmation."""

from applications.views.check import check
from applications.views.expired import expired
from applications.views.moved import moved
from applications.views.preview import preview
from applications.views.received import calendar, confirmation
from applications.views.returns import again, later, resume
from applications.views.steps import outcome, start, step
from applications.views.uploads import file

__all__ = [
    "again",
    "calendar",
    "check",
    "confirmation",
    "expired",
    "file",
    "later",
    "moved",
    "outcome",
    "preview",
    "resume",
    "start",
    "step",
]
