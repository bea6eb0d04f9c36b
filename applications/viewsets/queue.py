"""The moderators' queue in the Wagtail admin: every application of their calls, and each dossier."""

from typing import Any

import django_filters
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from applications.dossier import dossier_steps
from applications.models import Application, Attachment, Call
from applications.permissions import can_open_queue
from applications.suspicions import suspicion_labels
from applications.viewsets.attachments import AttachmentView
from home.languages import language_name


class QueueOnly:
    """Refuses people without a queue. Wagtail's own wrapper has already asked for access to the admin."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_open_queue(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def calls_in_queue(request: HttpRequest | None) -> Any:
    user = request.user if request else None
    return Call.objects.filter(applications__in=Application.objects.visible_to(user)).distinct()


def language_choices() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code, _name in settings.LANGUAGES]


class SuspicionFilter(django_filters.BooleanFilter):
    """Applications that something speaks against, or those that nothing does."""

    def filter(self, queryset: Any, value: bool | None) -> Any:
        if value is None:
            return queryset
        return queryset.exclude(suspicions=[]) if value else queryset.filter(suspicions=[])


class QueueFilterSet(WagtailFilterSet):
    to_check = SuspicionFilter(label=_("To check"))
    call = django_filters.ModelChoiceFilter(queryset=calls_in_queue, label=_("Call"))
    language = django_filters.ChoiceFilter(choices=language_choices, label=_("Language"))

    class Meta:
        model = Application
        fields = ["call", "status", "language"]


class FormTitleColumn(Column):
    """The title of the form that was filled in, in the moderator's language."""

    def get_value(self, instance: Application) -> str:
        return str(instance.version.in_language(translation.get_language() or "")["title"])


class NumberColumn(Column):
    """The order of arrival, with a mark on what should be checked before anything else."""

    def get_value(self, instance: Application) -> str:
        mark = f" – {gettext('to check')}" if instance.suspicions else ""
        return f"{instance.number or '—'}{mark}"


class LanguageColumn(Column):
    def get_value(self, instance: Application) -> str:
        return language_name(instance.language)


class QueueView(QueueOnly, IndexView):
    model = Application
    template_name = "applications/admin/queue.html"
    page_title = _("Applications")
    header_icon = "clipboard-list"
    index_url_name = "applications:index"
    index_results_url_name = "applications:index_results"
    filterset_class = QueueFilterSet
    default_ordering = "-submitted_at"
    is_export_enabled = False
    list_export = ()
    is_searchable = False
    paginate_by = 30
    permission_policy = None

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("reference", label=_("Reference"), url_name="applications:dossier", sort_key="reference"),
            NumberColumn("number", label=pgettext_lazy("of an application", "Number"), sort_key="number"),
            FormTitleColumn("form", label=_("Form")),
            Column("contact_name", label=_("Contact"), sort_key="contact_name"),
            LanguageColumn("language", label=_("Language"), sort_key="language"),
            StatusTagColumn("get_status_display", label=_("Status"), sort_key="status"),
            DateColumn("submitted_at", label=_("Received"), sort_key="submitted_at"),
        ]

    def get_base_queryset(self) -> Any:
        return Application.objects.visible_to(self.request.user).select_related("version").distinct()

    def get_edit_url(self, instance: Application) -> str:
        return reverse("applications:dossier", args=(instance.pk,))


class DossierView(QueueOnly, WagtailAdminTemplateMixin, TemplateView):
    """One application: who, when, in which language, and the answers under the labels of the moderator's language."""

    template_name = "applications/admin/dossier.html"
    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    def get_page_title(self) -> str:
        return self.application.reference

    @cached_property
    def application(self) -> Application:
        dossiers = Application.objects.visible_to(self.request.user).select_related("version", "call").distinct()
        return get_object_or_404(dossiers, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("applications:index"), "label": _("Applications")},
            {"url": "", "label": self.application.reference},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application, language = self.application, translation.get_language() or ""
        return super().get_context_data(**kwargs) | {
            "application": application,
            "form_title": application.version.in_language(language)["title"],
            "language_name": language_name(application.language),
            "steps": dossier_steps(application, language),
            "history": application.status_changes.select_related("by"),
            "files": files_of(application),
            "emails": application.emails.order_by("created_at"),
            "suspicions": suspicion_labels(application.suspicions),
        }


def files_of(application: Application) -> dict[str, list[Attachment]]:
    """The files of a dossier by question. One query."""
    found: dict[str, list[Attachment]] = {}
    for attachment in application.attachments.all():
        found.setdefault(attachment.question, []).append(attachment)
    return found


class QueueMenuItem(MenuItem):
    """Shown to those who have a queue."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_open_queue(request.user)


class QueueViewSet(ViewSet):
    """Only these views exist: nothing here can be edited, copied or deleted behind the workflow's back."""

    name = "applications"
    icon = "clipboard-list"
    menu_label = _("Applications")
    menu_order = 150
    add_to_admin_menu = True
    menu_item_class = QueueMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.construct_view(QueueView), name="index"),
            path(
                "results/",
                self.construct_view(QueueView, template_name=QueueView.results_template_name),
                name="index_results",
            ),
            path("<int:pk>/", self.construct_view(DossierView), name="dossier"),
            path("<int:pk>/files/<uuid:attachment_id>/", self.construct_view(AttachmentView), name="file"),
        ]
