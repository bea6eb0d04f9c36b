"""The outbox as staff see it: what was written to whom, whether it left, what left, and a button to send it again."""

from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from applications.mail.outbox import send_again
from applications.models import Access, OutgoingEmail, Reading
from applications.privacy.access_log import record
from applications.staff.base import ModeratorsMenuItem, QueueOnly
from home.languages import language_name
from users.signed_in import signed_in

YES_NO = [("true", _("Yes")), ("false", _("No"))]


class EmailFilterSet(WagtailFilterSet):
    is_uncertain = django_filters.TypedChoiceFilter(
        choices=YES_NO, coerce=lambda text: text == "true", label=_("Perhaps sent twice")
    )

    class Meta:
        model = OutgoingEmail
        fields = ["status", "occasion", "is_uncertain"]


class OccasionColumn(TitleColumn):
    """What a mail is about; leads to it."""

    def get_value(self, instance: OutgoingEmail) -> str:
        return capfirst(instance.get_occasion_display())


class DossierColumn(TitleColumn):
    """The reference of the dossier, which leads there; nothing in a row that is about none."""

    empty_value_display = ""

    def get_value(self, instance: OutgoingEmail | Access) -> str:
        return instance.application.reference if instance.application else ""

    def get_link_url(self, instance: OutgoingEmail | Access, parent_context: object) -> str | None:
        return reverse("applications:dossier", args=(instance.application_id,)) if instance.application_id else None


class SendAgainColumn(Column):
    """A button where the action would take the mail."""

    cell_template_name = "applications/admin/send_again.html"

    def get_value(self, instance: OutgoingEmail) -> str:
        return reverse("emails:send_again", args=(instance.pk,)) if instance.is_repeatable else ""

    def get_cell_context_data(self, instance: OutgoingEmail, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"csrf_token": get_token(parent_context["request"])}


class EmailsView(QueueOnly, IndexView):
    model = OutgoingEmail
    template_name = "applications/admin/emails.html"
    page_title = _("E-mails")
    header_icon = "mail"
    index_url_name = "emails:index"
    index_results_url_name = "emails:index_results"
    filterset_class = EmailFilterSet
    default_ordering = "-created_at"
    is_export_enabled = False
    list_export = ()
    is_searchable = False
    paginate_by = 30
    permission_policy = None

    @cached_property
    def columns(self) -> list[Column]:
        return [
            OccasionColumn(
                "get_occasion_display", label=_("Occasion"), url_name="emails:mail", sort_key="occasion", width="16%"
            ),
            Column("to", label=_("To"), sort_key="to"),
            DossierColumn("application", label=_("Application"), width="18%"),
            StatusTagColumn("state", label=_("State"), sort_key="status"),
            Column("reason", label=_("Reason")),
            DateColumn("created_at", label=_("Written"), sort_key="created_at"),
            DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
            SendAgainColumn("send_again", label=_("Send again")),
        ]

    def get_base_queryset(self) -> object:
        return OutgoingEmail.objects.visible_to(self.request.user).select_related("application")

    def get_edit_url(self, instance: OutgoingEmail) -> None:
        return None


class EmailView(QueueOnly, WagtailAdminTemplateMixin, TemplateView):
    """One mail: what became of it, and what left. To read it is to read the dossier, and is written down."""

    template_name = "applications/admin/email.html"
    header_icon = "mail"
    _show_breadcrumbs = True

    @cached_property
    def email(self) -> OutgoingEmail:
        emails = OutgoingEmail.objects.visible_to(signed_in(self.request)).select_related("application__call")
        return get_object_or_404(emails, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return capfirst(self.email.get_occasion_display())

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        items = [*self.breadcrumbs_items, {"url": reverse("emails:index"), "label": _("E-mails")}]
        return [*items, {"url": "", "label": f"{self.get_page_title()} → {self.email.to}"}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        if self.email.application and self.email.sent_text:
            record(by=signed_in(self.request), reading=Reading.DOSSIER, application=self.email.application)
        return super().get_context_data(**kwargs) | {
            "email": self.email,
            "language_name": language_name(self.email.language),
            "again_address": reverse("emails:send_again", args=(self.email.pk,)) if self.email.is_repeatable else "",
        }


class SendAgainView(QueueOnly, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        emails = OutgoingEmail.objects.visible_to(signed_in(request)).select_related("application")
        email = get_object_or_404(emails, pk=pk)
        if send_again(email):
            messages.success(request, _("The e-mail to %(to)s will be sent again.") % {"to": email.to})
        else:
            messages.error(request, _("The e-mail to %(to)s is waiting or being sent.") % {"to": email.to})
        return redirect("emails:index")


class EmailViewSet(ViewSet):
    """Only these views exist: a mail is neither written nor changed here."""

    name = "emails"
    icon = "mail"
    menu_label = _("E-mails")
    menu_item_class = ModeratorsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(EmailsView), name="index"),
            path(
                "results/",
                self.construct_view(EmailsView, template_name=EmailsView.results_template_name),
                name="index_results",
            ),
            path("<int:pk>/", self.construct_view(EmailView), name="mail"),
            path("<int:pk>/again/", self.construct_view(SendAgainView), name="send_again"),
        ]
