"""What the demo consists of: its pages, and the handle by which their builders find one another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from applications.models import Call, TerritoryList
from home.models import Audience, Organisation, Person, SupportKind


@dataclass
class Demo:
    """The French side of the demo while it is being loaded. Builders read from it by key."""

    audiences: dict[str, Audience] = field(default_factory=dict)
    support_kinds: dict[str, SupportKind] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    territories: dict[str, TerritoryList] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)

    def page_link(self, key: str, label: str) -> str:
        """A link inside a rich text; wagtail-localize takes its attributes out, so labels may differ."""
        return f'<a linktype="page" id="{self.pages[key].pk}">{label}</a>'


Values = dict[str, Any]


@dataclass(frozen=True)
class PageSpec:
    """One page. ``title`` is a pair of French and English; the slug is the same in both languages.

    ``needs`` gives what even a draft must have.
    """

    key: str
    model: type[Page]
    parent: str
    title: tuple[str, str]
    slug: str
    build: Callable[[Demo], Values]
    needs: Callable[[Demo], Values] = lambda _demo: {}
