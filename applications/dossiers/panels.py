"""What capabilities show of a dossier on pages that are not theirs: in the admin, to the applicant, in the queue.

All are registered when an app is ready, under names of their own, and stand in the order in which they came. They are
asked when a page is made, with nothing locked and the reader's language active; their queries are the page's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from applications.models import Application
from users.models import User

Facts = Mapping[str, Any]


class PanelPosition(StrEnum):
    """Where on the page of a dossier."""

    BRIEF = "brief"
    """Rows of the list “In brief”, below the status: ``<div><dt>…</dt><dd>…</dd></div>``."""
    SIDE = "side"
    """A section of its own at the end of the side, below all that one acts with."""


@dataclass(frozen=True)
class DossierPanel:
    """A part of a dossier's page in the admin, for everybody who may read it.

    ``facts`` is asked once for each time that the page is shown, for the user; None: there is nothing to show. The
    template has them as ``panel``, beside what the page has: ``application``, and ``handles`` for those who act on it.
    """

    name: str
    position: PanelPosition
    template: str
    facts: Callable[[Any, Application], Facts | None]


@dataclass(frozen=True)
class TrackingPanel:
    """A part of the tracking page, for whoever has its link. It stands above what is asked of the applicant.

    ``facts`` is asked once for each time that the page is shown; None: there is nothing to show. The template has them
    as ``panel``, beside ``application`` and ``tracked``. A ``title`` among them is what the page is called.
    """

    name: str
    template: str
    facts: Callable[[HttpRequest, Application], Facts | None]


@dataclass(frozen=True)
class QueueColumn:
    """A column of the queue behind the one that is named ``after``. Its name stands in addresses and saved views.

    ``values`` is asked once for a page of the queue on which the column is shown, for the user and all dossiers of the
    page; it answers by their keys, in one query for all. The template is the cell's, with ``value`` and ``column``.
    """

    name: str
    label: Any
    template: str
    values: Callable[[Any, Sequence[Application]], Mapping[int, Any]]
    after: str
    is_usual: bool = False
    """Whether people see it who have not chosen their columns."""


@dataclass(frozen=True)
class ShownPanel:
    template: str
    facts: Facts


_on_dossiers: dict[str, DossierPanel] = {}
_on_tracking: dict[str, TrackingPanel] = {}
_columns: dict[str, QueueColumn] = {}


def register_on_dossiers(panel: DossierPanel) -> None:
    _on_dossiers[panel.name] = panel


def register_on_tracking(panel: TrackingPanel) -> None:
    _on_tracking[panel.name] = panel


def register_column(column: QueueColumn) -> None:
    _columns[column.name] = column


def panels_of_dossier(user: User, application: Application) -> dict[str, list[ShownPanel]]:
    """The panels that have something to show, by their positions."""
    shown: dict[str, list[ShownPanel]] = {position.value: [] for position in PanelPosition}
    for panel in _on_dossiers.values():
        if (facts := panel.facts(user, application)) is not None:
            shown[panel.position].append(ShownPanel(panel.template, facts))
    return shown


def panels_of_tracking(request: HttpRequest, application: Application) -> list[ShownPanel]:
    """The panels that have something to show."""
    asked = [(panel.template, panel.facts(request, application)) for panel in _on_tracking.values()]
    return [ShownPanel(template, facts) for template, facts in asked if facts is not None]


def queue_columns() -> list[QueueColumn]:
    return list(_columns.values())
