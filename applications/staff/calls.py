"""Calls in the Wagtail admin, for those who may change them."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import DeleteView, IndexView

from applications.dossiers.capacity import Capacity, counted_capacity, counting_seats
from applications.dossiers.permissions import handles
from applications.forms.page import FormPage
from applications.letters.paper import sample_letter
from applications.models import Call
from applications.models.calls import session_is_over, title_order
from applications.registrations.session_calls import take_over
from applications.registrations.session_rows import phase_label, session_rows
from applications.staff.call_form import CallForm
from applications.staff.guarded import GuardedViewSet, TakenOverView
from applications.staff.letters import example_application
from home.documents import DocumentError, make_pdf
from home.documents.responses import download
from home.languages import language_name
from home.templatetags.time_zones import in_zone, zone_place
from offers.registering import Phase

STATES = {
    Phase.LATER: _("Opens later"),
    Phase.OPEN: _("Open"),
    Phase.FULL: pgettext_lazy("of a call", "Full"),
    Phase.CLOSED: _("Closed"),
}
"""What is said of a call without a session."""


def seats_in_list(call: Call) -> Capacity:
    """The seats of a call of the list, which were counted with it."""
    return counted_capacity(call, timezone.now())


class StateColumn(StatusTagColumn):
    """Whether one can apply to a call now, as the public reads it."""

    def get_value(self, instance: Call) -> str:
        phase = seats_in_list(instance).phase
        return phase_label(phase) if instance.session_key else str(STATES[phase])


class MomentColumn(Column):
    """A moment as the clocks of the call's own time zone show it, with their place."""

    def get_value(self, instance: Call) -> str:
        moment = getattr(instance, self.name)
        if not moment:
            return ""
        shown = date_format(in_zone(moment, instance.time_zone), "DATETIME_FORMAT")
        return f"{shown} ({zone_place(instance.time_zone)})"


class SeatsColumn(Column):
    """How many seats are taken and can be given, in the period that runs now, and how many people wait for one.

    Nothing for a call without a limit.
    """

    def get_value(self, instance: Call) -> str:
        seats = seats_in_list(instance)
        if seats.to_give is None:
            return ""
        words = {"taken": seats.taken, "left": seats.to_give, "waiting": seats.waiting}
        if seats.waiting:
            return gettext("%(taken)d taken, %(left)d left, %(waiting)d waiting") % words
        return gettext("%(taken)d taken, %(left)d left") % words


class SessionColumn(Column):
    """When the session of a call begins, as its own clocks show it; nothing for a call without one."""

    def get_value(self, instance: Call) -> str:
        moment = instance.session_starts_at
        return date_format(in_zone(moment, instance.time_zone), "SHORT_DATE_FORMAT") if moment else ""


