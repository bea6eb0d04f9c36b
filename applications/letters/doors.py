"""Where the outbox asks for the words of a mail."""

from applications.letters.composers import COMPOSERS
from applications.mail.composing import register_composers


def open_doors() -> None:
    """Called once, when the app is ready."""
    register_composers(COMPOSERS)
