"""Tracking what one sent, by a mailed link. Nothing is done on GET: mail scanners open links too."""

from applications.public.tracking.answers import answers, answers_as_json, calendar, file, session_calendar
from applications.public.tracking.asking import ask
from applications.public.tracking.asking import expired as expired_asking
from applications.public.tracking.confirming import confirm
from applications.public.tracking.confirming import expired as expired_confirming
from applications.public.tracking.corrections import correct, correction_file, upload_correction
from applications.public.tracking.corrections import expired as expired_corrections
from applications.public.tracking.documents import copy, letter, receipt
from applications.public.tracking.held_seat import expired as expired_seat
from applications.public.tracking.held_seat import held_seat
from applications.public.tracking.tracking import expired as expired_message
from applications.public.tracking.tracking import tracking
from applications.public.tracking.withdrawal import expired as expired_withdrawal
from applications.public.tracking.withdrawal import withdrawal

__all__ = [
    "answers",
    "answers_as_json",
    "ask",
    "calendar",
    "confirm",
    "copy",
    "correct",
    "correction_file",
    "expired_asking",
    "expired_confirming",
    "expired_corrections",
    "expired_message",
    "expired_seat",
    "expired_withdrawal",
    "file",
    "held_seat",
    "letter",
    "receipt",
    "session_calendar",
    "tracking",
    "upload_correction",
    "withdrawal",
]
