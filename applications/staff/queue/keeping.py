"""What staff search for: views of the queue that name a person."""

from collections.abc import Collection

from django.http import QueryDict

from applications.models import SavedView
from applications.models.keeping import Keeper
from home.folding import fold


class SavedSearches(Keeper):
    def forget(self, email: str, names: Collection[str]) -> None:
        """A word alone may be anybody's: a view goes where it searches for the address or for a whole name."""
        wanted = [fold(text) for text in (email, *names)]
        for view in SavedView.objects.filter(query__contains="q="):
            searched = fold(QueryDict(view.query).get("q", ""))
            if any(" " in name and name in searched for name in wanted):
                view.delete()
