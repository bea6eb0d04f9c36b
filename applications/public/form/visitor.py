"""Who fills in a form: the page, the version that it asks, and the draft that their browser may open."""

import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.debug import sensitive_post_parameters

from applications.dossiers.capacity import is_full_for_newcomers
from applications.drafts.browser_cookie import drafts_of, remember, sealed, unsealed
from applications.drafts.file_facts import file_facts_of
from applications.drafts.filling import Data, Filling
from applications.drafts.rivals import undecided
from applications.drafts.saving import Kept, move
from applications.forms.listing import FormEntry, entry_of
from applications.forms.page import FormPage
from applications.models import Draft, FormVersion
from applications.models.calls import CallState
from applications.public.form.address import FormAddress
from applications.public.form.changes import changes_of, removed_from
from applications.public.responses import see_other
from applications.questions.base import Spec
from applications.registrations.session_choices import SessionChoices
from home.row_ids import row_id
from users.throttle import client_network, seconds_to_wait

sensitive = sensitive_post_parameters()


@dataclass
class Visitor:
    """What every view of a form needs. ``draft_id`` is that of the draft, or of the one that a first post begins.

    ``version`` is what they are asked, ``in_force`` what the form asks by now: two while answers to an older page are
    being kept.
    """

    request: HttpRequest
    page: FormPage
    version: FormVersion
    in_force: FormVersion
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
    def sessions(self) -> SessionChoices:
        seen = {self.wanted, *itertools.chain(*(self.draft.data.values() if self.draft else ()))}
        return SessionChoices(self.version.form(self.language), seen)

    @cached_property
    def is_full(self) -> bool:
        """Whether who comes now gets no seat: in no session that can be chosen, where the form asks for one."""
        if self.sessions.is_asked:
            return self.sessions.are_gone
        return is_full_for_newcomers(self.page.call, timezone.now())

    @property
    def takes_nobody(self) -> bool:
        """Whether it is of no use to fill in the form: no seat is left, and there is no waiting list."""
        return self.is_full and (self.sessions.is_asked or not self.page.call.has_waiting_list)

    @property
    def must_wait(self) -> bool:
        """Whether the application, as it is now, would go on a waiting list."""
        if self.sessions.is_asked:
            return self.sessions.waits(self.filling.session())
        return self.page.call.capacity is not None and self.is_full

    @property
    def wanted(self) -> str:
        """The session that the address names. Anything may stand there."""
        return self.request.GET.get("session", "").lower()

    @property
    def preset(self) -> Data:
        """The session that is chosen beforehand; nothing where the applicant has chosen one that they can have."""
        if not self.sessions.is_asked or self.filling.session():
            return {}
        return self.sessions.preset(self.wanted)

    @cached_property
    def filling(self) -> Filling:
        return self.filling_of(self.draft.data, self.draft) if self.draft else self.filling_of({})

    def filling_of(self, data: Data, draft: Draft | None = None) -> Filling:
        """What ``data`` answers; the files of a draft are looked up where a question takes some."""
        filling = Filling(self.sessions.form(), data, (lambda: file_facts_of(draft)) if draft else None)
        filling.undecided = undecided(draft.rivals, filling.specs.values()) if draft else ()
        return filling

    def went_on(self, draft: Draft) -> None:
        """Go on with the draft as it has just been written."""
        self.draft, self.version, self.draft_id = draft, draft.version, draft.pk
        draft.call = self.page.call
        self.look_again()

    def kept(self, kept: Kept) -> None:
        """Go on with a draft that was kept, and with what is known of its answers."""
        self.went_on(kept.draft)
        if not self.sessions.is_asked:
            kept.filling.files = lambda: file_facts_of(kept.draft)
            self.filling = kept.filling

    def look_again(self) -> None:
        """Forget what may have changed: the draft, the form, the seats that are left."""
        for name in ("filling", "sessions", "is_full"):
            self.__dict__.pop(name, None)

    @property
    def address(self) -> FormAddress:
        is_wanted = self.wanted in self.sessions.standings and not self.filling.session()
        return FormAddress(self.request, self.page, self.shows_both, self.wanted if is_wanted else "")

    @cached_property
    def other_language(self) -> str:
        """The other language of the form; empty where it has one only."""
        return next((code for code in self.version.form(self.language).languages if code != self.language), "")

    @property
    def shows_both(self) -> bool:
        parameters = self.request.POST if self.request.method == "POST" else self.request.GET
        return bool(self.other_language) and parameters.get("both") == "1"

    @property
    def other_wording(self) -> Mapping[str, Spec]:
        """The questions in the other language, by key, when the visitor wants them."""
        return self.version.form(self.other_language).specs if self.shows_both else {}

    @property
    def removed(self) -> list[tuple[Spec, Filling]]:
        return removed_from(self.draft, self.filling, self.language)

    def go(self, address: str, *, anchor: str = "") -> HttpResponse:
        """Redirect, and let this browser open the draft from now on."""
        return self.remembered(see_other(f"{address}#{anchor}" if anchor else address))

    def remembered(self, response: HttpResponse) -> HttpResponse:
        if self.draft:
            remember(self.request, response, self.draft.pk)
        return response

    def wait(self, kind: str, cost: int = 1) -> int:
        """Count one act of a kind; 0 when it may go on, else the seconds to wait."""
        return wait_for(self.request, self.draft_id, kind, cost)

    def shared_context(self) -> dict[str, object]:
        """What the templates of every part of the form show."""
        return self.page.get_context(self.request) | {
            "visitor": self,
            "entry": self.entry,
            "draft": self.draft,
            "sealed": sealed(self.draft_id, self.page.translation_key),
            "version": self.version,
            "both": self.shows_both,
            "other_language": self.other_language,
            "changes": changes_of(self.draft, self.filling.specs, self.language),
            **self.context,
        }


