"""The moderators' queue in the Wagtail admin: every application of their calls."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from applications.dossiers.permissions import can_open_queue, handles
from applications.models import Application, Call, Decision, FormVersion, Message
from applications.staff.base import QueueOnly, Views
from applications.staff.queue import GROUPS, Queue, group_of
from applications.staff.queue import links as queue_links
from applications.staff.queue.columns import (
    FIRST,
    AddedColumn,
    AnswerColumn,
    checkbox_column,
    chosen_columns,
    form_title,
    marks_of,
    offered_columns,
    usual_columns,
)
from applications.staff.queue.filters import return_of
from applications.staff.queue.order import DEFAULT
from applications.staff.queue.people import calls_of, moderates
from applications.staff.queue.question_filters import filterable
from applications.staff.queue.queue import chosen_call
from applications.statuses import Status
from users.signed_in import signed_in

EXPORTS = (("csv", _("Download as CSV")), ("xlsx", _("Download as XLSX")), ("", _("Choose what to download")))


class QueueView(QueueOnly, IndexView):
    model = Application
    template_name = "applications/admin/queue_index.html"
    results_template_name = "applications/admin/queue_results.html"
    page_title = _("Applications")
    header_icon = "clipboard-list"
    index_url_name = "applications:index"
    index_results_url_name = "applications:index_results"
    default_ordering = DEFAULT
    is_export_enabled = False
    list_export = ()
    is_searchable = True
    paginate_by = 30
    permission_policy = None

    @cached_property
    def queue(self) -> Queue:
        content = self.call.newest_form if self.call else None  # type: ignore[attr-defined]
        questions = filterable(FormVersion(content=content).form(translation.get_language() or "")) if content else []
        return Queue(signed_in(self.request), self.request.GET, questions=questions, calls=self.calls)

    @cached_property
    def calls(self) -> list[Call]:
        return calls_of(signed_in(self.request), with_form_of=chosen_call(self.request.GET))

    @cached_property
    def call(self) -> Call | None:
        """The one that is chosen, if it is the person's."""
        return next((call for call in self.calls if call.pk == chosen_call(self.request.GET)), None)

    @property
    def can_act(self) -> bool:
        """Who only reads is offered no bulk actions."""
        return moderates(signed_in(self.request))

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.request = request
        # First: the calls tell whether there is a queue at all.
        _ = self.calls
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def query(self) -> QueryDict:
        """What makes this queue this one, less the page."""
        return queue_links.kept(self.request.GET)

    # What Wagtail's listing asks for

    @cached_property
    def filters(self) -> Any:
        return self.queue.filters

    @cached_property
    def is_filtering(self) -> bool:
        return bool(self.filters.form.changed_data)

    @cached_property
    def search_query(self) -> str:
        return self.queue.search

    @cached_property
    def ordering(self) -> str:
        return self.queue.ordering

    @cached_property
    def counts(self) -> dict[str, int]:
        return self.queue.counts()

    @cached_property
    def offered(self) -> list[Column]:
        return offered_columns(self.queue.questions, queue_links.origin(self.request.GET))

    @cached_property
    def columns(self) -> list[Column]:
        usual = usual_columns() - ({"form_title"} if self.call else set())
        if self.call and len(self.queue.call_ids) > 1:
            usual |= {"call"}  # it tells the sessions apart
        chosen = chosen_columns(self.offered, self.request.GET.getlist("columns"), usual)
        return [checkbox_column(), *chosen] if self.can_act else chosen

    def get_queryset(self) -> object:
        return self.queue.ordered()

    def get_paginator(self, queryset: Any, per_page: int, **kwargs: Any) -> Any:
        """The counts by status have counted the list already."""
        paginator = super().get_paginator(queryset, per_page, **kwargs)
        paginator.count = sum(self.counts.get(status, 0) for status in self.filters.statuses)
        return paginator

    def paginate_queryset(self, queryset: object, page_size: int) -> object:
        paginator, page, _rows, has_others = super().paginate_queryset(queryset, page_size)
        page.object_list = self.rows(page.object_list) if paginator.count else []
        return paginator, page, page.object_list, has_others

    def rows(self, part: Any) -> list[Application]:
        """The dossiers of one page with all that is shown of them. What marks them is asked for these alone."""
        dossiers = Application.objects.filter(pk__in=part.values("pk")).annotate(
            is_unread=Exists(Message.objects.unread_by_staff().filter(application=OuterRef("pk"))),
            is_unreleased=Exists(Decision.objects.unreleased().filter(application=OuterRef("pk"))),
            came_back=Exists(return_of(OuterRef("pk"), OuterRef("status_since"))),
            form_title=form_title(),
        )
        shown = {column.name for column in self.columns}
        has_answers = any(isinstance(column, AnswerColumn) for column in self.columns)
        dossiers = dossiers.defer("posted") if has_answers else dossiers.defer("posted", "answers")
        related = [name for name in ("call", "assignee", "beneficiary") if name in shown]
        if related:
            dossiers = dossiers.select_related(*related)
        if has_answers:
            dossiers = dossiers.prefetch_related("version")
        rows = list(self.queue.order.sort(dossiers))
        added = [column.added for column in self.columns if isinstance(column, AddedColumn)]
        values = {column.name: column.values(self.request.user, rows) for column in added} if rows else {}
        handled = {call.pk for call in self.calls if handles(signed_in(self.request), call)}
        for row in rows:
            row.added = {name: found.get(row.pk) for name, found in values.items()}
            row.marks = marks_of(row) if row.call_id in handled else []
        return rows

    def get_edit_url(self, instance: Application) -> str:
        return reverse("applications:dossier", args=(instance.pk,))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Downloads of what is filtered, for those who handle some of it."""
        if not self.can_act:
            return []
        address = reverse("applications:export")
        return [
            Button(label, url=f"{address}?{queue_links.changed(self.query, format=kind)}", icon_name="download")
            for kind, label in EXPORTS
        ]

    @cached_property
    def no_results_message(self) -> str:
        if self.queue.search or self.is_filtering or self.queue.call_id:
            return gettext("No application matches. Remove a filter, or search for fewer words.")
        return gettext("No application has arrived yet.")

    # What stands above the list

    def status_links(self) -> list[dict[str, object]]:
        """Every status that has dossiers, or is chosen, with their number."""
        chosen = set(self.request.GET.getlist("status"))
        return [
            {
                "label": status.label,
                "count": self.counts.get(status, 0),
                "group": group_of(status),
                "query": queue_links.changed(self.query, status=status.value, group=None),
                "is_current": chosen == {status.value},
            }
            for status in Status
            if self.counts.get(status) or status.value in chosen
        ]

    def group_links(self) -> list[dict[str, object]]:
        chosen = "" if self.request.GET.getlist("status") else self.request.GET.get("group", "")
        return [
            {
                "label": label,
                "count": sum(self.counts.get(status, 0) for status in members),
                "query": queue_links.changed(self.query, group=key, status=None),
                "is_current": chosen == key,
            }
            for key, (label, members) in GROUPS.items()
        ]

    def call_links(self) -> list[dict[str, object]]:
        """The calls, less those of sessions: the one of their form stands for them, and they have their own list."""
        links = [{"label": _("All calls"), "query": queue_links.of_call(self.query, None), "is_current": not self.call}]
        return links + [
            {
                "label": str(call),
                "query": queue_links.of_call(self.query, call.pk),
                "is_current": call == self.call,
            }
            for call in self.calls
            if call.session_key is None or call == self.call
        ]

    def saved_views(self) -> list[dict[str, object]]:
        here = self.query.urlencode()
        return [{"view": view, "is_current": view.query == here} for view in self.queue.choices.views]

    def column_choices(self) -> list[dict[str, object]]:
        shown = {column.name for column in self.columns}
        return [
            {"name": column.name, "label": column.label, "is_shown": column.name in shown}
            for column in self.offered
            if column.name != FIRST
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        total = sum(self.counts.values())
        return context | {
            "statuses": self.status_links(),
            "groups": self.group_links(),
            "all_statuses": {
                "count": total,
                "query": queue_links.changed(self.query, status=None, group=None),
                "is_current": len(self.filters.statuses) == len(Status),
            },
            "calls": self.call_links() if len(self.calls) > 1 else [],
            "saved_views": self.saved_views(),
            "column_choices": self.column_choices(),
            "kept_for_columns": queue_links.pairs(self.query, without={"columns"}),
            "kept_for_filters": queue_links.pairs(self.query, only={"call", "columns", "ordering"}),
            "kept_query": self.query.urlencode(),
            "can_act": self.can_act,
            "bulk_label": gettext("Select all applications of the list"),
        }


class QueueMenuItem(MenuItem):
    """Shown to those who have a queue."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_open_queue(request.user)


VIEWS: Views = (("", QueueView, "index"),)
