"""How rich text is turned into HTML."""

from typing import Any

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from home.links import resolved_documents, resolved_pages


class TranslatedPageLinkHandler(PageLinkHandler):
    """Turns ``<a linktype="page" id="…">`` into a link to the page in the reader's language."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        ids = [int(attrs.get("id") or 0) for attrs in attrs_list]
        known = resolved_pages(ids)
        return [f'<a href="{escape(known[id_].url)}">' if id_ in known else "<a>" for id_ in ids]


class KnownDocumentLinkHandler(DocumentLinkHandler):
    """Turns ``<a linktype="document" id="…">`` into a link, without a query for each text of a page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        ids = [int(attrs.get("id") or 0) for attrs in attrs_list]
        known = resolved_documents(ids)
        return [f'<a href="{escape(known[id_].url)}">' if id_ in known else "<a>" for id_ in ids]
