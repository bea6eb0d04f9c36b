"""Where the outbox asks for mails whose rows stand below what they are made of."""

from applications.dossiers.call_closing import CALL_CLOSED
from applications.letters.to_applicants import letter
from applications.letters.to_staff import call_closed
from applications.mail.composing import register_composer
from applications.mail.kinds import LetterKind


def open_doors() -> None:
    """Called once, when the app is ready."""
    register_composer(LetterKind, letter)
    register_composer(CALL_CLOSED, call_closed)
