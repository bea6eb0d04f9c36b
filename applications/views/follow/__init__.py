"""Following what one sent, by a mailed link. Nothing is done on GET: mail scanners open links too."""

from applications.views.follow.answers import answers, answers_as_json, calendar, file, session_calendar
from applications.views.follow.asking import ask
from applications.views.follow.asking import expired as expired_asking
from applications.views.follow.corrections import correct, correction_file
from applications.views.follow.corrections import expired as expired_corrections
from applications.views.follow.place import expired as expired_place
from applications.views.follow.place import place
from applications.views.follow.tracking import expired as expired_message
from applications.views.follow.tracking import tracking
from applications.views.follow.withdrawal import expired as expired_withdrawal
from applications.views.follow.withdrawal import withdrawal

__all__ = [
    "answers",
    "answers_as_json",
    "ask",
    "calendar",
    "correct",
    "correction_file",
    "expired_asking",
    "expired_corrections",
    "expired_message",
    "expired_place",
    "expired_withdrawal",
    "file",
    "place",
    "session_calendar",
    "tracking",
    "withdrawal",
]
