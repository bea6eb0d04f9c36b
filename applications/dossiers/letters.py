"""The letters to applicants about what they sent: a row for each, and whether what it is about still holds.

Of a registration they say the same in other words.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from applications.dossiers.letter_variables import AMOUNT, DUE_DATE, MESSAGE_TEXT, QUESTIONS, REASON, AskedCorrections
from applications.dossiers.shown_corrections import Correction, open_corrections, shown_corrections
from applications.kinds import CallKind
from applications.mail.composing import NotNeededError, UnsendableError
from applications.mail.kinds import BY_RECIPIENT, Case, LetterKind, StandardText, letter_kind
from applications.models import OutgoingEmail, Verdict
from applications.statuses import ACTIVE, FINAL, TRANSITIONS, Status, Trigger

GONE_ON = gettext_noop("The dossier has gone on since.")


def _asked_corrections(email: OutgoingEmail, case: Case) -> Case:
    """What was asked at that time and is still open."""
    asked, found = email.context.get("corrections", ()), open_corrections(case.application, email.language)
    return _with_corrections(case, (each for each in found if not asked or each.request.pk in asked))


def _all_open_corrections(email: OutgoingEmail, case: Case) -> Case:
    return _with_corrections(case, open_corrections(case.application, email.language))


def _with_corrections(case: Case, found: Iterable[Correction]) -> Case:
    corrections = list(found)
    if not corrections:
        raise NotNeededError(gettext_noop("The corrections were done, or are not asked for any more."))
    return case.knowing(AskedCorrections(corrections))


def _open_corrections_so_far(case: Case) -> Case:
    language = get_language() or case.application.language
    found = shown_corrections(case.application, case.application.corrections.open(), language)
    return case.knowing(AskedCorrections(found)) if found else case


def _the_message(email: OutgoingEmail, case: Case) -> Case:
    theirs = case.application.messages.filter(is_from_applicant=False)
    message = theirs.filter(pk=email.context.get("message")).first()
    if message is None:
        raise UnsendableError(gettext_noop("The message is gone."))
    return case.knowing(message)


def _released_decision(email: OutgoingEmail, case: Case) -> Case:
    found = case.application.decisions.announced().filter(pk=email.context.get("decision"), verdict=case.kind.code)
    decision = found.first()
    if decision is None:
        raise NotNeededError(gettext_noop("The decision was taken back."))
    return case.knowing(decision)


def _decision_so_far(case: Case) -> Case:
    decision = case.application.decisions.standing().filter(verdict=case.kind.code).last()
    return case.knowing(decision) if decision else case


def _still_off_the_waiting_list(_email: OutgoingEmail, case: Case) -> Case:
    if case.application.status not in ACTIVE - {Status.WAITING_LIST, Status.SEAT_HELD}:
        raise NotNeededError(GONE_ON)
    return case


def _still_open(_email: OutgoingEmail, case: Case) -> Case:
    if case.application.status in FINAL:
        raise NotNeededError(GONE_ON)
    return case


def _still_withdrawn(_email: OutgoingEmail, case: Case) -> Case:
    if case.application.status != Status.WITHDRAWN:
        raise NotNeededError(GONE_ON)
    return case


def _decision_letter(*, verdict: Verdict, **fields: Any) -> LetterKind:
    """It has the code of its verdict, and is written about calls on which that can be decided."""
    rows = (row for row in TRANSITIONS if row.trigger == Trigger.DECISION and row.target.value == verdict.value)
    return LetterKind(
        code=verdict.value,
        status=Status(verdict),
        call_kinds=frozenset(kind for row in rows for kind in row.kinds),
        is_kept=True,
        about=_released_decision,
        example=_decision_so_far,
        **fields,
    )


def decision_letter(verdict: str) -> LetterKind:
    return letter_kind(Verdict(verdict))


_RECEIVED = _("Hello {name},\n\nWe have received your application, thank you.")

RECEIPT = LetterKind(
    code="receipt",
    label=_("receipt"),
    limit=BY_RECIPIENT,
    when=_("Leaves as soon as an application is sent."),
    standard=StandardText(
        _("Received: {title} ({reference})"),
        _RECEIVED,
    ),
    variants=(
        StandardText(
            _("On the waiting list: {call} ({reference})"),
            _(
                "Hello {name},\n\n"
                "All seats in “{call}” are taken for now. You are on the waiting list:\n\n"
                "{session}\n\n"
                "When a seat becomes free and it is your turn, we write to you, and keep it for you for two days. "
                "If you do not need it any more, please cancel on your own page:\n\n"
                "{link}"
            ),
            call_kind=CallKind.REGISTRATION,
            status=Status.WAITING_LIST,
        ),
        StandardText(
            _("Received: {call} ({reference})"),
            _(
                "Hello {name},\n\n"
                "We have received your registration for “{call}”, thank you:\n\n"
                "{session}\n\n"
                "It still has to be confirmed: we look at each registration, and write to you soon."
            ),
            call_kind=CallKind.REGISTRATION,
        ),
        StandardText(
            _("On the waiting list: {title} ({reference})"),
            _RECEIVED,
            status=Status.WAITING_LIST,
        ),
    ),
    status=Status.RECEIVED,
    arrival=frozenset({Status.RECEIVED, Status.WAITING_LIST}),
    template="receipt",
)

CORRECTIONS = LetterKind(
    code="corrections",
    label=_("corrections asked for"),
    when=_("Leaves when you ask an applicant to answer questions again."),
    standard=StandardText(
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
    variables=(QUESTIONS, DUE_DATE),
    needed=QUESTIONS,
    status=Status.WAITING_APPLICANT,
    about=_asked_corrections,
    example=_open_corrections_so_far,
)

CORRECTION_REMINDER = LetterKind(
    code="correction_reminder",
    label=_("reminder of corrections"),
    when=_("Leaves by itself before the day by which corrections are due."),
    standard=StandardText(
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
    variables=(QUESTIONS, DUE_DATE),
    needed=QUESTIONS,
    status=Status.WAITING_APPLICANT,
    about=_all_open_corrections,
    example=_open_corrections_so_far,
)

MESSAGE = LetterKind(
    code="message",
    label=_("message"),
    when=_("Leaves when you write a message to an applicant."),
    standard=StandardText(
        _("A message for you: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Here is a message about your application:\n\n"
            "{message}\n\n"
            "To answer, use your own page, so that all we write to one another stays together:\n\n"
            "{link}"
        ),
    ),
    variables=(MESSAGE_TEXT,),
    needed=MESSAGE_TEXT,
    is_kept=True,
    about=_the_message,
)

ACCEPTED = _decision_letter(
    label=_("accepted"),
    when=_("Leaves when a decision to accept is released."),
    standard=StandardText(
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
    variants=(
        StandardText(
            _("Your registration is confirmed: {call} ({reference})"),
            _(
                "Hello {name},\n\n"
                "Good news: your registration for “{call}” is confirmed. We look forward to seeing you:\n\n"
                "{session}\n\n"
                "{access}\n\n"
                "{reason}\n\n"
                "If you cannot come, please cancel on your own page, so that somebody else gets the seat. "
                "You can write to us from there, too:\n\n"
                "{link}"
            ),
            call_kind=CallKind.REGISTRATION,
        ),
    ),
    verdict=Verdict.ACCEPTED,
    variables=(REASON, AMOUNT),
    is_seated=True,
)

DECLINED = _decision_letter(
    label=_("declined"),
    when=_("Leaves when a decision to decline is released."),
    standard=StandardText(
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
    variants=(
        StandardText(
            _("Our answer: {call} ({reference})"),
            _(
                "Hello {name},\n\n"
                "Thank you for your interest in “{call}”. "
                "We are sorry to tell you that we cannot give you a seat:\n\n"
                "{session}\n\n"
                "{reason}\n\n"
                "If you have a question about this answer, write to us from your own page:\n\n"
                "{link}"
            ),
            call_kind=CallKind.REGISTRATION,
        ),
    ),
    verdict=Verdict.DECLINED,
    variables=(REASON,),
    needed=REASON,
)

WAITING_LIST = _decision_letter(
    label=_("on the waiting list"),
    when=_("Leaves when a decision to put on the waiting list is released."),
    standard=StandardText(
        _("On the waiting list: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Your application is on the waiting list: it is neither accepted nor declined, and keeps its "
            "turn. We write to you as soon as a seat becomes free.\n\n"
            "{reason}\n\n"
            "You can see where it is at any time, and withdraw it if you no longer need the seat:\n\n"
            "{link}"
        ),
    ),
    variants=(
        StandardText(
            _("On the waiting list: {call} ({reference})"),
            _(
                "Hello {name},\n\n"
                "You are on the waiting list for “{call}”, and keep your turn:\n\n"
                "{session}\n\n"
                "{reason}\n\n"
                "When a seat becomes free and it is your turn, we write to you, and keep it for you for two days. "
                "If you do not need it any more, please cancel on your own page:\n\n"
                "{link}"
            ),
            call_kind=CallKind.REGISTRATION,
        ),
    ),
    verdict=Verdict.WAITING_LIST,
    variables=(REASON,),
)

SEAT_FREE = LetterKind(
    code="place_free",
    label=_("a seat is free"),
    when=_("Leaves when you take an application off the waiting list."),
    standard=StandardText(
        _("A seat is free: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "Good news: a seat has become free, and your application has left the waiting list. "
            "We are going on with it, and write to you when there is news.\n\n"
            "If you no longer need the seat, please withdraw your application, so that somebody else gets it:\n\n"
            "{link}"
        ),
    ),
    variants=(
        StandardText(
            _("A seat is free: {call} ({reference})"),
            _(
                "Hello {name},\n\n"
                "Good news: a seat in “{call}” has become free, and you are not on the waiting list any more:\n\n"
                "{session}\n\n"
                "Your registration still has to be confirmed: we write to you soon. "
                "If you do not need the seat any more, please cancel on your own page:\n\n"
                "{link}"
            ),
            call_kind=CallKind.REGISTRATION,
        ),
    ),
    status=Status.RECEIVED,
    is_kept=True,
    about=_still_off_the_waiting_list,
)

REOPENED = LetterKind(
    code="reopened",
    label=_("reopened"),
    when=_("Leaves when you reopen an application."),
    standard=StandardText(
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
    variants=(
        StandardText(
            _("Open again: {call} ({reference})"),
            _(
                "Hello {name},\n\n"
                "Your registration for “{call}” is open again:\n\n"
                "{session}\n\n"
                "Where it is now: {status}\n\n"
                "Your own page always says where things are:\n\n"
                "{link}"
            ),
            call_kind=CallKind.REGISTRATION,
        ),
    ),
    status=Status.IN_REVIEW,
    is_kept=True,
    about=_still_open,
)

WITHDRAWN = LetterKind(
    code="withdrawn",
    limit=BY_RECIPIENT,
    label=_("withdrawal confirmed"),
    when=_("Leaves when an applicant withdraws."),
    standard=StandardText(
        _("Withdrawn: {title} ({reference})"),
        _(
            "Hello {name},\n\n"
            "You have withdrawn your application. We will not go on with it, "
            "and there is nothing more for you to do.\n\n"
            "If this was a mistake, or if it was not you, write to us soon from your own page:\n\n"
            "{link}"
        ),
    ),
    variants=(
        StandardText(
            _("Cancelled: {call} ({reference})"),
            _(
                "Hello {name},\n\n"
                "You have cancelled your registration for “{call}”. Thank you for telling us: "
                "a seat that you had goes to somebody who waits.\n\n"
                "{session}\n\n"
                "If this was a mistake, or if it was not you, write to us soon from your own page:\n\n"
                "{link}"
            ),
            call_kind=CallKind.REGISTRATION,
        ),
    ),
    status=Status.WITHDRAWN,
    is_kept=True,
    about=_still_withdrawn,
)

LETTERS = (
    RECEIPT,
    CORRECTIONS,
    CORRECTION_REMINDER,
    MESSAGE,
    ACCEPTED,
    DECLINED,
    WAITING_LIST,
    SEAT_FREE,
    REOPENED,
    WITHDRAWN,
)
