"""What every page of the portal has: an introduction, a thread, links that are resolved at once, a text to search."""

from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from home.folding import fold
from home.links import (
    Documents,
    Targets,
    linked_documents,
    referenced_document_ids,
    referenced_page_ids,
    targets_and_versions,
)
from home.locales import active_locale
from home.models.chrome import SiteChrome
from home.navigation import crumbs_for
from home.threads import Thread


class PortalPage(Page):
    """Base of all page types. Abstract: each type keeps its own table."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences below the title. Also shown in lists and to search engines."),
    )
    thread = models.CharField(
        _("weave and dye"),
        max_length=10,
        choices=Thread.choices,
        default=Thread.WOAD,
        help_text=_("The pattern that this page is recognised by."),
    )
    image = models.ForeignKey(
        "home.PortalImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Optional: shown beside the weave and when the page is shared."),
    )

    look_panels: ClassVar[list[Any]] = [MultiFieldPanel([FieldPanel("thread"), FieldPanel("image")], heading=_("Look"))]
    search_fields = [
        *Page.search_fields,
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_text"),
        index.FilterField("locale_id"),
    ]
    facts_to_search: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @cached_property
    def chrome_row(self) -> SiteChrome | None:
        """What surrounds the page in the active language."""
        return SiteChrome.objects.filter(locale=active_locale()).first()

    @cached_property
    def link_targets(self) -> Targets:
        """Where every link of the page and of what surrounds it leads, in the active language."""
        return self._targets_and_versions[0]

    @cached_property
    def link_documents(self) -> Documents:
        """The documents that the texts of the page lead to: one query for all of them."""
        return linked_documents(referenced_document_ids(self._raw_content()))

    @property
    def live_versions(self) -> list[Page]:
        """The live pages of the same content in every language."""
        return self._targets_and_versions[1].get(self.translation_key, [])

    @cached_property
    def _targets_and_versions(self) -> tuple[Targets, dict[UUID, list[Page]]]:
        """One query for all of them."""
        raw = [{"page": self.pk}, self._raw_content(), self.chrome_row.raw_links() if self.chrome_row else []]
        return targets_and_versions(referenced_page_ids(raw))

    def get_view_restrictions(self) -> Any:
        """Wagtail's own, without asking again for the ancestors that led here. Aliases take Wagtail's way."""
        ancestors = getattr(self, "known_ancestors", None)
        if ancestors is None or any(page.alias_of_id for page in [*ancestors, self]):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.filter(page_id__in=[page.pk for page in [*ancestors, self]])

    def _raw_content(self) -> list[object]:
        fields = self._meta.get_fields()
        streams = [list(getattr(self, f.name).raw_data) for f in fields if isinstance(f, StreamField)]
        return streams + [getattr(self, f.name) for f in fields if isinstance(f, RichTextField)]

    @property
    def plain_text(self) -> str:
        """Everything that one reads on the page below its title, as plain text."""
        parts: list[str] = [
            self.introduction,
            *(str(getattr(self, name) or "") for name in self.facts_to_search),
        ]
        for field in self._meta.get_fields():
            if isinstance(field, StreamField):
                parts += getattr(self, field.name).stream_block.get_searchable_content(getattr(self, field.name))
            elif isinstance(field, RichTextField):
                parts.append(get_text_for_indexing(getattr(self, field.name)))
        return " ".join(" ".join(str(part).split()) for part in parts if part)

    @property
    def folded_text(self) -> str:
        return fold(f"{self.title} {self.plain_text}")

    @property
    def meta_description(self) -> str:
        return str(self.search_description or self.introduction)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context |= {
            "link_targets": self.link_targets,
            "link_documents": self.link_documents,
            "chrome_row": self.chrome_row,
            "crumbs": crumbs_for(request, self),
        }
        return context

    def structured_data(self, request: HttpRequest) -> list[dict[str, object]]:
        """What the page says of itself to machines, as schema.org objects. Types that describe something add theirs."""
        return []


class PageText(models.Model):
    """The plain text of a live page, kept so that search results quote it without loading the page."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="portal_text"
    )
    text = models.TextField()

    class Meta:
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")

    def __str__(self) -> str:
        return self.text[:80]
