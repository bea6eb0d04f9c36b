"""The rows and headings of an export."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.models import Application, Call, Decision, FormVersion
from applications.models.applications import ApplicationQuerySet
from applications.staff.exports.answers import AnswerColumns
from applications.staff.exports.cells import Cell, text_cell
from applications.statuses import Status
from home.languages import language_name

CHUNK = 200
"""As many dossiers are read at once."""


class Table:
    """``dossiers`` in their order, under labels of a language. Private answers are there where they were asked for.

    A fixed number of queries, and two for each ``CHUNK`` of rows.
    """

    def __init__(self, dossiers: ApplicationQuerySet, language: str, *, has_private: bool = False) -> None:
        self.dossiers = dossiers
        self.language = language
        self.has_private = has_private
        self._zones: dict[str, ZoneInfo] = {}
        with translation.override(language):
            self._answers = AnswerColumns(self._versions(), language, has_private=has_private)
            self._statuses = {status.value: str(status.label) for status in Status}
            self._languages = {code: language_name(code) for code, _name in settings.LANGUAGES}
            fixed = _headings()
            self.headings = [text_cell(heading) for heading in (*fixed, *self._answers.headings(fixed))]

    @cached_property
    def calls(self) -> list[Call]:
        return list(Call.objects.filter(pk__in=self.dossiers.order_by().values("call").distinct()))

    def by_call(self) -> list["Table"]:
        """A table for each call that has dossiers here, by their codes."""
        calls = sorted(self.calls, key=lambda call: call.code)
        return [Table(self.dossiers.filter(call=call), self.language, has_private=self.has_private) for call in calls]

    def rows(self) -> Iterator[list[Cell]]:
        """One after the other: none is kept. Between two of them the language is that of whoever asks."""
        dossiers = self.dossiers.select_related("call", "beneficiary", "assignee").defer("posted", "hold")
        found = dossiers.iterator(chunk_size=CHUNK)
        while part := list(islice(found, CHUNK)):
            keys = [application.pk for application in part]
            labels, decisions = _labels(keys), _decisions(keys)
            for application in part:
                with translation.override(self.language):
                    facts = self._facts(application, labels.get(application.pk, ""), decisions.get(application.pk))
                    row = [*facts, *self._answers.cells(application)]
                yield row

    def _versions(self) -> Iterator[FormVersion]:
        """All versions of the calls, the newest of each form first."""
        versions = FormVersion.objects.of_calls(self.calls)
        return versions.order_by("call__code", "form_key", "-published_at", "-pk").iterator(chunk_size=10)

    def _facts(self, application: Application, labels: str, decision: Decision | None) -> list[Cell]:
        texts = {
            "call": application.call.code,
            "form": self._answers.titles.get(application.version_id, ""),
            "status": self._statuses.get(application.status, ""),
            "language": self._languages.get(application.language, ""),
            "contact": application.contact_name,
            "email": application.contact_email,
            "beneficiary": str(application.beneficiary or ""),
            "assignee": str(application.assignee or ""),
            "labels": labels,
        }
        cells: dict[str, Cell] = {name: text_cell(text) or None for name, text in texts.items()}
        return [
            text_cell(application.reference),
            application.number or None,
            *[cells[name] for name in ("call", "form", "status", "language")],
            self._moment(application.submitted_at, application.call),
            *[cells[name] for name in ("contact", "email", "beneficiary", "assignee", "labels")],
            application.due_on,
            self._statuses.get(decision.verdict) if decision else None,
            decision.amount if decision else None,
            self._moment(decision.released_at, application.call) if decision and decision.released_at else None,
        ]

    def _moment(self, moment: datetime, call: Call) -> datetime:
        """In the time zone of the call."""
        zone = self._zones.setdefault(call.time_zone, ZoneInfo(call.time_zone))
        return moment.astimezone(zone)


# What is fetched beside the dossiers and not through them: objects that know one another are freed late.


def _labels(keys: list[int]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    put_on = Application.labels.through.objects.filter(application__in=keys)
    for key, name in put_on.order_by("label__name").values_list("application_id", "label__name"):
        found.setdefault(key, []).append(name)
    return {key: "; ".join(names) for key, names in found.items()}


def _decisions(keys: list[int]) -> dict[int, Decision]:
    """The last one of each that stands, told or not: who exports handles the call."""
    return {each.application_id: each for each in Decision.objects.standing().filter(application__in=keys)}


def _headings() -> list[str]:
    return [
        _("Reference"),
        pgettext("of an application", "Number"),
        _("Call"),
        _("Form"),
        _("Status"),
        _("Language"),
        _("Received"),
        _("Contact"),
        _("E-mail"),
        _("Beneficiary"),
        _("Assigned to"),
        _("Labels"),
        _("Due on"),
        _("Decision"),
        _("Amount"),
        _("Decision told on"),
    ]