class CallFilterSet(WagtailFilterSet):
    sessions = django_filters.ChoiceFilter(
        label=_("Sessions of events"),
        choices=[
            ("none", _("Calls without a session")),
            ("to_come", _("Upcoming sessions")),
            ("past", _("Past sessions")),
        ],
        method="by_session",
        empty_label=pgettext_lazy("of calls", "All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Call
        fields = ("kind",)

    def by_session(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "none":
            return queryset.filter(session_key=None)
        found = queryset.filter(session_key__isnull=False)
        over = session_is_over(timezone.now())
        return found.filter(over) if value == "past" else found.exclude(over)


class CallIndexView(IndexView):
    """The calls that people made first, by title; then those of sessions, the latest first."""

    def get_base_queryset(self) -> object:
        return counting_seats(super().get_base_queryset().select_related("subject"), timezone.now())

    def order_queryset(self, queryset: Any) -> Any:
        if self.ordering in (None, "", "-pk"):
            return queryset.order_by(F("session_starts_at").desc(nulls_first=True), title_order(), "code")
        return super().order_queryset(queryset)


class CallEditView(TakenOverView):
    """What is changed of the call of a form is handed on to those of its sessions, in the same transaction."""

    def forms(self) -> Iterable[FormPage]:
        return FormPage.objects.live().filter(call=self.object)

    def save_instance(self) -> Any:
        with transaction.atomic():
            instance = super().save_instance()
            if instance.session_calls.exists():
                take_over(instance)
        return instance


class CallDeleteView(DeleteView):
    """What people applied to stays, and so does what an event or a form needs."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if reason := why_it_stays(self.object):
            messages.error(request, reason)
            return redirect("calls:edit", self.object.pk)
        return super().dispatch(request, *args, **kwargs)


def why_it_stays(call: Call) -> str:
    """Why a call cannot be deleted, in the reader's language; empty when it can."""
    if call.session_key:
        return gettext("An event has this session. Take the session away there, and its call goes with it.")
    if call.session_calls.exists():
        return gettext("Sessions of an event belong to this call.")
    if call.applications.exists() or call.form_pages.exists() or call.versions.exists():
        return gettext("There is a form for this call, or applications to it.")
    return ""


class SessionHelpPanel(HelpPanel):
    """Says what the call of a session is, and where it is changed."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.session is not None

        def get_context_data(self, parent_context: object = None) -> dict[str, object]:
            rows = session_rows([self.instance], translation.get_language() or "", timezone.now())
            handled = handles(self.request.user, self.instance)
            return super().get_context_data(parent_context) | {"row": rows[0], "handles": handled}


class SampleLetterPanel(HelpPanel):
    """Leads to a letter as PDF with what is saved above; nowhere for a call that is not made yet."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            languages = [(code, language_name(code)) for code, _name in settings.LANGUAGES]
            return super().get_context_data(parent_context) | {"call": self.instance, "languages": languages}


class SampleLetterView(View):
    """A letter of a call with made-up words, to see what it looks like. It reads no dossier."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        if language not in dict(settings.LANGUAGES):
            raise Http404
        call = get_object_or_404(Call.objects.select_related("subject"), pk=pk)
        try:
            pdf = make_pdf(sample_letter(example_application(call, language), language))
        except DocumentError:
            messages.error(request, gettext("The PDF could not be made. Try again in a minute."))
            return redirect("calls:edit", call.pk)
        word = pgettext("name of a file", "sample-letter")
        return download(pdf, f"{word}-{call.code}-{language}.pdf")


class CallViewSet(GuardedViewSet):
    model = Call
    name = "calls"
    icon = "date"
    menu_label = _("Calls")
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = CallIndexView
    edit_view_class = CallEditView
    list_display = [
        TitleColumn(
            "title", label=_("Title"), accessor=str, get_url=lambda call: reverse("calls:edit", args=(call.pk,))
        ),
        "code",
        Column("subject", label=_("Offer or event"), sort_key="subject__title"),
        SessionColumn("session", label=_("Session"), sort_key="session_starts_at"),
        "kind",
        StateColumn("state", label=_("State"), primary=lambda call: seats_in_list(call).can_register),
        MomentColumn("opens_at", label=_("Opens"), sort_key="opens_at"),
        MomentColumn("closes_at", label=_("Closes"), sort_key="closes_at"),
        SeatsColumn("seats", label=_("Seats")),
    ]
    filterset_class = CallFilterSet
    delete_view_class = CallDeleteView
    search_fields = ["title_fr", "title_en", "code"]
    edit_handler = ObjectList(
        [
            SessionHelpPanel(template="applications/admin/sessions/help_panel.html"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("title_fr"), FieldPanel("title_en")]),
                    FieldRowPanel([FieldPanel("code"), FieldPanel("reference_prefix")]),
                ],
                heading=_("Names"),
                help_text=_("Staff read the title, each in their own language."),
            ),
            FieldPanel("kind"),
            FieldPanel("subject"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("time_zone")],
                heading=_("When it is open"),
                help_text=_("These moments are typed and shown in the time zone chosen below."),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("capacity"), FieldPanel("capacity_period")]),
                    FieldPanel("has_waiting_list"),
                    FieldPanel("confirms_at_once"),
                ],
                heading=_("Seats"),
                help_text=_("Years begin on 1 January in the call’s time zone."),
            ),
            MultiFieldPanel(
                [FieldPanel("currency"), FieldRowPanel([FieldPanel("amount_min"), FieldPanel("amount_max")])],
                heading=_("Amounts"),
                help_text=_("Budgets in its forms keep within these. Empty: no limit."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("numbering"),
                    FieldPanel("draft_days"),
                    # How long people are known, and who may decide alone: administrators only.
                    FieldRowPanel(
                        [
                            FieldPanel("refused_months", permission="auth.change_group"),
                            FieldPanel("granted_months", permission="auth.change_group"),
                        ]
                    ),
                ],
                heading=_("Numbers and keeping"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("letterhead_fr"), FieldPanel("letterhead_en")]),
                    FieldPanel("letter_place"),
                    FieldPanel("signatory_name"),
                    FieldRowPanel([FieldPanel("signatory_role_fr"), FieldPanel("signatory_role_en")]),
                    SampleLetterPanel(template="applications/admin/sample_letter.html"),
                ],
                heading=_("Letters as PDF"),
                help_text=_(
                    "Applicants can keep and show the letters that they get. What you change here stands in letters "
                    "to come: those that were sent stay as they are."
                ),
            ),
            FieldPanel("four_eyes", permission="auth.change_group"),
            # Whoever chooses these groups chooses who reads the applications: administrators only.
            FieldPanel("moderators", permission="auth.change_group"),
            FieldPanel("committee", permission="auth.change_group"),
        ],
        base_form_class=CallForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        sample = self.construct_view(SampleLetterView)
        route = "sample-letter/<int:pk>/<str:language>/"
        return [*super().get_urlpatterns(), path(route, sample, name="sample_letter")]
