"""What the core itself has to say where it asks everybody, and the outbox for mails about dossiers."""

from applications.dossiers import deciding, panels
from applications.dossiers.call_closing import CALL_CLOSED
from applications.dossiers.four_eyes import FourEyes
from applications.dossiers.label_column import LABELS
from applications.dossiers.legal_hold import LegalHold
from applications.dossiers.letter_variables import COMMON
from applications.dossiers.letters import LETTERS
from applications.dossiers.other_dossiers import OTHER_DOSSIERS
from applications.dossiers.readers import committee, moderators
from applications.dossiers.staff_notices import STAFF_NOTICE
from applications.dossiers.tracking_links import TRACKING_LINKS
from applications.mail.kinds import register_kinds, register_variables
from applications.models import keeping, readers


def open_doors() -> None:
    """Called once, when the app is ready."""
    readers.register(moderators)
    readers.register(committee)
    deciding.register(FourEyes())
    panels.register_on_dossiers(OTHER_DOSSIERS)
    panels.register_column(LABELS)
    keeping.register(LegalHold())
    register_variables(*COMMON)
    register_kinds(*LETTERS, TRACKING_LINKS, STAFF_NOTICE, CALL_CLOSED)
