"""What the core itself has to say where it asks everybody."""

from applications.dossiers import deciding
from applications.dossiers.four_eyes import FourEyes


def open_doors() -> None:
    """Called once, when the app is ready."""
    deciding.register(FourEyes())
