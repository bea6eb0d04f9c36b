"""A dossier in the Wagtail admin: the page on which staff read, think and act."""

from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from applications.dossiers.answers import dossier_steps, without_private
from applications.dossiers.panels import panels_of_dossier
from applications.dossiers.permissions import handles
from applications.dossiers.timeline import Kind, failed_mail, timeline
from applications.letters.paper import letters_among
from applications.models import Application, Reading
from applications.models.suspicions import suspicion_labels
from applications.privacy.access_log import record
from applications.staff.attachments import ArchiveView, AttachmentView
from applications.staff.base import DossierMixin, Views
from applications.staff.corrections import corrections_part
from applications.staff.decisions import decision_part
from applications.staff.handling import handling_part
from applications.staff.messages import messages_part
from applications.staff.queue import neighbours
from home.languages import language_name
from users.signed_in import signed_in


class DossierView(DossierMixin, WagtailAdminTemplateMixin, TemplateView):
    """One application, under the labels of the reader's language. Looking at it is written down.

    ``?both=1`` shows the other language's labels as well, ``?show=`` one kind of event, ``?from=`` tells which queue
    the reader came from.
    """

    template_name = "applications/admin/dossier.html"
    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    @cached_property
    def application(self) -> Application:
        dossiers = Application.objects.visible_to(self.request.user)
        related = ("version", "call", "assignee", "beneficiary")
        return get_object_or_404(dossiers.select_related(*related), pk=self.kwargs["pk"])

    @cached_property
    def handles(self) -> bool:
        return handles(signed_in(self.request), self.application.call)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        record(by=signed_in(request), reading=Reading.DOSSIER, application=self.application)
        return response

    def get_page_title(self) -> str:
        return self.application.reference

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.queue_address, "label": _("Applications")},
            {"url": "", "label": self.application.reference},
        ]

    @property
    def queue_address(self) -> str:
        address = reverse("applications:index")
        return f"{address}?{self.queue_query}" if self.queue_query else address

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs) | self.reading_part()
        if context["acts"]:
            context |= self.acting_part()
        return context | self.around()

    def reading_part(self) -> dict[str, object]:
        """What everybody sees who may read the dossier."""
        application, language = self.application, translation.get_language() or ""
        other = other_language(language) if self.request.GET.get("both") == "1" else ""
        events = timeline(application, language=language, handles=self.handles)
        steps = dossier_steps(application, language, other)
        shown = self.request.GET.get("show", "")
        return {
            "application": application,
            "handles": self.handles,
            "acts": self.handles and not application.anonymised_at,
            "form_title": application.version.form(language).title,
            "language_name": language_name(application.language),
            "other_language": other_language(language),
            "other_language_name": language_name(other_language(language)),
            "is_in_both": bool(other),
            "steps": steps if self.handles else without_private(steps),
            "has_private": any(answer.is_private for step in steps for answer in step.answers),
            "files": {str(file.pk): file for file in application.attachments.all() if file.question},
            "suspicions": suspicion_labels(application.suspicions),
            "is_overdue": application.is_overdue(timezone.localdate()),
            "panels": panels_of_dossier(signed_in(self.request), application),
            "events": [event for event in events if event.kind == shown] if shown in Kind.values else events,
            "event_kinds": [kind for kind in Kind if any(event.kind == kind for event in events)],
            "shown_kind": shown if shown in Kind.values else "",
            "letters": letters_among(application.emails.all()) if self.handles else [],
            "failed_mail": failed_mail(application, events),
        }

    def acting_part(self) -> dict[str, Any]:
        """What is on the page for those who handle the call: each part's context, under names of its own."""
        user, application = signed_in(self.request), self.application
        prefetch_related_objects([application], "labels", "watchers")
        context = {
            "notes": sorted(application.notes.all(), key=lambda note: note.written_at, reverse=True),
            "queue_query": self.queue_query,
        }
        for part in (handling_part, decision_part, corrections_part, messages_part):
            context |= part(user, application)
        return context

    def around(self) -> dict[str, object]:
        """The neighbours in the queue."""
        before, after = neighbours(self.application, signed_in(self.request), self.queue_query)
        return {"previous_dossier": before, "next_dossier": after, "queue_address": self.queue_address}


def other_language(language: str) -> str:
    return next((code for code, _name in settings.LANGUAGES if code != language), language)


VIEWS: Views = (
    ("<int:pk>/", DossierView, "dossier"),
    ("<int:pk>/files/", ArchiveView, "files"),
    ("<int:pk>/files/<uuid:attachment_id>/", AttachmentView, "file"),
)
