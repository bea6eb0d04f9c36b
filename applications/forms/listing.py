"""Forms as other pages show them: open calls, the button of an offer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F
from wagtail.models import Page

from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import Call
from applications.models.calls import CallState
from home.locales import active_locale
from home.visibility import public


@dataclass(frozen=True)
class FormEntry:
    """A form of the reader's language and where its call stands. Moments are in the call's own time zone."""

    page: FormPage
    state: CallState
    opens_at: datetime | None
    closes_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state == CallState.OPEN

    @property
    def is_upcoming(self) -> bool:
        return self.state == CallState.UPCOMING

    @property
    def is_registration(self) -> bool:
        """Whether one registers with it, rather than applies."""
        return bool(self.page.call.kind == CallKind.REGISTRATION)


def entry_of(page: FormPage) -> FormEntry:
    zone = ZoneInfo(page.call.time_zone)
    opens, closes = page.call.opens_at, page.call.closes_at
    return FormEntry(
        page,
        page.call.state(),
        opens.astimezone(zone) if opens else None,
        closes.astimezone(zone) if closes else None,
    )


def open_forms(number: int) -> list[FormEntry]:
    """The forms that one can fill in now, the nearest deadline first, those without one last. One query."""
    calls = Call.objects.open()
    pages = public(FormPage.objects.live()).filter(locale=active_locale(), call__in=calls)
    ordered = pages.select_related("call").order_by(F("call__closes_at").asc(nulls_last=True), "path")
    return [entry_of(page) for page in ordered[:number]]


def forms_below(page: Page) -> dict[UUID, FormEntry]:
    """The live forms of an offer or event, by translation key. One query."""
    pages = public(FormPage.objects.live().child_of(page)).select_related("call").order_by("path")
    return {form.translation_key: entry_of(form) for form in pages}
