"""The one menu of the queue, and every address below it."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from applications.viewsets import (
    attendance,
    corrections,
    decisions,
    dossier,
    exports,
    handling,
    messages,
    queue,
    saved_views,
    workflow,
)
from applications.viewsets.access import AccessViewSet
from applications.viewsets.emails import EmailViewSet
from applications.viewsets.labels import LabelViewSet
from applications.viewsets.letters import LettersViewSet
from applications.viewsets.privacy import PrivacyViewSet
from applications.viewsets.queue import QueueMenuItem, QueueView
from applications.viewsets.releases import ReleasesViewSet
from applications.viewsets.sessions import SessionsViewSet

PARTS = (queue, saved_views, exports, attendance, dossier, handling, workflow, decisions, corrections, messages)


class QueueViewSet(ViewSet):
    """Only these views exist: nothing here can be edited, copied or deleted behind the workflow's back."""

    name = "applications"
    icon = "clipboard-list"
    menu_label = _("Queue")
    menu_item_class = QueueMenuItem

    def get_urlpatterns(self) -> list[Any]:
        results = self.construct_view(QueueView, template_name=QueueView.results_template_name)
        return [
            path("results/", results, name="index_results"),
            *[path(route, self.construct_view(view), name=name) for part in PARTS for route, view, name in part.VIEWS],
        ]


class ApplicationsGroup(ViewSetGroup):
    """The one menu of those who handle dossiers. Whatever else belongs to it is added to ``items``."""

    menu_label = _("Applications")
    menu_icon = "clipboard-list"
    menu_order = 150
    items = (
        QueueViewSet,
        SessionsViewSet,
        ReleasesViewSet,
        LabelViewSet,
        LettersViewSet,
        EmailViewSet,
        PrivacyViewSet,
        AccessViewSet,
    )
