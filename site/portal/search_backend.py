"""Wagtail's database search, for people who type quotation marks: SQLite's full text index chokes on a lone one."""

from typing import Any

from wagtail.search.backends import database


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail looks for this name
    """The backend of the current database, with ``"`` and NUL as spaces in what is looked for."""
    plain: type[Any] = type(database.SearchBackend(dict(params)))

    class QuotesAreSpaces(plain):
        def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
            if isinstance(query, str):
                # Nothing but quotes finds nothing, like a dash; Wagtail's lists want results that know their model.
                query = " ".join(query.replace('"', " ").replace("\0", " ").split()) or "-"
            return super()._search(query_compiler_class, query, model_or_queryset, **kwargs)

    return QuotesAreSpaces(params)
