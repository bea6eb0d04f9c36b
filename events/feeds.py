"""Calendars and the feed of new events: what programs fetch again and again, and need not fetch when nothing changed.

Only live pages that everybody may see, in the language of the address.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.cache import cache
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.atom import NewEvents, write_atom
from events.calendars import CalendarSession, write_calendar
from events.filters import AgendaFilters
from events.listing import live_dates
from events.models import EventDate, EventPage, EventsPage, SessionHistory
from events.models.dates import EventDateQuerySet
from home.addresses import absolute
from home.calendar_files import calendar_response
from home.locales import active_locale
from home.navigation import site_name
from home.visibility import public
from offers.filters import MOST_VALUES
from offers.models import OfferPage

MOST_DATES = 500
FILTERS = ("offer", "organiser", "audience", "where")
PAST_SHOWN = timedelta(days=365)
NEW_EVENTS = 30
FRESH_SECONDS = 300
KEPT_SECONDS = 3600
FORMAT = 2
"""Raised when the same dates are written differently: programs that have them fetch them again."""
_UNUSED = ("body", "schedule", "participants", "partners", "documents_before", "documents_after")


@require_safe
def agenda_calendar(request: HttpRequest) -> HttpResponseBase:
    """The agenda with its filters: what is to come, and what was during the last year, as far as there is room."""
    dates, query = _filtered(_dates(), request.GET)
    to_come = list(dates.upcoming()[:MOST_DATES])
    past = dates.over_since(timezone.now() - PAST_SHOWN)
    found = [*to_come, *past[: MOST_DATES - len(to_come)]] if len(to_come) < MOST_DATES else to_come
    agenda = public(EventsPage.objects.live().filter(locale=active_locale())).first()
    site = site_name()
    title = agenda.title if agenda else _("All events")
    address = request.path + (f"?{query}" if query else "")
    filename = agenda.slug if agenda else "agenda"
    return _calendar(request, found, site=site, name=f"{title} – {site}", filename=filename, address=address)


@require_safe
def event_calendar(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Every date of an event."""
    page = _public_or_404(EventPage, key)
    dates = list(_dates().filter(page_id=page.pk).order_by("starts_at", "pk"))
    return _calendar(
        request,
        dates,
        site=site_name(),
        name=page.title,
        filename=page.slug,
        address=request.path,
        changed_at=page.last_published_at,
    )


