"""What this capability has to say where the core asks everybody."""

from applications.mail.kinds import register_kinds
from applications.privacy.shorter_keeping import KEEPING_SHORTENED


def open_doors() -> None:
    """Called once, when the app is ready."""
    register_kinds(KEEPING_SHORTENED)
