"""What the bulk actions of the queue have in common: who, on which dossiers, and what is said afterwards."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from applications.dossiers.acts import Act
from applications.dossiers.permissions import can_open_queue, handles, why_not
from applications.models import Application, Call
from applications.staff.base import refuse_readers
from applications.staff.bulk.chosen import Chosen, carried, chosen, read
from applications.staff.bulk.results import Results, run
from users.signed_in import signed_in

SHOWN = 20
"""As many dossiers are named before; the others are a number."""
SAID = 200
"""As many are named afterwards."""


class DossiersAction(WagtailAdminTemplateMixin, BulkAction):
    """A page that asks once, then the action of the noun for each dossier, in a transaction of its own.

    Wagtail's own loop runs in one transaction and takes ``id=all`` for every row there is: nothing of it is used.
    """

    models = [Application]
    act: ClassVar[Act] = Act.HANDLE
    template_name = "applications/admin/bulk/confirm.html"
    introduction_template = ""
    header_icon = "clipboard-list"
    submit_label: Any = ""
    _show_breadcrumbs = True

    def perform(self, application: Application, form: object) -> bool:
        """Do it to one dossier, and return whether that changed anything. Raises ``RefusedError``."""
        raise NotImplementedError

    def said(self, number: int) -> str:
        """What was done to so many."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not can_open_queue(request.user):
            raise Http404
        refuse_readers(signed_in(request))
        self.next_url = get_valid_next_url_from_request(request) or reverse("applications:index")
        if self.chosen and not self.handled_calls:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_actionable_objects(self) -> tuple[list[Application], dict[str, object]]:
        """Wagtail asks for all rows at once."""
        return [], {}

    @cached_property
    def chosen(self) -> list[Chosen]:
        return chosen(self.request)

    @cached_property
    def calls(self) -> dict[int, Call]:
        return Call.objects.in_bulk({each.call_id for each in self.chosen})

    @cached_property
    def handled_calls(self) -> list[Call]:
        return [call for call in self.calls.values() if handles(self.request.user, call)]

    @property
    def shown_at(self) -> float:
        """When the page was shown that the person acts from; now, where nobody says."""
        now = timezone.now().timestamp()
        try:
            shown = float(self.request.POST.get("shown", ""))
        except ValueError:
            return now
        return min(now, shown)  # in this order: what is no number at all is now

    def items(self) -> list[dict[str, object]]:
        """The first of them, and why nothing will be done to one."""
        return [
            {
                "application": application,
                "fact": self.fact(application),
                "why_not": why_not(self.act, self.request.user, application),
            }
            for application in read(self.request.user, self.chosen[:SHOWN])
        ]

    def fact(self, application: Application) -> str:
        """What one should know of it before."""
        return application.get_status_display()

    def introduction(self) -> dict[str, object]:
        """What the template of the introduction shows."""
        return {}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        dossiers = read(self.request.user, self.chosen)
        results = run(dossiers, lambda application: self.perform(application, form))
        if results.failed:
            return self.report(results, form)
        if results.done:
            messages.success(self.request, self.said(len(results.done)))
        if results.unchanged:
            text = ngettext("%(count)d was so already.", "%(count)d were so already.", len(results.unchanged))
            messages.info(self.request, text % {"count": len(results.unchanged)})
        return HttpResponseRedirect(self.next_url)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response

    def report(self, results: Results, form: forms.Form) -> HttpResponse:
        """Which were done, and which not and why, with what was typed, to try those again."""
        failed = {item.pk for item in results.failed}
        context = super().get_context_data(form=form) | {
            "results": results,
            "done": results.done[:SAID],
            "failed": results.failed[:SAID],
            "more_done": len(results.done[SAID:]),
            "more_failed": len(results.failed[SAID:]),
            "said": self.said(len(results.done)) if results.done else "",
            **self.hidden([each for each in self.chosen if each.pk in failed]),
        }
        return render(self.request, "applications/admin/bulk/results.html", context)

    def hidden(self, dossiers: list[Chosen]) -> dict[str, object]:
        """What the form carries beside its fields."""
        return {
            "carried": carried(dossiers),
            "shown": str(timezone.now().timestamp()),  # a number would have the comma of the language
            "next": self.next_url,
            "submit_url": f"{self.request.path}?{self.request.META['QUERY_STRING']}",
            "submit_label": self.submit_label or self.display_name,
        }

    def get_page_title(self) -> str:
        return str(self.display_name)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.next_url, "label": _("Applications")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        items = self.items()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "items": items,
            "number": len(self.chosen),
            "more": len(self.chosen) - len(items),
            "introduction": self.introduction_template,
            **self.introduction(),
            **self.hidden(self.chosen),
        }
