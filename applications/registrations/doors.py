"""Where the core asks registrations, and they hear of what happens."""

from applications.dossiers import confirming, deciding, moved, panels
from applications.mail.kinds import register_kinds, register_variables
from applications.models import keeping
from applications.registrations.keeping import Registrations
from applications.registrations.letter_variables import COMMON
from applications.registrations.letters import LETTERS
from applications.registrations.panels import IN_BRIEF, ON_TRACKING_PAGE
from applications.registrations.provisional import firm_by_address, firm_by_staff
from applications.registrations.publications import sync_with_publications
from applications.registrations.seats import Seats
from applications.registrations.waiting_list import give_on


def open_doors() -> None:
    """Called once, when the app is ready."""
    sync_with_publications()
    moved.register(firm_by_staff)
    moved.register(give_on)
    confirming.register(firm_by_address)
    deciding.register(Seats())
    panels.register_on_dossiers(IN_BRIEF)
    panels.register_on_tracking(ON_TRACKING_PAGE)
    keeping.register(Registrations())
    register_variables(*COMMON)
    register_kinds(*LETTERS)
