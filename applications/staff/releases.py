"""Decisions to release: what was decided and not told yet, by call, to be told together."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from applications.dossiers.acts import Act
from applications.dossiers.decisions import release
from applications.dossiers.permissions import why_not
from applications.dossiers.refusals import RefusedError
from applications.dossiers.standing_decisions import decision_in_words
from applications.models import Application, Decision
from applications.staff.base import ModeratorsMenuItem, QueueOnly, refuse_readers
from home.languages import language_name
from home.row_ids import row_id
from users.signed_in import signed_in

AT_ONCE = 200
"""As many are shown, and released by one click."""
SAID = 20
"""As many are named in what is said afterwards."""

logger = logging.getLogger(__name__)


@dataclass
class Results:
    """What came of the items: those that were told, those that nobody can write to, and why the others stayed."""

    released: int = 0
    without_address: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)


class ReleasesView(QueueOnly, WagtailAdminTemplateMixin, TemplateView):
    template_name = "applications/admin/decisions/releases.html"
    page_title = _("Decisions to release")
    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.decisions = (
            Decision.objects.unreleased()
            .filter(application__in=Application.objects.handled_by(request.user))
            .select_related("application__call", "decided_by")
            .order_by("application__call__code", "application__number", "pk")
        )

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        refuse_readers(signed_in(request))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        refuse_readers(signed_in(request))
        keys = dict.fromkeys(row_id(text) or 0 for text in request.POST.getlist("decision"))
        if keys:
            self.say(self.release(list(keys)[:AT_ONCE]))
        else:
            messages.warning(request, gettext("Nothing was ticked: tick the decisions that are to be released."))
        return redirect("applications:releases")

    def release(self, keys: Iterable[int]) -> Results:
        """Release each in a transaction of its own, one after the other; what fails does not stop the rest."""
        results = Results()
        for key in keys:
            decision = self.decisions.filter(pk=key).first()
            if decision is None:
                results.failures.append(self.gone(key))
                continue
            application = decision.application
            try:
                release(application=application, by=signed_in(self.request), decision=decision.pk)
            except RefusedError as error:
                results.failures.append((application.reference, str(error)))
            except DatabaseError:
                logger.exception("Decision %s was not released", decision.pk)
                results.failures.append((application.reference, gettext("It did not work. Try again.")))
            else:
                results.released += 1
                if not application.contact_email:
                    results.without_address.append(application.reference)
        return results

    def gone(self, key: int) -> tuple[str, str]:
        """What became of a decision that does not wait any more, if the person may know."""
        dossiers = Application.objects.handled_by(self.request.user).select_related("call")
        application = dossiers.filter(decisions=key).first()
        if application is None:
            return "?", gettext("This decision does not exist any more.")
        reason = why_not(Act.RELEASE, signed_in(self.request), application)
        return application.reference, reason or gettext("Meanwhile another decision was taken.")

    def say(self, results: Results) -> None:
        if results.released:
            text = ngettext("%(count)d decision was released.", "%(count)d decisions were released.", results.released)
            messages.success(self.request, text % {"count": results.released})
        if results.without_address:
            names = ", ".join(results.without_address[:SAID])
            text = gettext("No letter leaves for these, which have no e-mail address: %(references)s.")
            messages.warning(self.request, text % {"references": names})
        if results.failures:
            messages.error(self.request, _failures(results.failures))

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("applications:index"), "label": _("Applications")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        decisions = list(self.decisions.prefetch_related("application__decisions")[: AT_ONCE + 1])
        ticked = row_id(self.request.GET.get("tick"))
        calls = groupby(decisions[:AT_ONCE], key=lambda decision: decision.application.call)
        return super().get_context_data(**kwargs) | {
            "calls": [(call, call.pk == ticked, [self.item(each) for each in group]) for call, group in calls],
            "most": AT_ONCE if len(decisions) > AT_ONCE else None,
        }

    def item(self, decision: Decision) -> dict[str, object]:
        application = decision.application
        return {
            "decision": decision,
            "application": application,
            "verdict": decision_in_words(decision, application),
            "language": language_name(application.language),
            "why_not": why_not(Act.RELEASE, signed_in(self.request), application),
        }


class ReleasesViewSet(ViewSet):
    """A line of the menu only: the page is one of the queue's."""

    name = "releases"
    icon = "check"
    menu_label = _("Decisions to release")
    menu_item_class = ModeratorsMenuItem

    @property
    def menu_url(self) -> str:
        return reverse("applications:releases")


def posted_key(request: HttpRequest) -> int | None:
    """The decision that was on the screen; one that does not exist, where something else was posted."""
    text = request.POST.get("decision")
    return (row_id(text) or 0) if text else None


def _failures(failures: list[tuple[str, str]]) -> str:
    said = format_html_join("", "<li>{}: {}</li>", failures[:SAID])
    text = ngettext("%(count)d was not released:", "%(count)d were not released:", len(failures))
    return format_html("{}<ul>{}</ul>", text % {"count": len(failures)}, said)
