"""Four eyes: whoever reviewed a dossier does not decide on it, where its call says so."""

from django.utils.translation import gettext as _

from applications.dossiers.acts import Act
from applications.dossiers.deciding import Rule
from applications.models import Application
from applications.statuses import FINAL, Status
from users.models import User


class FourEyes(Rule):
    def why_not(self, act: Act, user: User | None, application: Application) -> str:
        """Costs the changes of the dossier, where these were not fetched; nothing for other acts and calls."""
        if act == Act.DECIDE and application.call.four_eyes and user and user.pk in reviewers(application):
            return _("You reviewed this dossier: somebody else decides.")
        return ""


def reviewers(application: Application) -> set[int]:
    """The keys of those who took it into review, or found it ready, since it was last reopened.

    To ask for corrections of what nobody has looked at is to take it into review; to send back what was ready is not.
    """
    found: set[int] = set()
    for change in application.status_changes.all():
        if change.from_status in (Status.ACCEPTED, *FINAL):
            found = set()
        if change.by_id and _is_review(change.from_status, change.to_status):
            found.add(change.by_id)
    return found


def _is_review(source: str, target: str) -> bool:
    if target == Status.IN_REVIEW:
        return source != Status.READY
    return target == Status.READY or (source, target) == (Status.RECEIVED, Status.WAITING_APPLICANT)
