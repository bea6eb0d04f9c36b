"""The columns of the queue: those of every dossier, and one for each question of the call that is chosen."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import CharField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn

from applications.dossiers.panels import QueueColumn, queue_columns
from applications.models import Application
from applications.questions import question_for
from applications.questions.base import Spec
from applications.registrations.provisional import has_seat_to_confirm
from applications.staff.queue import group_of
from applications.staff.queue.question_filters import PREFIX
from applications.statuses import Status
from home.languages import language_name

CELLS = "applications/admin/queue/"


class PlainColumn(Column):
    """A cell that says the name of its column, where a narrow screen shows no columns."""

    cell_template_name = f"{CELLS}cell.html"


class DayColumn(PlainColumn):
    cell_template_name = f"{CELLS}day_cell.html"


class ReferenceColumn(TitleColumn):
    """Leads to the dossier, which learns from which queue one comes. Below it stands what wants attention first."""

    cell_template_name = f"{CELLS}reference_cell.html"

    def __init__(self, name: str, *, query: str = "", **kwargs: Any) -> None:
        super().__init__(name, get_title_id=lambda application: f"application_{application.pk}_title", **kwargs)
        self.query = query

    def get_link_url(self, instance: Application, parent_context: object) -> str:
        address = reverse("applications:dossier", args=(instance.pk,))
        return f"{address}?{self.query}" if self.query else address


def marks_of(row: Any) -> list[tuple[str, Any]]:
    """What those who handle a dossier should see at once: an icon and a word for each."""
    marks = (
        (row.is_unread, "mail", _("Unread message")),
        (row.came_back and row.status == Status.IN_REVIEW, "undo", _("Back from the applicant")),
        (row.is_unreleased, "upload", _("Decision to release")),
        (row.suspicions, "warning", _("To check")),
        (has_seat_to_confirm(row), "time", _("Seat to be confirmed")),
        (row.hold, "lock", _("Legal hold")),
    )
    return [(icon, word) for holds, icon, word in marks if holds]


class NumberColumn(PlainColumn):
    def get_value(self, instance: Application) -> str:
        return intcomma(instance.number) if instance.number else "—"


def form_title() -> Coalesce:
    """The title of the form that was filled in, in the reader's language or the nearest one that it has."""
    codes = dict.fromkeys([translation.get_language() or "", settings.LANGUAGE_CODE, *dict(settings.LANGUAGES)])
    titles = [
        KeyTextTransform("title", KeyTransform(code, "version__content"))
        for code in codes
        if code in dict(settings.LANGUAGES)
    ]
    return Coalesce(*titles, Value(""), output_field=CharField())


class LanguageColumn(PlainColumn):
    def get_value(self, instance: Application) -> str:
        return language_name(instance.language)


class BeneficiaryColumn(Column):
    """Leads to all dossiers of the beneficiary."""

    cell_template_name = f"{CELLS}beneficiary_cell.html"


class StatusColumn(Column):
    cell_template_name = f"{CELLS}status_cell.html"

    def get_cell_context_data(self, instance: Application, parent_context: object) -> dict[str, object]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"group": group_of(instance.status)}


class AddedColumn(Column):
    """One that a capability adds: ``QueueView.rows`` asks it for the values of a whole page."""

    def __init__(self, added: QueueColumn) -> None:
        super().__init__(added.name, label=added.label)
        self.cell_template_name = added.template
        self.added = added

    def get_value(self, instance: Application) -> object:
        return instance.added[self.name]  # type: ignore[attr-defined]  # written by the view


class DueColumn(Column):
    cell_template_name = f"{CELLS}due_cell.html"

    def get_cell_context_data(self, instance: Application, parent_context: object) -> dict[str, object]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"is_late": instance.is_overdue(timezone.localdate())}


class AnswerColumn(Column):
    """One question: the answer in the moderator's language, under the wording of the version that it was given to.

    What was asked in private is not shown, even if it is asked openly by now.
    """

    cell_template_name = f"{CELLS}answer_cell.html"

    def __init__(self, spec: Spec) -> None:
        name = PREFIX + spec["key"]
        super().__init__(name, label=spec["label"], sort_key=name if question_for(spec).is_sortable else None)
        self.key = spec["key"]

    def get_value(self, instance: Application) -> str:
        spec = instance.version.form(translation.get_language() or "").specs.get(self.key)
        if spec is None or self.key not in instance.answers or spec.get("private"):
            return ""
        return question_for(spec).shown(instance.answers[self.key], spec)


def dossier_columns(query: str) -> list[Column]:
    """Those of every dossier, in their order. ``query`` is given to the links that lead to dossiers."""
    columns: list[Column] = [
        ReferenceColumn("reference", label=_("Reference"), sort_key="reference", query=query),
        NumberColumn("number", label=pgettext_lazy("of an application", "Number"), sort_key="number"),
        PlainColumn("call", label=_("Call"), sort_key="call"),
        PlainColumn("form_title", label=_("Form")),
        PlainColumn("contact_name", label=_("Contact"), sort_key="contact_name"),
        BeneficiaryColumn("beneficiary", label=_("Beneficiary")),
        LanguageColumn("language", label=_("Language"), sort_key="language"),
        StatusColumn("status", accessor="get_status_display", label=_("Status"), sort_key="status"),
        PlainColumn("assignee", label=_("Assigned to"), sort_key="assignee"),
        DueColumn("due_on", label=_("Due on"), sort_key="due_on"),
        DayColumn("submitted_at", label=_("Received on"), sort_key="submitted_at"),
    ]
    for added in queue_columns():
        index = [column.name for column in columns].index(added.after)
        columns.insert(index + 1, AddedColumn(added))
    return columns


FIRST = "reference"
"""Always shown: it is the way to the dossier."""
OWN_USUAL = frozenset({FIRST, "form_title", "contact_name", "language", "status", "assignee", "due_on", "submitted_at"})


def usual_columns() -> frozenset[str]:
    """What people see who have not chosen."""
    return OWN_USUAL | {added.name for added in queue_columns() if added.is_usual}


def checkbox_column() -> BulkActionsCheckboxColumn:
    return BulkActionsCheckboxColumn("bulk_actions", obj_type="application")


def offered_columns(questions: Iterable[Spec], query: str) -> list[Column]:
    return [*dossier_columns(query), *(AnswerColumn(spec) for spec in questions)]


def chosen_columns(offered: list[Column], names: Iterable[str], usual: frozenset[str]) -> list[Column]:
    """Those that were chosen, else the usual ones. Names of no column are ignored."""
    known = {column.name for column in offered} & set(names)
    wanted = known | {FIRST} if known else usual
    return [column for column in offered if column.name in wanted]
