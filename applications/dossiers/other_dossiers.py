"""What else the same beneficiary sent, beside a dossier."""

from applications.dossiers.panels import DossierPanel, Facts, PanelPosition
from applications.models import Application
from users.models import User

MOST_OTHERS = 10


def other_dossiers(user: User, application: Application) -> Facts | None:
    """The newest others, as far as the reader may know of them. One query, where there is a beneficiary."""
    if application.beneficiary_id is None:
        return None
    others = Application.objects.visible_to(user).filter(beneficiary=application.beneficiary_id)
    found = list(others.exclude(pk=application.pk).select_related("call").defer("answers", "posted")[:MOST_OTHERS])
    return {"others": found} if found else None


OTHER_DOSSIERS = DossierPanel("others", PanelPosition.SIDE, "applications/admin/parts/others.html", other_dossiers)
