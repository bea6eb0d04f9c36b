"""What capabilities show on pages that are not theirs: asked when, for whom, with what, and where it stands."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications.dossiers import panels
from applications.dossiers.panels import DossierPanel, PanelPosition, QueueColumn, TrackingPanel
from applications.dossiers.tracking_tokens import tracking_token
from applications.models import Application
from applications.staff.queue.columns import dossier_columns
from applications.statuses import Status
from tests.applications.dossier_desk import Desk
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


class Facts:
    """What a panel or a column knows of dossiers, and for whom it was asked."""

    def __init__(self) -> None:
        self.facts: dict[str, Any] | None = {"words": "Woven by hand"}
        self.asked: list[tuple[Any, Any]] = []

    def panel(self, who: Any, application: Application) -> Mapping[str, Any] | None:
        self.asked.append((who, application))
        return self.facts

    def column(self, who: Any, dossiers: Sequence[Application]) -> Mapping[int, str]:
        self.asked.append((who, [each.pk for each in dossiers]))
        return {each.pk: f"Thread {each.number}" for each in dossiers if each.number}


@pytest.fixture
def facts() -> Facts:
    return Facts()


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    monkeypatch.setattr(engine, "dirs", [tmp_path, *engine.dirs])
    (tmp_path / "woven.html").write_text("<p>{{ panel.words }}, {{ application.reference }}, {{ handles }}</p>")
    return "woven.html"


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_on_dossiers", "_on_tracking"):
        monkeypatch.setattr(panels, name, {})
    monkeypatch.setattr(panels, "_columns", panels._columns.copy())


def page_of(dossier: Application, reader: Any) -> str:
    response = log_in(reader).get(reverse("applications:dossier", args=[dossier.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


def tracked(dossier: Application) -> str:
    with translation.override("en"):
        response = Client().get(reverse("tracking_application", args=[tracking_token(dossier)]))
    assert response.status_code == 200
    return str(response.content.decode())


def queue_of(reader: Any, query: str = "") -> str:
    return str(log_in(reader).get(reverse("applications:index") + query).content.decode())


@pytest.mark.parametrize(
    ("place", "before", "behind"),
    [(PanelPosition.BRIEF, "dossier__facts", "</dl>"), (PanelPosition.SIDE, 'id="notes-section"', "</html>")],
)
def test_a_panel_stands_on_the_page_of_each_dossier(
    office: Desk, facts: Facts, template: str, place: PanelPosition, before: str, behind: str
) -> None:
    panels.register_on_dossiers(DossierPanel("cloth", place, template, facts.panel))
    panels.register_on_dossiers(DossierPanel("cloth", place, template, facts.panel))
    dossier = office.dossier(Status.READY)
    html = page_of(dossier, office.moderator)
    mine = f"<p>Woven by hand, {dossier.reference}, True</p>"
    assert html.count(mine) == 1
    assert before in html.split(mine)[0]
    assert behind in html.split(mine)[1]
    assert facts.asked == [(office.moderator, dossier)]
    assert f"Woven by hand, {dossier.reference}, False" in page_of(dossier, office.committee)


def test_a_panel_with_nothing_to_show_is_not_there(office: Desk, facts: Facts, template: str) -> None:
    facts.facts = None
    panels.register_on_dossiers(DossierPanel("cloth", PanelPosition.SIDE, template, facts.panel))
    panels.register_on_tracking(TrackingPanel("cloth", template, facts.panel))
    dossier = office.dossier()
    assert dossier.reference + ", " not in page_of(dossier, office.moderator)
    assert dossier.reference + ", " not in tracked(dossier)
    assert len(facts.asked) == 2


def test_the_applicant_sees_a_panel_and_the_title_that_it_gives(office: Desk, facts: Facts, template: str) -> None:
    panels.register_on_tracking(TrackingPanel("cloth", template, facts.panel))
    dossier = office.dossier()
    title = dossier.version.form("en").title
    html = tracked(dossier)
    assert f"<p>Woven by hand, {dossier.reference}, </p>" in html
    assert f"<h1>{title}</h1>" in html
    facts.facts = {"words": "Woven by hand", "title": "The cloth"}
    html = tracked(dossier)
    assert "<h1>The cloth</h1>" in html
    assert [(type(who).__mro__[1], application) for who, application in facts.asked] == [(HttpRequest, dossier)] * 2


def test_a_column_is_asked_once_for_all_its_rows(office: Desk, facts: Facts) -> None:
    cell = "applications/admin/queue/cell.html"
    panels.register_column(QueueColumn("cloth", "The cloth", cell, facts.column, after="assignee", is_usual=True))
    assert "Thread" not in queue_of(office.moderator)
    assert facts.asked == [], "there are no rows"
    first, second, third = (office.dossier(number=number) for number in (7, 0, 9))
    html = queue_of(office.moderator)
    assert facts.asked == [(office.moderator, [third.pk, second.pk, first.pk])]
    assert 'data-label="The cloth">Thread 7</td>' in html
    assert html.count(">Thread ") == 2


def test_a_column_that_is_not_shown_is_not_asked(office: Desk, facts: Facts) -> None:
    cell = "applications/admin/queue/cell.html"
    panels.register_column(QueueColumn("cloth", "The cloth", cell, facts.column, after="status"))
    office.dossier(number=7)
    assert "Thread 7" not in queue_of(office.moderator)
    assert facts.asked == []
    assert "Thread 7" in queue_of(office.moderator, "?columns=cloth")
    assert len(facts.asked) == 1


def test_columns_stand_where_they_say(facts: Facts) -> None:
    panels.register_column(QueueColumn("cloth", "The cloth", "cell.html", facts.column, after="status"))
    names = [column.name for column in dossier_columns("")]
    assert names[names.index("status") + 1] == "cloth"
    assert names[names.index("assignee") + 1] == "labels", "which is one that is added, too"
