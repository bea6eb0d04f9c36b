"""A visit to a form: the page, the version that it asks, and the draft that the visitor may open."""

import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.debug import sensitive_post_parameters

from applications.dossiers.capacity import is_full_for_newcomers
from applications.drafts.browser_cookie import drafts_of, remember, sealed, unsealed
from applications.drafts.file_facts import data_of
from applications.drafts.filling import Data, Filling, Step
from applications.drafts.saving import move
from applications.forms.listing import FormEntry, entry_of
from applications.forms.page import FormPage
from applications.models import Draft, FormVersion
from applications.models.calls import CallState
from applications.public.responses import see_other
from applications.questions.base import Role, Spec
from applications.questions.published import PublishedForm
from applications.questions.session import Standing
from applications.registrations.availability import seats_of
from applications.registrations.session_choices import session_keys, standings_of, with_standings
from home.row_ids import row_id
from users.throttle import client_network, seconds_to_wait

sensitive = sensitive_post_parameters()


@dataclass
class Visit:
    """What every view of a form needs. ``draft_id`` is that of the draft, or of the one that a first post begins."""

    request: HttpRequest
    page: FormPage
    version: FormVersion
    draft_id: uuid.UUID
    draft: Draft | None = None
    sent: Draft | None = None
    seconds: float | None = None
    has_moved: bool = False
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return language_of_reader()

    @cached_property
    def entry(self) -> FormEntry:
        return entry_of(self.page)

    @property
    def is_open(self) -> bool:
        return self.entry.state == CallState.OPEN

    @cached_property
    def is_full(self) -> bool:
        """Whether who comes now gets no place: in no session that can be chosen, where the form asks for one."""
        if self.asks_session:
            return all(standing.refusal for standing in self.standings.values())
        return is_full_for_newcomers(self.page.call, timezone.now())

    @property
    def takes_nobody(self) -> bool:
        """Whether it is of no use to fill in the form: no place is left, and there is no waiting list."""
        return self.is_full and (self.asks_session or not self.page.call.has_waiting_list)

    @property
    def must_wait(self) -> bool:
        """Whether the application, as it is now, would go on a waiting list."""
        if self.asks_session:
            standing = self.standings.get(self.filling.session())
            return bool(standing and standing.waits)
        return self.page.call.capacity is not None and self.is_full

    @cached_property
    def asks_session(self) -> bool:
        return bool(session_keys(self.version.form(self.language)))

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Where the sessions that the form asks for stand now. One query; none for a form that asks for none."""
        keys = session_keys(self.version.form(self.language))
        if not keys:
            return {}
        seen = {self.wanted, *itertools.chain(*(self.draft.data.values() if self.draft else ()))}
        return standings_of(keys, seats_of(uuid.UUID(key) for key in keys), seen)

    @property
    def wanted(self) -> str:
        """The session that the address names. Anything may stand there."""
        return self.request.GET.get("session", "").lower()

    @property
    def preset(self) -> Data:
        """The session that is chosen beforehand: the one that the address names, else the only one there is.

        Nothing where the applicant has chosen one that they can have.
        """
        if not self.asks_session or self.filling.session():
            return {}
        possible = [key for key, standing in self.standings.items() if not standing.refusal]
        chosen = self.wanted if self.wanted in possible else possible[0] if len(possible) == 1 else ""
        asked = self.filling.form_asked.with_role(Role.SESSION)
        return {spec["key"]: [chosen] for spec in asked if chosen}

    @cached_property
    def filling(self) -> Filling:
        return self.filling_of(data_of(self.draft) if self.draft else {})

    def filling_of(self, data: Data) -> Filling:
        return Filling(self.form_in(self.language), data)

    def form_in(self, language: str) -> PublishedForm:
        """The form as it can be answered now."""
        form = self.version.form(language)
        return with_standings(form, self.standings) if self.asks_session else form

    def refresh(self, draft: Draft) -> None:
        """Go on with the draft as it has just been written."""
        self.draft, self.version, self.draft_id = draft, draft.version, draft.pk
        draft.call = self.page.call
        self.look_again()

    def look_again(self) -> None:
        """Forget what may have changed: the draft, the form, the places that are left."""
        for name in ("filling", "asks_session", "standings", "is_full"):
            self.__dict__.pop(name, None)

    @cached_property
    def other_language(self) -> str:
        """The other language of the form; empty where it has one only."""
        return next((code for code in self.version.form(self.language).languages if code != self.language), "")

    @property
    def shows_both(self) -> bool:
        parameters = self.request.POST if self.request.method == "POST" else self.request.GET
        return bool(self.other_language) and parameters.get("both") == "1"

    @cached_property
    def other_wording(self) -> Mapping[str, Spec]:
        """The questions in the other language, by key, when the visitor wants them."""
        if not self.shows_both:
            return {}
        return self.form_in(self.other_language).specs

    def address(self, name: str = "", *args: Any, **query: str) -> str:
        """The address of a part of the form; what the visitor chose to see goes along."""
        base = str(self.page.get_url(self.request))
        tail = self.page.reverse_subpage(name, args=args) if name else ""
        if self.shows_both:
            query = {"both": "1", **query}
        return base + tail + (f"?{urlencode(query)}" if query else "")

    def step_address(self, step: Step | None, **query: str) -> str:
        """A step's address, with the session that is wanted while none is chosen; the check page's for none."""
        if step and self.wanted in self.standings and not self.filling.session():
            query = {"session": self.wanted, **query}
        return self.address("step", step.number, **query) if step else self.address("check", **query)

    def go(self, address: str, *, anchor: str = "") -> HttpResponse:
        """Redirect, and let this browser open the draft from now on."""
        return self.remembered(see_other(f"{address}#{anchor}" if anchor else address))

    def remembered(self, response: HttpResponse) -> HttpResponse:
        if self.draft:
            remember(self.request, response, self.draft.pk)
        return response

    def wait(self, kind: str, cost: int = 1) -> int:
        """Count one act of a kind; 0 when it may go on, else the seconds to wait."""
        by_draft = seconds_to_wait(kind, self.draft_id.hex, cost)
        return by_draft or seconds_to_wait(f"{kind} by address", client_network(self.request), cost)

    def wait_to_save(self) -> int:
        """Count one saving, the files that come with it, and the draft that it begins."""
        files = sum(len(self.request.FILES.getlist(name)) for name in self.request.FILES)
        acts = [("save", 1), ("upload", files), ("begin", 0 if self.draft or self.sent else 1)]
        return next((wait for kind, cost in acts if cost and (wait := self.wait(kind, cost))), 0)

    def shared_context(self) -> dict[str, Any]:
        """What the templates of every part of the form show."""
        return self.page.get_context(self.request) | {
            "visit": self,
            "entry": self.entry,
            "draft": self.draft,
            "sealed": sealed(self.draft_id, self.page.translation_key),
            "version": self.version,
            "both": self.shows_both,
            "other_language": self.other_language,
            "changes": self.changes,
            **self.context,
        }

    @cached_property
    def changes(self) -> dict[str, list[Spec]]:
        """What changed in the form since the applicant read it last: the questions, under their present wording."""
        if not self.draft or not self.draft.changes:
            return {}
        removed = {key: _wording(wordings, self.language) for key, wordings in self.draft.removed.items()}
        known = {**removed, **self.filling.specs}
        found = {kind: [known[key] for key in keys if key in known] for kind, keys in self.draft.changes.items()}
        return found if any(found.values()) else {}

    @cached_property
    def removed(self) -> list[tuple[Spec, Any]]:
        """The questions that are gone from the form, with what the applicant had answered."""
        if not self.draft or not self.draft.removed:
            return []
        specs = [_wording(wordings, self.language) for wordings in self.draft.removed.values()]
        asked = [cast(Spec, {**spec, "conditions": []}) for spec in specs]
        form = PublishedForm({"title": "", "steps": [{"key": "", "title": "", "questions": asked}]})
        old = Filling(form, self.filling.data_as_lists())
        return [(spec, old) for spec in specs]


def _wording(wordings: dict[str, Spec], language: str) -> Spec:
    return wordings.get(language) or next(iter(wordings.values()))


def language_of_reader() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE


def version_in_force(page: FormPage) -> FormVersion:
    """What the form asks now. A live form has a version, as publishing writes it."""
    version = FormVersion.objects.in_force(page.translation_key)
    if version is None:
        raise Http404
    return version


def visit_of(request: HttpRequest, page: FormPage, *, is_typing: bool = False) -> Visit:
    """The visitor's draft of this form, from the page that was posted or from the browser's cookie.

    A draft of an older version of the form is moved to the one in force. ``is_typing``: answers were posted, which are
    first kept under the version that they were typed into.
    """
    page_made = unsealed(request.POST.get("draft", ""), page.translation_key) if request.method == "POST" else None
    newest = _newest_draft([page_made[0]] if page_made else drafts_of(request), page)
    draft = newest if newest and not newest.application_id else None
    version = (draft.version if draft else _posted_version(request, page)) if is_typing else None
    version = version or version_in_force(page)
    is_behind = bool(draft and draft.version_id != version.pk)
    if draft and is_behind:
        draft = move(draft=draft, version=version)
    if draft:
        draft.version, draft.call = version, page.call
    return Visit(
        request=request,
        page=page,
        version=version,
        draft_id=draft.pk if draft else page_made[0] if page_made else uuid.uuid4(),
        draft=draft,
        sent=newest if newest and newest.application_id else None,
        seconds=page_made[1] if page_made else None,
        has_moved=is_behind,
    )


def _newest_draft(ids: list[uuid.UUID], page: FormPage) -> Draft | None:
    """The one that this browser opened last, but what was sent comes after what was not."""
    if not ids:
        return None
    drafts = Draft.objects.filter(pk__in=ids, form_key=page.translation_key, corrects=None)
    drafts = drafts.select_related("version", "application")
    return min(drafts, key=lambda draft: (bool(draft.application_id), ids.index(draft.pk)), default=None)


def _posted_version(request: HttpRequest, page: FormPage) -> FormVersion | None:
    """The version that a first page was made from, which may have been replaced while it was open."""
    number = row_id(request.POST.get("version"))
    if number is None:
        return None
    return FormVersion.objects.filter(pk=number, form_key=page.translation_key).first()
