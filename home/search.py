"""Search: what is kept for it at each publication, and how a query is answered."""

from dataclasses import dataclass

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from home.folding import excerpt, fold_query, highlight
from home.locales import active_locale
from home.models import PageText, PortalPage

RESULTS_PER_PAGE = 10


@dataclass(frozen=True)
class Result:
    page: Page
    title: SafeString
    excerpt: SafeString


def search_pages(query: str) -> QuerySet[Page]:
    """The live, public pages of the active language that hold every word of the query, the best first.

    A word of the query matches the beginning of a word of the page; case, accents and punctuation do not count.
    """
    folded = fold_query(query)
    pages = Page.objects.live().public().filter(locale=active_locale())
    return pages.autocomplete(folded, operator="and") if folded else pages.none()


def results_page(query: str, number: str | None) -> tuple[PaginatorPage[object], list[Result]]:
    """One page of results with highlights. A number that is no number, or too large, leads to a page that exists."""
    page = Paginator(search_pages(query), RESULTS_PER_PAGE).get_page(number)
    found = list(page.object_list)
    texts = dict(PageText.objects.filter(page__in=[p.pk for p in found]).values_list("page_id", "text"))
    results = [Result(p, highlight(p.title, query), excerpt(texts.get(p.pk, ""), query)) for p in found]
    return page, results


def keep_text(instance: Page, **_kwargs: object) -> None:
    """Keep the plain text of a page that was just published."""
    if isinstance(instance, PortalPage):
        PageText.objects.update_or_create(page_id=instance.pk, defaults={"text": instance.plain_text})


def drop_text(instance: Page, **_kwargs: object) -> None:
    PageText.objects.filter(page_id=instance.pk).delete()


def keep_texts_in_step() -> None:
    """Keep the texts in step with what is published. Called once, when the app is ready."""
    page_published.connect(keep_text, dispatch_uid="keep_text")
    page_unpublished.connect(drop_text, dispatch_uid="drop_text")
