"""The filtered queue as CSV or XLSX."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from applications.models import Reading
from applications.models.applications import ApplicationQuerySet
from applications.privacy.access_log import record
from applications.staff.base import QueueOnly, Views, refuse_readers
from applications.staff.exports import FORMATS, Table, csv_chunks, xlsx_file
from applications.staff.queue import filtered
from applications.staff.queue import links as queue_links
from home.languages import language_name
from users.signed_in import signed_in


class ExportForm(forms.Form):
    """``wording`` is the language of the headings and labels: ``language`` is a filter of the queue."""

    format = forms.ChoiceField(
        label=_("File"),
        choices=[
            ("xlsx", _("XLSX, for spreadsheets")),
            ("csv", _("CSV, for other programs")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Excel opens the XLSX file as it is. In a CSV file it takes codes and phone numbers for figures, "
            "and drops the zeros that they begin with."
        ),
    )
    wording = forms.ChoiceField(label=_("Language of the headings and labels"), widget=forms.RadioSelect)
    private = forms.BooleanField(
        label=_("With the private answers"),
        required=False,
        help_text=_("Only if you need them: it is written down who took them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, language_name(code)) for code, _name in settings.LANGUAGES]
        self.fields["wording"].choices = choices  # type: ignore[attr-defined]


class ExportView(QueueOnly, WagtailAdminTemplateMixin, TemplateView):
    """With a ``format`` the file, made while it is sent; without one, a page that offers both.

    The parameters are those of the queue, and as there what is nonsense is ignored. Only dossiers that the person
    handles are exported: a committee reads its dossiers and takes none away. Each export is written down.
    """

    template_name = "applications/admin/export.html"
    page_title = _("Export")
    header_icon = "download"
    _show_breadcrumbs = True

    @cached_property
    def dossiers(self) -> ApplicationQuerySet:
        return filtered(signed_in(self.request), self.request.GET).handled_by(signed_in(self.request))

    @cached_property
    def count(self) -> int:
        return self.dossiers.order_by().count()

    @property
    def wording(self) -> str:
        wanted = self.request.GET.get("wording", "")
        return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE

    def get(  # type: ignore[override]  # a file is streamed
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        refuse_readers(signed_in(request))
        kind = request.GET.get("format", "")
        return self.download(kind) if kind in FORMATS else super().get(request, *args, **kwargs)

    def download(self, kind: str) -> HttpResponseBase:
        has_private = self.request.GET.get("private") in ("1", "on", "true")
        table = Table(self.dossiers, self.wording, has_private=has_private)
        call = table.calls[0] if len(table.calls) == 1 else None
        query = queue_links.kept(self.request.GET)
        if query.pop("q", None):
            query["q"] = "…"  # the words may be a name, and the log outlives the person's erasure
        if has_private:
            query["private"] = "1"
        details = f"{self.count} × {kind.upper()} ?{query.urlencode()}"[: queue_links.LONGEST]
        record(by=signed_in(self.request), reading=Reading.EXPORT, call=call, details=details)
        name = slugify(call.code if call else pgettext("name of a file", "applications"))
        name = f"{name}-{timezone.localdate().isoformat()}.{kind}"
        if kind == "csv":
            disposition = content_disposition_header(as_attachment=True, filename=name) or ""
            headers = {"Content-Disposition": disposition}
            return StreamingHttpResponse(csv_chunks(table), content_type=FORMATS[kind], headers=headers)
        return FileResponse(xlsx_file(table), as_attachment=True, filename=name, content_type=FORMATS[kind])

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.queue_address, "label": _("Applications")},
            {"url": "", "label": self.page_title},
        ]

    @property
    def queue_address(self) -> str:
        query = queue_links.kept(self.request.GET).urlencode()
        return reverse("applications:index") + (f"?{query}" if query else "")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {
            "count": self.count,
            "form": ExportForm(initial={"format": "xlsx", "wording": self.wording}),
            "kept": queue_links.pairs(queue_links.kept(self.request.GET)),
            "queue_address": self.queue_address,
        }


VIEWS: Views = (("export/", ExportView, "export"),)
