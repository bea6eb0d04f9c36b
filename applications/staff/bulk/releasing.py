from collections import Counter

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.dossiers.acts import Act
from applications.dossiers.decisions import release
from applications.dossiers.permissions import handles
from applications.dossiers.standing_decisions import decision_in_words, pending
from applications.models import Application, Decision
from applications.staff.bulk.base import DossiersAction
from applications.staff.bulk.chosen import parts
from applications.statuses import Status


class ReleaseAction(DossiersAction):
    action_type = "release"
    action_priority = 50
    act = Act.RELEASE
    introduction_template = "applications/admin/bulk/release.html"
    display_name = _("Release decisions")
    aria_label = _("Release the decisions on the chosen applications, and send the letters")
    submit_label = _("Release and send the letters")

    def fact(self, application: Application) -> str:
        decision = pending(application) if handles(self.request.user, application.call) else None
        if decision is None:
            return super().fact(application)
        return decision_in_words(decision, application)

    @cached_property
    def waiting(self) -> list[tuple[str, str]]:
        """Verdict and address of those that have something to release. Who only reads does not know of it."""
        handled = {call.pk for call in self.handled_calls}
        return [
            row
            for part in parts(each.pk for each in self.chosen if each.call_id in handled)
            for row in Decision.objects.unreleased()
            .filter(application__in=part)
            .values_list("verdict", "application__contact_email")
        ]

    def perform(self, application: Application, form: object) -> bool:
        """A decision that was taken after the page was shown is not released: nobody has looked at it."""
        decision = pending(application)
        is_new = decision is None or decision.decided_at.timestamp() > self.shown_at
        release(application=application, by=self.request.user, decision=0 if is_new or not decision else decision.pk)
        return True

    def said(self, number: int) -> str:
        text = ngettext("%(count)d decision was released.", "%(count)d decisions were released.", number)
        return text % {"count": number}

    def introduction(self) -> dict[str, object]:
        verdicts = Counter(verdict for verdict, _email in self.waiting)
        return {
            "verdicts": [(str(status.label), verdicts[status]) for status in Status if verdicts[status]],
            "without_decision": len(self.chosen) - len(self.waiting),
            "without_address": sum(1 for _verdict, email in self.waiting if not email),
        }
