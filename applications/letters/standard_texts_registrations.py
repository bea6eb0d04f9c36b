"""The standard letters about registrations: those that only they have, and others in words that fit them.

Words in braces are those of ``letter_variables.VARIABLES``; translations keep them.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.models import LetterOccasion


class Standard(NamedTuple):
    subject: str | Promise
    body: str | Promise


OF_REGISTRATIONS: dict[LetterOccasion, Standard] = {
    LetterOccasion.REGISTERED: Standard(
        _("You are registered: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "You are registered for “{call}”, and we look forward to seeing you:\n\n"
            "{session}\n\n"
            "{access}\n\n"
            "If you cannot come, please cancel on your own page, so that somebody else gets the place. "
            "You can write to us from there, too:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.PLACE_OFFERED: Standard(
        _("A place is free for you: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Good news: a place has become free for “{call}”, and it is your turn:\n\n"
            "{session}\n\n"
            "We keep the place for you until {deadline}. To take it, open this page and press the button:\n\n"
            "{link}\n\n"
            "After that the place goes to the next person on the waiting list. "
            "If you do not need it any more, please cancel on the same page: somebody is waiting for it."
        ),
    ),
    LetterOccasion.OFFER_LAPSED: Standard(
        _("The place was not taken in time: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "We had kept a place for you in “{call}”. It was not taken in time, "
            "so we offer it to the next person on the waiting list:\n\n"
            "{session}\n\n"
            "You are not on the waiting list any more. Would you still like to come? Write to us from your own page, "
            "and we put you back on it:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.SESSION_REMINDER: Standard(
        _("Reminder, {day}: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "“{call}” is only a few days away, and your place is kept:\n\n"
            "{session}\n\n"
            "{access}\n\n"
            "You cannot come after all? Please cancel now, so that somebody else gets the place:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.SESSION_CHANGED: Standard(
        _("{news}: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "We write to you about your registration for “{call}”.\n\n"
            "{change}\n\n"
            "{access}\n\n"
            "Your own page always says where things are. You can write to us from there:\n\n"
            "{link}"
        ),
    ),
}
"""What only registrations come to."""

FOR_REGISTRATIONS: dict[LetterOccasion, Standard] = OF_REGISTRATIONS | {
    LetterOccasion.RECEIPT: Standard(
        _("Received: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "We have received your registration for “{call}”, thank you:\n\n"
            "{session}\n\n"
            "It still has to be confirmed: we look at each registration, and write to you soon."
        ),
    ),
    LetterOccasion.ACCEPTED: Standard(
        _("Your registration is confirmed: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Good news: your registration for “{call}” is confirmed. We look forward to seeing you:\n\n"
            "{session}\n\n"
            "{access}\n\n"
            "{reason}\n\n"
            "If you cannot come, please cancel on your own page, so that somebody else gets the place. "
            "You can write to us from there, too:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.DECLINED: Standard(
        _("Our answer: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Thank you for your interest in “{call}”. "
            "We are sorry to tell you that we cannot give you a place:\n\n"
            "{session}\n\n"
            "{reason}\n\n"
            "If you have a question about this answer, write to us from your own page:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.WAITING_LIST: Standard(
        _("On the waiting list: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "You are on the waiting list for “{call}”, and keep your turn:\n\n"
            "{session}\n\n"
            "{reason}\n\n"
            "When a place becomes free and it is your turn, we write to you, and keep it for you for two days. "
            "If you do not need it any more, please cancel on your own page:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.PLACE_FREE: Standard(
        _("A place is free: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Good news: a place in “{call}” has become free, and you are not on the waiting list any more:\n\n"
            "{session}\n\n"
            "Your registration still has to be confirmed: we write to you soon. "
            "If you do not need the place any more, please cancel on your own page:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.REOPENED: Standard(
        _("Open again: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Your registration for “{call}” is open again:\n\n"
            "{session}\n\n"
            "Where it is now: {status}\n\n"
            "Your own page always says where things are:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.WITHDRAWN: Standard(
        _("Cancelled: {call} ({reference})"),
        _(
            "Hello {name},\n\n"
            "You have cancelled your registration for “{call}”. Thank you for telling us: "
            "a place that you had goes to somebody who waits.\n\n"
            "{session}\n\n"
            "If this was a mistake, or if it was not you, write to us soon from your own page:\n\n"
            "{link}"
        ),
    ),
}
"""The letters to those who register. For any other occasion they get the same as everybody."""

WAITING = Standard(
    _("On the waiting list: {call} ({reference})"),
    _(
        "Hello {name},\n\n"
        "All places in “{call}” are taken for now. You are on the waiting list:\n\n"
        "{session}\n\n"
        "When a place becomes free and it is your turn, we write to you, and keep it for you for two days. "
        "If you do not need it any more, please cancel on your own page:\n\n"
        "{link}"
    ),
)
"""The receipt of who registers when all places are taken."""
