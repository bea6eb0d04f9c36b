"""Mails to applicants about what they sent: the letter of the call, and around it what no letter may leave out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from applications.dossiers.answers import ShownStep, dossier_steps
from applications.dossiers.confirming import mailed_address
from applications.dossiers.letter_variables import title_of
from applications.dossiers.tracking_tokens import GOOD_FOR, tracking_url
from applications.forms.live_pages import live_page
from applications.kinds import CallKind
from applications.letters.paper import paper_of
from applications.letters.variables import facts_of
from applications.letters.wording import letter_of, mail_of
from applications.mail.composing import NotNeededError, UnsendableError
from applications.mail.kinds import Case, Facts, letter_kind
from applications.mail.texts import shortened
from applications.models import Application, OutgoingEmail
from applications.registrations.letter_variables import session_in, with_session
from applications.registrations.letters import calendar_of
from applications.registrations.provisional import kept_in_words
from applications.registrations.session_phrases import session_line
from applications.statuses import Status
from users.email_addresses import fold_email

RECEIPT_TEMPLATE = "receipt"
LONGEST_TITLE = 70


def letter(email: OutgoingEmail) -> Facts:
    """A mail of any kind of letter. What it says of the dossier is as it was when the mail became due."""
    application, kind = _application_of(email), letter_kind(email.occasion)
    status, is_first = _status_then(email, application)
    link = mailed_address(application, email.language, since=email.created_at)
    case = with_session(Case(application, kind, link=link, status=status), email.language)
    case = kind.about(email, case)
    if kind.arrival and not application.address_confirmed_at:
        return to_be_confirmed(email, case)
    facts = mail_of(case, letter_of(application.call, kind, email.language), facts_of)
    facts |= {"link_ends_on": (email.created_at + GOOD_FOR).date(), **calendar_of(case)}
    if kind.is_kept:
        pdf = tracking_url(application, email.language, since=email.created_at, page="letter", below=(email.pk,))
        facts |= {"paper": paper_of(case, facts), "paper_link": pdf}
    if kind.template == RECEIPT_TEMPLATE or (kind.arrival and is_first):
        facts |= {"template": RECEIPT_TEMPLATE, **_answers(application, email.language)}
    return facts


def to_be_confirmed(email: OutgoingEmail, case: Case) -> Facts:
    """What somebody is written who may be a stranger: nothing of what the sender wrote, and one link.

    All words are ours or those of editors: the title of the form, the session, the contact.
    """
    application, session = case.application, session_in(case)
    page = live_page(application.version.form_key, email.language)
    is_seat = application.is_provisional and case.status != Status.WAITING_LIST
    words = {"title": shortened(title_of(application), LONGEST_TITLE), "reference": application.reference}
    subject = _("To be confirmed: %(title)s (%(reference)s)") if is_seat else _("Received: %(title)s (%(reference)s)")
    return {
        "template": "to_be_confirmed",
        "subject": subject % words,
        "application": application,
        "title": title_of(application),
        "session": session_line(session) if session else "",
        "is_registration": application.call.kind == CallKind.REGISTRATION,
        "is_waiting": case.status == Status.WAITING_LIST,
        "kept": kept_in_words() if is_seat else "",
        "link": case.link,
        "link_ends_on": (email.created_at + GOOD_FOR).date(),
        "contact": page.contact if page else None,
    }


def _application_of(email: OutgoingEmail) -> Application:
    """The dossier that a mail to its applicant is about, as long as the mail may go to that address.

    Under another address a mail would carry a link that works to somebody who is not the contact any more.
    """
    application = email.application
    if application is None:
        raise UnsendableError(gettext_noop("The application is gone."))
    if application.anonymised_at:
        raise NotNeededError(gettext_noop("The application was anonymised."))
    if fold_email(application.contact_email) != fold_email(email.to):
        raise NotNeededError(gettext_noop("The applicant has another address now."))
    return application


def _answers(application: Application, language: str) -> Facts:
    """What was sent, without private answers."""
    steps = dossier_steps(application, language)
    open_steps = [ShownStep(step.title, [each for each in step.answers if not each.is_private]) for step in steps]
    return {
        "steps": [step for step in open_steps if step.answers],
        "leaves_out_private": any(each.is_private for step in steps for each in step.answers),
    }


def _status_then(email: OutgoingEmail, application: Application) -> tuple[str, bool]:
    """Where the dossier was when the mail was put into the outbox, so that a later try says the same.

    And whether it had just arrived there, as it was sent.
    """
    change = application.status_changes.filter(at__lte=email.created_at).last()
    return (change.to_status, not change.from_status) if change else (application.status, True)
