"""Months: read from an address, and drawn as the weeks of a calendar."""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format

from events.models.dates import EventDate

FIRST_YEAR, LAST_YEAR = 1970, 2200
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")


def read_year(text: str) -> int | None:
    """A year as it stands in an address; None for anything else, and for years that no calendar here shows."""
    year = int(text) if _YEAR.fullmatch(text) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


@dataclass(frozen=True, order=True)
class Month:
    """A month of the years that the calendar shows."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Month | None":
        """A month as it stands in an address, ``2026-12``; None for anything else."""
        found = _MONTH.fullmatch(text)
        year = read_year(found[1]) if found else None
        return cls(year, int(found[2])) if found and year else None

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def current(cls) -> "Month":
        return cls.of(timezone.localdate())

    @property
    def key(self) -> str:
        """The month as it stands in addresses."""
        return f"{self.year}-{self.number:02}"

    @property
    def name(self) -> str:
        """“December 2026”, as it begins a line in the active language."""
        words = date_format(self.first, "F Y")
        return words[:1].upper() + words[1:]

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> "Month | None":
        return self._near(self.first - timedelta(days=1))

    @property
    def next(self) -> "Month | None":
        return self._near(self.last + timedelta(days=1))

    def _near(self, day: date) -> "Month | None":
        return Month.of(day) if FIRST_YEAR <= day.year <= LAST_YEAR else None


@dataclass(frozen=True)
class Day:
    """A cell of the calendar. A date stands in every day that it lasts; the days of other months hold none."""

    date: date
    is_inside: bool
    is_today: bool
    dates: list[EventDate]


@dataclass(frozen=True)
class Calendar:
    """The weeks that a month touches, from Monday to Sunday."""

    month: Month
    weeks: list[list[Day]]

    @cached_property
    def weekdays(self) -> list[date]:
        """Seven days to read the names of the columns from."""
        return [day.date for day in self.weeks[0]]


def calendar_of(month: Month, dates: Iterable[EventDate]) -> Calendar:
    """Draw a month with dates that are in the order in which each day shall show them."""
    by_day: dict[date, list[EventDate]] = defaultdict(list)
    for each in dates:
        first, last = max(each.first_day, month.first), min(each.last_day, month.last)
        for number in range((last - first).days + 1):
            by_day[first + timedelta(days=number)].append(each)
    today = timezone.localdate()
    weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(month.year, month.number)
    return Calendar(
        month,
        [[Day(day, Month.of(day) == month, day == today, by_day.get(day, [])) for day in week] for week in weeks],
    )
