"""What the agenda shows: dates by month in pages, to come or past, or a month as a table."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Page

from events.filters import AgendaFilters, Part
from events.listing import live_dates, registering, without_texts
from events.models.dates import EventDate
from events.models.pages import EventPage
from events.month import FIRST_YEAR, Month, calendar_of
from home.visibility import public

DATES_PER_PAGE = 30


@dataclass(frozen=True)
class MonthOfDates:
    """The dates that a list shows below the name of a month."""

    month: Month
    dates: list[EventDate]


def agenda(index: Page, query: QueryDict) -> dict[str, Any]:
    """The context of the agenda's template for what the address asks.

    A list holds what is to come, or with ``past`` or a ``year`` what was; both show the months that dates begin in.
    Events whose dates are not known yet stand apart, after the last of what is to come.
    """
    filters = AgendaFilters.from_query(query, index.locale_id)
    dates = filters.narrow(live_dates())
    return _month(filters, dates) if filters.part.month_view else _list(index, filters, dates, query.get("page"))


def _month(filters: AgendaFilters, dates: Any) -> dict[str, Any]:
    month = filters.part.month_view or Month.current()
    filters = filters.offering(Month.of(day) for day in _days(dates))
    shown = list(_touching(without_texts(dates), month).order_by("first_day", "starts_at", "pk"))
    steps = {"previous": month.previous, "next": month.next}
    return {
        "filters": filters,
        "calendar": calendar_of(month, shown),
        "dates": shown,
        "number": len(shown),
        "registering": registering(shown),
        "parts": _parts(filters, month),
        "steps": {name: (step, filters.query_of(Part(month_view=step))) for name, step in steps.items() if step},
        "this_month": "" if month == Month.current() else filters.query_of(Part(month_view=Month.current())),
    }


def _list(index: Page, filters: AgendaFilters, dates: Any, page_number: str | None) -> dict[str, Any]:
    part = filters.part
    dates = dates.past() if part.is_past else dates.upcoming()
    days = _days(dates)
    filters = filters.offering(_months(days, part))
    if part.year:
        dates = dates.filter(first_day__lte=date(part.year, 12, 31), last_day__gte=date(part.year, 1, 1))
    if filters.month:
        dates = _touching(dates, filters.month)
    order = ("-first_day", "-starts_at", "pk") if part.is_past else ("first_day", "starts_at", "pk")
    page_obj = Paginator(without_texts(dates).order_by(*order), DATES_PER_PAGE).get_page(page_number)
    shown = list(page_obj.object_list)
    years = {day.year for day in days if day.year >= FIRST_YEAR} | ({part.year} if part.year else set())
    return {
        "filters": filters,
        "is_past": part.is_past,
        "page_obj": page_obj,
        "dates": shown,
        "number": page_obj.paginator.count,
        "registering": registering(shown),
        "months": _by_month(shown, _floor(filters)),
        "undated": [] if part.is_past or page_obj.has_next() else _undated(index, filters),
        "years": [(year, filters.query_of(Part(is_past=True, year=year))) for year in sorted(years, reverse=True)],
        "parts": _parts(filters, _month_to_open(filters, shown)),
    }


def _parts(filters: AgendaFilters, month: Month) -> dict[str, str]:
    """The queries of the parts of the agenda, with the same filters."""
    return {
        "upcoming": filters.query_of(Part()),
        "past": filters.query_of(Part(is_past=True)),
        "month": filters.query_of(Part(month_view=month)),
    }


def _month_to_open(filters: AgendaFilters, shown: list[EventDate]) -> Month:
    """The month whose table shows something of a list: the chosen one, or that of its first date."""
    if filters.month or not shown:
        return filters.month or Month.current()
    return Month.of(max(shown[0].first_day, _floor(filters)))


def _days(dates: Any) -> list[date]:
    """The days that dates begin or end on. One query."""
    dates = dates.order_by().select_related(None)
    return list(dates.values_list("first_day", flat=True).union(dates.values_list("last_day", flat=True)))


def _months(days: list[date], part: Part) -> set[Month]:
    """The months to choose from in a list: of the year that is shown, and none that is over in what is to come."""
    if part.is_past:
        return {Month.of(day) for day in days if day.year == (part.year or day.year)}
    return {Month.of(day) for day in days if day >= _earliest_today().replace(day=1)}


def _touching(dates: Any, month: Month) -> Any:
    return dates.filter(first_day__lte=month.last, last_day__gte=month.first)


def _undated(index: Page, filters: AgendaFilters) -> list[Any]:
    events = public(EventPage.objects.child_of(index).live()).filter(dates__isnull=True).defer_streamfields()
    return list(filters.narrow_undated(events).order_by("title"))


def _by_month(dates: list[EventDate], floor: date) -> list[MonthOfDates]:
    """Dates below the months that they begin in; what began before the ``floor`` and still lasts, below its month."""
    groups = groupby(dates, key=lambda each: Month.of(max(each.first_day, floor)))
    return [MonthOfDates(month, list(group)) for month, group in groups]


def _floor(filters: AgendaFilters) -> date:
    """The first day that a list is about."""
    if filters.month:
        return filters.month.first
    if filters.part.year:
        return date(filters.part.year, 1, 1)
    return date.min if filters.part.is_past else _earliest_today().replace(day=1)


def _earliest_today() -> date:
    """The day that it still is where it is earliest: no date to come was over before it, in whatever time zone."""
    return (timezone.now() - timedelta(hours=12)).date()
