"""The standard letters. Words in braces are those of ``letter_variables.VARIABLES``; translations keep them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.letters.standard_texts_registrations import OF_REGISTRATIONS, Standard
from applications.models import LetterOccasion

STANDARD: dict[LetterOccasion, Standard] = {
    LetterOccasion.RECEIPT: Standard(
        _("Received: {title} ({reference})"),
        _("Hello {name},\n\nWe have received your application, thank you."),
    ),
    LetterOccasion.CORRECTIONS: Standard(
        _("We need something from you: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Thank you for your application. Before we can go on, we need you to look at this again:\n\n"
            "{questions}\n\n"
            "Please answer by {due_date}. Only these questions are open again; the rest stays as you sent it:\n\n"
            "{link}\n\n"
            "If something is not clear, or if you need more time, write to us from the same page."
        ),
    ),
    LetterOccasion.CORRECTION_REMINDER: Standard(
        _("Reminder, still to do by {due_date}: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "We are still waiting for something from you to go on with your application. This is open:\n\n"
            "{questions}\n\n"
            "Please answer by {due_date}:\n\n"
            "{link}\n\n"
            "If something is not clear, or if you need more time, write to us from the same page. "
            "If you have answered in the meantime, there is nothing more to do."
        ),
    ),
    LetterOccasion.MESSAGE: Standard(
        _("A message for you: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Here is a message about your application:\n\n"
            "{message}\n\n"
            "To answer, use your own page, so that all we write to one another stays together:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.ACCEPTED: Standard(
        _("Good news: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Good news: your application is accepted.\n\n"
            "Amount granted: {amount}\n\n"
            "{reason}\n\n"
            "We look forward to what comes next. You can see where things are, and write to us, on your own page:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.DECLINED: Standard(
        _("Our answer: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Thank you for your application and for the work that you put into it. "
            "We have read it with care, and are sorry to tell you that it is not accepted.\n\n"
            "{reason}\n\n"
            "If you have a question about this answer, write to us from your own page:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.WAITING_LIST: Standard(
        _("On the waiting list: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Your application is on the waiting list: it is neither accepted nor declined, and keeps its "
            "turn. We write to you as soon as a place becomes free.\n\n"
            "{reason}\n\n"
            "You can see where it is at any time, and withdraw it if you no longer need the place:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.PLACE_FREE: Standard(
        _("A place is free: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Good news: a place has become free, and your application has left the waiting list. "
            "We are going on with it, and write to you when there is news.\n\n"
            "If you no longer need the place, please withdraw your application, so that somebody else gets it:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.REOPENED: Standard(
        _("Open again: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Your application is open again.\n\n"
            "Where it is now: {status}\n\n"
            "There is nothing for you to do: we write to you when there is news. "
            "Your own page always shows where things are:\n\n"
            "{link}"
        ),
    ),
    LetterOccasion.WITHDRAWN: Standard(
        _("Withdrawn: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "You have withdrawn your application. We will not go on with it, "
            "and there is nothing more for you to do.\n\n"
            "If this was a mistake, or if it was not you, write to us soon from your own page:\n\n"
            "{link}"
        ),
    ),
    **OF_REGISTRATIONS,
}

WAITING_RECEIPT: str | Promise = _("On the waiting list: {title} ({reference})")
"""The subject of the standard receipt where all places were taken."""

WHEN: dict[LetterOccasion, str | Promise] = {
    LetterOccasion.RECEIPT: _("Leaves as soon as an application is sent."),
    LetterOccasion.CORRECTIONS: _("Leaves when you ask an applicant to answer questions again."),
    LetterOccasion.CORRECTION_REMINDER: _("Leaves by itself before the day by which corrections are due."),
    LetterOccasion.MESSAGE: _("Leaves when you write a message to an applicant."),
    LetterOccasion.ACCEPTED: _("Leaves when a decision to accept is released."),
    LetterOccasion.DECLINED: _("Leaves when a decision to decline is released."),
    LetterOccasion.WAITING_LIST: _("Leaves when a decision to put on the waiting list is released."),
    LetterOccasion.PLACE_FREE: _("Leaves when you take an application off the waiting list."),
    LetterOccasion.REOPENED: _("Leaves when you reopen an application."),
    LetterOccasion.WITHDRAWN: _("Leaves when an applicant withdraws."),
    LetterOccasion.REGISTERED: _("Leaves when somebody is registered at once, or takes a place that was offered."),
    LetterOccasion.PLACE_OFFERED: _("Leaves by itself when a place is free for who waits first."),
    LetterOccasion.OFFER_LAPSED: _("Leaves by itself when an offered place was not taken in time."),
    LetterOccasion.SESSION_REMINDER: _("Leaves by itself two days before the session."),
    LetterOccasion.SESSION_CHANGED: _("Leaves when you publish another date, place or state of a session."),
}
"""For those who write letters."""
