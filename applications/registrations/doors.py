"""Where the core asks registrations, and they hear of what happens."""

from applications.dossiers import deciding, moved
from applications.mail.kinds import register_kinds, register_variables
from applications.registrations.letter_variables import COMMON
from applications.registrations.letters import LETTERS
from applications.registrations.publications import follow_publications
from applications.registrations.seats import Seats
from applications.registrations.waiting_list import give_on


def open_doors() -> None:
    """Called once, when the app is ready."""
    follow_publications()
    moved.register(give_on)
    deciding.register(Seats())
    register_variables(*COMMON)
    register_kinds(*LETTERS)
