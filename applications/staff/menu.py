"""The one menu of the queue, and every address below it."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from applications.staff import attendance, corrections, decisions, documents, dossier, handling, messages, workflow
from applications.staff.access_log import AccessViewSet
from applications.staff.emails import EmailViewSet
from applications.staff.exports import views as exports
from applications.staff.labels import LabelViewSet
from applications.staff.letters import LettersViewSet
from applications.staff.privacy import PrivacyViewSet
from applications.staff.queue import saved_views
from applications.staff.queue import view as queue
from applications.staff.queue.view import QueueMenuItem, QueueView
from applications.staff.releases import ReleasesViewSet
from applications.staff.sessions import SessionsViewSet

PARTS = (
    queue,
    saved_views,
    exports,
    attendance,
    dossier,
    documents,
    handling,
    workflow,
    decisions,
    corrections,
    messages,
)


class QueueViewSet(ViewSet):
    """Only these views exist: nothing here can be edited, copied or deleted behind the workflow's back."""

    name = "applications"
    icon = "clipboard-list"
    menu_label = _("Queue")
    menu_item_class = QueueMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
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
