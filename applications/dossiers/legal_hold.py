"""A legal hold: nothing of the dossier is deleted as long as it lasts. ``handling.hold`` writes it."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from applications.models import Application
from applications.models.keeping import Deletion, Keeper


class LegalHold(Keeper):
    def stays(self, deletion: Deletion, now: datetime) -> Q:
        return ~Q(hold="")

    def reason(self, application: Application) -> str:
        return _("%(reference)s is on legal hold.") % {"reference": application.reference}
