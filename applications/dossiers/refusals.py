"""Why an action did not happen."""

from applications.dossiers.acts import Act
from applications.dossiers.permissions import why_not
from applications.models import Application
from users.models import User


class RefusedError(Exception):
    """The action may not happen now, and wrote nothing. Its text is for the person who tried, in their language."""


def refuse_unless_allowed(act: Act, by: User, application: Application) -> None:
    """Ask again under the lock what the button asked. Raises ``RefusedError``."""
    if reason := why_not(act, by, application):
        raise RefusedError(reason)