def wait_for(request: HttpRequest, draft_id: uuid.UUID, kind: str, cost: int = 1) -> int:
    """Count one act of a kind on a draft; 0 when it may go on, else the seconds to wait."""
    by_draft = seconds_to_wait(kind, draft_id.hex, cost)
    return by_draft or seconds_to_wait(f"{kind} by address", client_network(request), cost)


def language_of_reader() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE


def version_in_force(page: FormPage) -> FormVersion:
    """What the form asks now. A live form has a version, as publishing writes it."""
    version = FormVersion.objects.in_force(page.translation_key)
    if version is None:
        raise Http404
    return version


def visitor_of(request: HttpRequest, page: FormPage, *, is_typing: bool = False) -> Visitor:
    """The visitor's draft of this form, from the page that was posted or from the browser's cookie.

    A draft of an older version of the form is moved to the one in force. ``is_typing``: answers were posted, which are
    first kept under the version that they were typed into.
    """
    page_made = unsealed(request.POST.get("draft", ""), page.translation_key) if request.method == "POST" else None
    newest = _newest_draft([page_made[0]] if page_made else drafts_of(request), page)
    draft = newest if newest and not newest.application_id else None
    in_force = version_in_force(page)
    if draft and draft.version_id == in_force.pk:
        draft.version = in_force
    version = (draft.version if draft else _posted_version(request, in_force)) if is_typing else None
    version = version or in_force
    is_behind = bool(draft and draft.version_id != version.pk)
    if draft and is_behind:
        draft = move(draft=draft, version=version)
    if draft:
        draft.version, draft.call = version, page.call
    for one in (version, in_force):
        if one.call_id == page.call_id:
            one.call = page.call
    return Visitor(
        request=request,
        page=page,
        version=version,
        in_force=in_force,
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
    return min(drafts, key=lambda draft: (bool(draft.application_id), ids.index(draft.pk)), default=None)


def _posted_version(request: HttpRequest, in_force: FormVersion) -> FormVersion | None:
    """The version that a first page was made from, which may have been replaced while it was open."""
    number = row_id(request.POST.get("version"))
    if number is None or number == in_force.pk:
        return None
    return FormVersion.objects.filter(pk=number, form_key=in_force.form_key).first()
