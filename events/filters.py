"""What the address asks of the agenda: which part of it, and the filters, shown as a form and as chips to take off."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Page

from events.models.pages import EventPage
from events.month import FIRST_YEAR, Month, read_year
from home.models import Audience, Organisation
from home.visibility import public
from offers.filters import MOST_VALUES, Choice

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """Which part of the agenda is shown: what is to come, the archive or one year of it, or a month as a table."""

    is_past: bool = False
    year: int | None = None
    month_view: Month | None = None

    @classmethod
    def from_query(cls, query: QueryDict) -> "Part":
        if query.get("view") == "month":
            return cls(month_view=Month.read(query.get("month", "")) or Month.current())
        year = read_year(query.get("year", ""))
        return cls(is_past="past" in query or year is not None, year=year)

    @property
    def pairs(self) -> Pairs:
        """The part as it stands in the address."""
        if self.month_view:
            return (("view", "month"), ("month", self.month_view.key))
        if self.year:
            return (("year", str(self.year)),)
        return (("past", "1"),) if self.is_past else ()


@dataclass(frozen=True)
class AgendaFilters:
    """What was asked for. Anything that is no choice of the page, junk included, was left out.

    ``month`` narrows a list down to the dates that touch it; in the table of a month it is that month.
    """

    part: Part
    month: Month | None
    offers: list[Choice]
    organisers: list[Choice]
    audiences: list[Choice]
    venues: list[Choice]
    months: list[Choice] = field(default_factory=list)

    @classmethod
    def from_query(cls, query: QueryDict, locale_id: int) -> "AgendaFilters":
        """Read the address. Three queries: the offers, organisers and audiences of this language's events."""
        part = Part.from_query(query)
        venues = [("site", _("On site")), ("online", _("Online"))]
        return cls(
            part=part,
            month=part.month_view or Month.read(query.get("month", "")),
            offers=_choices("offer", _offers(locale_id), query),
            organisers=_choices("organiser", _organisers(locale_id), query),
            audiences=_choices("audience", _audiences(locale_id), query),
            venues=_choices("where", venues, query),
        )

    def offering(self, months: Iterable[Month]) -> "AgendaFilters":
        """The same with the months that one can choose from; the chosen one is always among them."""
        known = {month for month in months if month.year >= FIRST_YEAR}
        offered = sorted(known | ({self.month} if self.month else set()), reverse=self.part.is_past)
        return replace(self, months=[Choice("month", m.key, m.name, is_chosen=m == self.month) for m in offered])

    @property
    def chosen(self) -> list[Choice]:
        """The chosen ones, each with the query of the same page without it."""
        ticked = [choice for choice in self._boxes if choice.is_chosen]
        if self.month and not self.part.month_view:
            ticked.append(Choice("month", self.month.key, self.month.name, is_chosen=True))
        pairs = [(choice.name, choice.value) for choice in ticked]
        return [
            replace(choice, remove_query=urlencode([*self.part.pairs, *pairs[:n], *pairs[n + 1 :]]))
            for n, choice in enumerate(ticked)
        ]

    @property
    def query_without_filters(self) -> str:
        return urlencode(self.part.pairs)

    def query_of(self, part: Part) -> str:
        """The query of another part of the agenda with the same filters; a month of the list is left behind."""
        ticked = [(choice.name, choice.value) for choice in self._boxes if choice.is_chosen]
        return urlencode([*part.pairs, *ticked])

    @property
    def hidden(self) -> Pairs:
        """What the form sends besides the filters, to stay in the same part."""
        return tuple(pair for pair in self.part.pairs if pair[0] != "month")

    @property
    def _boxes(self) -> list[Choice]:
        return [*self.offers, *self.organisers, *self.audiences, *self.venues]

    def narrow(self, dates: Any) -> Any:
        """The dates that pass, in any month. Within one filter a choice adds dates, between filters they narrow."""
        if keys := _chosen(self.offers):
            dates = dates.filter(page__offer__translation_key__in=keys)
        if keys := _chosen(self.organisers):
            dates = dates.filter(page__organiser__translation_key__in=keys)
        if slugs := _chosen(self.audiences):
            dates = dates.filter(page__in=EventPage.objects.filter(audiences__slug__in=slugs))
        wanted = set(_chosen(self.venues))
        if wanted == {"online"}:
            return dates.filter(is_online=True)
        return dates.filter(is_on_site=True) if wanted == {"site"} else dates

    def narrow_undated(self, events: Any) -> Any:
        """The events without a date that pass. Where and when they are is not known: they pass no filter on that."""
        if self.month or _chosen(self.venues):
            return events.none()
        if keys := _chosen(self.offers):
            events = events.filter(offer__translation_key__in=keys)
        if keys := _chosen(self.organisers):
            events = events.filter(organiser__translation_key__in=keys)
        slugs = _chosen(self.audiences)
        return events.filter(audiences__slug__in=slugs).distinct() if slugs else events


def _chosen(choices: list[Choice]) -> list[str]:
    return [choice.value for choice in choices if choice.is_chosen]


def _choices(name: str, options: Iterable[tuple[Any, str]], query: QueryDict) -> list[Choice]:
    wanted = set(query.getlist(name)[:MOST_VALUES])
    return [Choice(name, str(value), label, is_chosen=str(value) in wanted) for value, label in options]


def _live_events(locale_id: int) -> Any:
    return public(EventPage.objects.live()).filter(locale_id=locale_id).order_by()


def _offers(locale_id: int) -> Any:
    """The offers that events are part of, in this language; an event may name its offer in another one."""
    keys = _live_events(locale_id).filter(offer__isnull=False).values("offer__translation_key")
    pages = public(Page.objects.live()).filter(locale_id=locale_id, translation_key__in=keys).order_by("path")
    return pages.values_list("translation_key", "title")


def _organisers(locale_id: int) -> Any:
    keys = _live_events(locale_id).filter(organiser__isnull=False).values("organiser__translation_key")
    organisers = Organisation.objects.filter(locale_id=locale_id, translation_key__in=keys)
    return organisers.values_list("translation_key", "name")


def _audiences(locale_id: int) -> Any:
    slugs = Audience.objects.filter(events__in=_live_events(locale_id)).order_by().values("slug")
    return Audience.objects.filter(locale_id=locale_id, slug__in=slugs).values_list("slug", "name")
