"""Who comes to a session: the list to mark at the door, the sheet to sign, the file."""

from collections.abc import Iterator
from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from applications.models import Call, Reading
from applications.privacy.access_log import record
from applications.registrations.attendance import mark
from applications.registrations.attendees import NO, YES, Attendee, attendees, expected, in_turn, name_of, offered
from applications.registrations.session_details import session_of
from applications.registrations.session_rows import SessionRow, session_calls, session_rows
from applications.registrations.sheet import EMPTY_LINES, days_to_sign, name_of_sheet, sheet_of
from applications.staff.base import Views
from applications.staff.documents import given
from applications.staff.exports import FORMATS, csv_chunks
from applications.staff.exports.attendance import AttendanceTable
from applications.staff.queue.fields import is_key
from users.signed_in import signed_in

PER_PAGE = 300
"""As many are marked at once."""
SAID = {YES: True, NO: False, "": None}


class SessionView(View):
    """A view of one session. It is missing for everybody who does not handle its registrations."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        _ = self.row  # first of all
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def row(self) -> SessionRow:
        """The session, all its words in the language of whoever looks."""
        calls = session_calls(signed_in(self.request)).select_related("subject")
        call: Call = get_object_or_404(calls, pk=self.kwargs["pk"])
        language = translation.get_language() or ""
        row = session_rows([call], language, timezone.now())[0]
        session = session_of(call, language)
        return replace(row, session=session) if session and session.facts else row

    @property
    def call(self) -> Call:
        return self.row.call

    @cached_property
    def people(self) -> list[Attendee]:
        return attendees(self.call)


class AttendanceView(SessionView, WagtailAdminTemplateMixin, TemplateView):
    """The list. Looking at it is written down. A post says who came, for the whole page of it at once.

    Each person's ``came-<key>`` is compared with ``seen-<key>``, what stood there when the page was shown: only what
    was changed on this screen is written, so that two people at two doors do not undo each other.
    """

    template_name = "applications/admin/sessions/attendance.html"
    page_title = gettext_lazy("Attendance list")
    header_icon = "calendar-check"
    _show_breadcrumbs = True

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        record(by=signed_in(request), reading=Reading.ATTENDANCE, call=self.call)
        return response

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        done = mark(call=self.call, marks=dict(self._changes()), by=signed_in(request))
        words = ngettext("%(number)d person marked.", "%(number)d people marked.", done.number)
        messages.success(request, words % {"number": done.number} if done.number else _("Nothing was changed."))
        if done.refused:
            names = ", ".join(name_of(each) for each in done.refused)
            messages.error(request, _("Not marked, because they have no seat any more: %(names)s.") % {"names": names})
        page = request.POST.get("p", "")
        address = reverse("applications:attendance", args=(self.call.pk,))
        return redirect(f"{address}?p={page}" if is_key(page) else address)

    def _changes(self) -> Iterator[tuple[int, bool | None]]:
        for name, value in self.request.POST.items():
            key = name.removeprefix("came-")
            if key != name and is_key(key) and value in SAID and value != self.request.POST.get(f"seen-{key}"):
                yield int(key), SAID[str(value)]

    def get_page_subtitle(self) -> str:
        return self.row.session.title

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("sessions:index"), "label": _("Registrations")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        paginator = Paginator(self.people, PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        came = [each.came for each in self.people]
        return super().get_context_data(**kwargs) | {
            "row": self.row,
            "page_obj": page,
            "is_paginated": page.has_other_pages(),
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "index_url": reverse("applications:attendance", args=(self.call.pk,)),
            "choices": _choices(),
            "people_count": len(came),
            "present": came.count(YES),
            "absent": came.count(NO),
            "unmarked": came.count(""),
            "offered": offered(self.call) if self.row.seats.held else [],
            "waiting": in_turn(self.call) if self.row.seats.waiting else [],
            "queue_url": reverse("applications:index") + f"?call={self.call.pk}",
        }


class SheetView(SessionView, TemplateView):
    """The sheet to print and to sign, one column for each day. It counts as reading the list."""

    template_name = "applications/admin/sessions/sheet.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        record(by=signed_in(request), reading=Reading.ATTENDANCE, call=self.call)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {
            "row": self.row,
            "people": [each for each in self.people if each.has_seat],
            "days": days_to_sign(self.row.session),
            "empty_lines": range(EMPTY_LINES),
        }


class SheetPdfView(SessionView):
    """The same sheet as PDF. Each download is written down."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        language, session = translation.get_language() or "", self.row.session
        return given(
            request,
            lambda: sheet_of(self.call, session, self.people, language, timezone.now()),
            name_of_sheet(self.call, session),
            back=reverse("applications:attendance", args=(self.call.pk,)),
            details=f"{len(self.people)} × PDF",
            reading=Reading.EXPORT,
            by=request.user,
            call=self.call,
        )


class FileView(SessionView):
    """The list as CSV, made while it is sent. Each download is written down."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        dossiers = expected(self.call).order_by("contact_name", "pk")
        table = AttendanceTable(dossiers, translation.get_language() or "")
        record(by=signed_in(request), reading=Reading.EXPORT, call=self.call, details=f"{dossiers.count()} × CSV")
        day = f"{self.row.session.first_day:%Y-%m-%d}"
        name = f"{self.call.code}-{pgettext('name of a file', 'attendance')}-{day}.csv"
        headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
        return StreamingHttpResponse(csv_chunks(table), content_type=FORMATS["csv"], headers=headers)


def _choices() -> list[tuple[str, str]]:
    said = [(YES, pgettext("of a person", "Present")), (NO, pgettext("of a person", "Absent"))]
    return [*said, ("", pgettext("of a person", "Not marked"))]


VIEWS: Views = (
    ("attendance/<int:pk>/", AttendanceView, "attendance"),
    ("attendance/<int:pk>/sheet/", SheetView, "attendance_sheet"),
    ("attendance/<int:pk>/sheet.pdf", SheetPdfView, "attendance_pdf"),
    ("attendance/<int:pk>/file/", FileView, "attendance_file"),
)
