"""The filters of the offers index: read from the address, shown as a form and as chips to take off."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from home.models import Audience, Organisation, SupportKind

MOST_VALUES = 20


@dataclass(frozen=True)
class Choice:
    """One box to tick. ``remove_query`` is the query string of the same list without it."""

    name: str
    value: str
    label: str
    is_chosen: bool
    remove_query: str = ""


@dataclass(frozen=True)
class OfferFilters:
    """What was asked for. Anything that is no choice of the list, junk included, was left out."""

    audiences: list[Choice]
    support_kinds: list[Choice]
    organisers: list[Choice]
    open_now: Choice

    @classmethod
    def from_query(cls, query: QueryDict, locale_id: int) -> "OfferFilters":
        """Read the address. Three queries: the terms and the organisers of this language."""
        return cls(
            audiences=_term_choices("audience", Audience, query, locale_id),
            support_kinds=_term_choices("support", SupportKind, query, locale_id),
            organisers=_organiser_choices(query, locale_id),
            open_now=_choice("open", "1", _("Open now"), query),
        )

    @property
    def chosen(self) -> list[Choice]:
        every = [*self.audiences, *self.support_kinds, *self.organisers, self.open_now]
        return [choice for choice in every if choice.is_chosen]

    @property
    def audience_slugs(self) -> list[str]:
        return [choice.value for choice in self.audiences if choice.is_chosen]

    @property
    def support_slugs(self) -> list[str]:
        return [choice.value for choice in self.support_kinds if choice.is_chosen]

    @property
    def organiser_keys(self) -> list[UUID]:
        return [UUID(choice.value) for choice in self.organisers if choice.is_chosen]


def _term_choices(name: str, model: Any, query: QueryDict, locale_id: int) -> list[Choice]:
    terms = model.objects.filter(locale_id=locale_id).values_list("slug", "name")
    return [_choice(name, slug, label, query) for slug, label in terms]


def _organiser_choices(query: QueryDict, locale_id: int) -> list[Choice]:
    organisers = Organisation.objects.filter(locale_id=locale_id, offers__live=True).distinct()
    return [_choice("organiser", str(o.translation_key), o.name, query) for o in organisers]


def _choice(name: str, value: str, label: str, query: QueryDict) -> Choice:
    if value not in query.getlist(name)[:MOST_VALUES]:
        return Choice(name, value, label, is_chosen=False)
    rest = QueryDict(mutable=True)
    for key in ("audience", "support", "organiser", "open"):
        kept = [v for v in query.getlist(key)[:MOST_VALUES] if (key, v) != (name, value)]
        rest.setlist(key, kept)
    return Choice(name, value, label, is_chosen=True, remove_query=rest.urlencode())
