"""The attendance list of a session as a table."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from applications.dossiers.beneficiaries import organisation_of
from applications.models import Application
from applications.models.applications import ApplicationQuerySet
from applications.staff.exports.cells import Cell, text_cell
from applications.staff.exports.table import CHUNK, Table


class AttendanceTable(Table):
    """``dossiers`` in their order, with whether each person came, and the answers that are not private."""

    def __init__(self, dossiers: ApplicationQuerySet, language: str) -> None:
        super().__init__(dossiers, language)
        with translation.override(language):
            fixed = _headings()
            self.headings = [text_cell(heading) for heading in (*fixed, *self._answers.headings(fixed))]
            self._said = {True: _("yes"), False: _("no")}

    def rows(self) -> Iterator[list[Cell]]:
        dossiers = self.dossiers.select_related("call", "beneficiary", "attendance").defer("posted", "hold")
        for application in dossiers.iterator(chunk_size=CHUNK):
            with translation.override(self.language):
                row = [*self._of(application), *self._answers.cells(application)]
            yield row

    def _of(self, application: Application) -> list[Cell]:
        attendance = getattr(application, "attendance", None)
        texts = (
            application.reference,
            application.contact_name,
            application.contact_email,
            organisation_of(application),
            self._statuses.get(application.status, ""),
            self._said[attendance.is_present] if attendance else "",
        )
        language = self._languages.get(application.language, "")
        moment = self._moment(application.submitted_at, application.call)
        return [*(text_cell(text) or None for text in texts), moment, text_cell(language)]


def _headings() -> list[str]:
    return [
        _("Reference"),
        _("Name"),
        _("E-mail"),
        _("Organisation"),
        _("Status"),
        _("Present"),
        _("Registered on"),
        _("Language"),
    ]
