"""What the first screen of the admin says to each role: what waits, what is late, what is left, what came last.

Every number is that of the filtered queue which its link opens.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Value, prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from applications.dossiers.capacity import capacities
from applications.dossiers.permissions import can_open_queue, handles
from applications.forms.page import FormPage
from applications.models import Application, Call, Draft, EmailStatus, OutgoingEmail
from applications.registrations.session_rows import SessionRow, session_rows
from applications.staff.queue import Queue
from applications.staff.queue.people import calls_of
from users.models import User
from users.signed_in import signed_in

LATEST = 5

WAITING = (
    ("mine", _("Assigned to me"), "group=to_handle&assignee=me"),
    ("messages", _("Unread messages"), "unread=1"),
    ("back", _("Back from the applicant"), "corrected=1"),
    ("new", _("New, assigned to nobody"), "status=received&assignee=none"),
    ("overdue", _("Overdue"), "due=overdue"),
    ("decided", _("Decisions to release"), "unreleased=1"),
)
READING = (("ready", _("Ready for decision"), "status=ready"),)


@dataclass(frozen=True)
class Row:
    label: Any
    number: int
    url: str


def numbers(user: User, queries: dict[str, str]) -> dict[str, int]:
    """How many dossiers a person finds under each query of the queue. One query of the database."""
    base = User.objects.filter(pk=user.pk)
    for name, query in queries.items():
        found = Queue(user, QueryDict(query)).dossiers().values(one=Value(1)).annotate(number=Count("*"))
        base = base.annotate(**{name: Subquery(found.values("number")[:1])})
    counted = base.values(*queries).first() or {}
    return {name: counted.get(name) or 0 for name in queries}


class QueuePanel(Component):
    """For those who have a queue: moderators what waits for them, committee members what they can read."""

    template_name = "applications/admin/home/queue.html"
    order = 50

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def calls(self) -> list[Any]:
        return calls_of(self.user)

    def rows(self) -> list[Row]:
        wanted = WAITING if self.user.moderates_calls else READING
        counted = numbers(self.user, {name: query for name, _label, query in wanted})
        queue = reverse("applications:index")
        rows = [Row(label, counted[name], f"{queue}?{query}") for name, label, query in wanted]
        return [*rows, *self.mails()]

    def mails(self) -> list[Row]:
        """Those that did not leave, and those that wait: more than a few, where a mail server does not answer."""
        if not self.user.is_administrator:
            return []
        shown = {EmailStatus.FAILED: _("E-mails that did not leave"), EmailStatus.QUEUED: _("E-mails waiting to leave")}
        counts = {status: Count("pk", filter=Q(status=status)) for status in shown}
        found = OutgoingEmail.objects.filter(status__in=shown).aggregate(**counts)
        url = reverse("emails:index")
        return [Row(label, found[status], f"{url}?status={status}") for status, label in shown.items()]

    @cached_property
    def handled(self) -> list[Any]:
        return [call for call in self.calls if handles(self.user, call)]

    def sessions(self) -> list[SessionRow]:
        """The next sessions that people register for. Three queries; none for who has no session to come."""
        near = self.handled_sessions()[:LATEST]
        prefetch_related_objects(near, "subject")
        return session_rows(near, translation.get_language() or "", timezone.now())

    def handled_sessions(self) -> list[Call]:
        """The calls of the sessions to come that the person handles, the next first."""
        now = timezone.now()
        to_come = [call for call in self.handled if call.session_starts_at and not call.session_is_over(now)]
        return sorted(to_come, key=lambda call: (call.session_starts_at or now, call.pk))

    def seats(self) -> list[dict[str, Any]]:
        """The calls with a limit that the person handles, less those of sessions, and what is left of each."""
        handled = [call for call in self.handled if call.capacity is not None and call.session_key is None]
        seats = capacities(handled, timezone.now())
        queue = reverse("applications:index")
        return [
            {
                "call": call,
                "seats": seats[call.pk],
                "url": f"{queue}?call={call.pk}",
            }
            for call in handled
        ]

    def get_context_data(self, parent_context: object = None) -> dict[str, object]:
        has_dossiers = bool(self.calls) or self.user.is_administrator
        latest = Application.objects.visible_to(self.user).select_related("call").defer("answers", "posted")
        return {
            "rows": self.rows() if has_dossiers else [],
            "seats": self.seats(),
            "sessions": self.sessions(),
            "latest": latest[:LATEST] if has_dossiers else [],
        }


class EditorPanel(Component):
    """For those who write pages. Of drafts of applicants it says only how many there are."""

    template_name = "applications/admin/home/editor.html"
    order = 60

    def __init__(self, user: User) -> None:
        self.user = user

    def get_context_data(self, parent_context: object = None) -> dict[str, object]:
        return {"drafts": self.drafts(), "translations": self.translations(), "forms": self.forms()}

    def pages(self) -> Any:
        """Those that the person may change."""
        policy = policy_registry.get_by_type(Page)
        return policy.instances_user_has_permission_for(self.user, "change")

    def drafts(self) -> list[Page]:
        """Pages whose last changes are the person's own, and not published."""
        mine = self.pages().filter(has_unpublished_changes=True, latest_revision__user=self.user)
        return list(mine.select_related("locale").order_by("-latest_revision_created_at")[:LATEST])

    def translations(self) -> list[Page]:
        """Translations whose source was published, or taken over, after they were last brought up to date."""
        originals = Page.objects.filter(translation_key=OuterRef("source__object"), locale=OuterRef("source__locale"))
        behind = (
            Translation.objects.filter(enabled=True, target_locale=OuterRef("locale"))
            .annotate(published=Subquery(originals.values("last_published_at")[:1]))
            .filter(source__object=OuterRef("translation_key"))
            .filter(
                Q(published__gt=F("source__last_updated_at"))
                | Q(source__last_updated_at__gt=F("destination_last_updated_at"))
            )
        )
        pages = self.pages().annotate(behind=Subquery(behind.values("pk")[:1])).filter(behind__isnull=False)
        return list(pages.select_related("locale").order_by("title", "pk")[: LATEST * 2])

    def forms(self) -> list[dict[str, Any]]:
        """Forms that applicants are filling in, and how many."""
        unsent = Draft.objects.unsent().filter(expires_at__gt=timezone.now()).order_by()
        counted = dict(unsent.values_list("form_key").annotate(number=Count("*")))
        if not counted:
            return []
        pages = FormPage.objects.filter(translation_key__in=counted, pk__in=self.pages().values("pk"))
        first: dict[Any, Page] = {}
        for page in pages.order_by("pk").only("pk", "title", "draft_title", "translation_key"):
            first.setdefault(page.translation_key, page)
        rows = [{"page": page, "number": counted[key]} for key, page in first.items()]
        return sorted(rows, key=lambda row: (-row["number"], row["page"].title))


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """The hook: what a person has nothing to do with is not asked for."""

    if can_open_queue(request.user):
        panels.append(QueuePanel(signed_in(request)))
    if policy_registry.get_by_type(Page).user_has_permission(request.user, "change"):
        panels.append(EditorPanel(signed_in(request)))
