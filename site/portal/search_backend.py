"""Wagtail's database search, for people who type quotation marks: SQLite's full text index chokes on a lone one."""

from typing import Any

from wagtail.search.backends import database


def SearchBackend(params: dict[str, object]) -> object:  # noqa: N802 - Wagtail looks for this name
    """The backend of the current database, with ``"`` and NUL as spaces in what is looked for."""
    plain: type[Any] = type(database.SearchBackend(dict(params)))

    class QuotesAreSpaces(plain):
        def _search(
            self, query_compiler_class: object, query: object, model_or_queryset: object, **kwargs: object
        ) -> object:
            if isinstance(query, str):
                # Nothing but quotes finds nothing, like a dash; Wagtail's lists want results that know their model.
                query = " ".join(query.replace('"', " ").replace("\0", " ").split()) or "-"
            return super()._search(query_compiler_class, query, model_or_queryset, **kwargs)

    return QuotesAreSpaces(params)