@require_safe
def offer_calendar(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Every date of the events of an offer, the latest ones if there are too many."""
    offer = _public_or_404(OfferPage, key)
    dates = list(_dates().filter(page__offer__translation_key=key).order_by("-starts_at", "pk")[:MOST_DATES])
    return _calendar(request, dates, site=site_name(), name=offer.title, filename=offer.slug, address=request.path)


@require_safe
def session_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One date, for those who add it to their calendar once."""
    date = _dates().filter(session_id=key).order_by("pk").first()
    if date is None:
        raise Http404
    page = date.page
    return _calendar(
        request,
        [date],
        site=site_name(),
        name=page.title,
        filename=f"{page.slug}-{date.first_day:%Y-%m-%d}",
        changed_at=page.last_published_at,
    )


@require_safe
def new_events(request: HttpRequest) -> HttpResponseBase:
    """The events that were published last, as Atom (RFC 4287)."""
    latest = EventDate.objects.filter(page=OuterRef("pk")).order_by("-changed_at").values("changed_at")[:1]
    pages = (
        public(EventPage.objects.live().filter(locale=active_locale()))
        .defer(*_UNUSED)
        .annotate(dates_changed_at=Subquery(latest))
        .order_by("-first_published_at", "-pk")[:NEW_EVENTS]
    )
    agenda = public(EventsPage.objects.live().filter(locale=active_locale())).first()
    site = site_name()
    feed = NewEvents(site=site, agenda=agenda, events=list(pages), address=request.path)
    content = write_atom(feed)
    return _fresh(request, _etag([content]), None, lambda: HttpResponse(content, "application/atom+xml; charset=utf-8"))


def _filtered(dates: EventDateQuerySet, query: QueryDict) -> tuple[EventDateQuerySet, str]:
    """The dates that the filters of the agenda leave, and the query that says so. Three queries, or none.

    Unlike on the agenda, a choice that is none any more leaves nothing: who follows one offer does not want all.
    """
    wanted = {name: [value for value in query.getlist(name)[:MOST_VALUES] if value] for name in FILTERS}
    if not any(wanted.values()):
        return dates, ""
    filters = AgendaFilters.from_query(query, active_locale().pk)
    for name, choices in zip(
        FILTERS, (filters.offers, filters.organisers, filters.audiences, filters.venues), strict=True
    ):
        if wanted[name] and not any(choice.is_chosen for choice in choices):
            dates = dates.none()
    return filters.narrow(dates), urlencode(wanted, doseq=True, errors="replace")


def _dates() -> EventDateQuerySet:
    """The dates of live events that everybody may see, in the active language, without what no calendar shows."""
    return live_dates().defer(*(f"page__{name}" for name in _UNUSED))


def _public_or_404(model: Any, key: UUID) -> Any:
    page = public(model.objects.live().filter(locale=active_locale(), translation_key=key)).first()
    if page is None:
        raise Http404
    return page


def _calendar(
    request: HttpRequest,
    dates: list[EventDate],
    *,
    site: str,
    name: str,
    filename: str,
    address: str = "",
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    """The answer for some dates, or that nothing changed.

    ``address`` where one can subscribe; ``changed_at`` where it rises with every change, even with a removal.
    """

    def build() -> HttpResponse:
        content = _kept(etag, lambda: write_calendar(_entries(dates), site=site, name=name, address=address))
        return calendar_response(content, filename)

    etag = _etag([FORMAT, absolute(address), translation.get_language(), site, name, *_told(dates)])
    return _fresh(request, etag, changed_at, build)


def _told(dates: list[EventDate]) -> Iterable[object]:
    """What changes whenever the calendar of some dates does."""
    for date in dates:
        organiser = date.page.organiser
        yield date.session_id, date.sequence, date.changed_at, date.page.url_path
        yield organiser and (organiser.name, organiser.email)


def _kept(etag: str, write: Callable[[], bytes]) -> bytes:
    """A calendar as it was last written: hundreds of dates take seconds, and many programs ask for the same ones."""
    key = "calendar-" + etag.strip('"')
    packed = cache.get(key)
    if packed is None:
        content = write()
        cache.set(key, zlib.compress(content), KEPT_SECONDS)
        return content
    return zlib.decompress(packed)


def _entries(dates: list[EventDate]) -> Iterable[CalendarSession]:
    """What the calendar shows of some dates, each session once. One query."""
    histories = SessionHistory.objects.filter(
        language=active_locale().language_code, session_id__in=[date.session_id for date in dates]
    )
    born = dict(histories.values_list("session_id", "first_published_at"))
    pages = {date.page_id: date.page for date in dates}
    sessions = {(page.pk, session.key): session for page in pages.values() for session in page.all_sessions}
    for date in {date.session_id: date for date in dates}.values():
        if session := sessions.get((date.page_id, date.session_id)):
            yield CalendarSession(
                page=pages[date.page_id],
                session=session,
                sequence=date.sequence,
                created_at=born.get(date.session_id, date.changed_at),
                changed_at=date.changed_at,
            )


def _etag(parts: Iterable[object]) -> str:
    return quote_etag(hashlib.sha256(repr(list(parts)).encode(errors="replace")).hexdigest()[:32])


def _fresh(
    request: HttpRequest, etag: str, changed_at: datetime | None, build: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """What is built, or “not modified” for who has it. It may be kept for a few minutes, by anybody."""
    seconds = int(changed_at.timestamp()) if changed_at else None
    response = get_conditional_response(request, etag, seconds) or build()
    response.headers.setdefault("ETag", etag)
    if changed_at:
        response.headers.setdefault("Last-Modified", http_date(changed_at.timestamp()))
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response
