"""Full-text search in dossiers: the same on every database, for words are folded before they are stored and asked."""

import re
from itertools import groupby
from operator import methodcaller

from django.db.models import Q

from applications.models.applications import ApplicationQuerySet
from home.folding import fold, fold_query

MOST_WORDS = 8
"""Of a query: what is typed beyond them is not asked."""
LONGEST_NUMBER = 20

_GROUPS = re.compile(r"(?<![0-9])[0-9]++(?:(?:[^\S\n]|[.,’'-])[0-9]++)+")


def words_of(text: str) -> list[str]:
    """The words that a text is found by. Numbers that are written in groups are found without the spaces as well."""
    numbers = (re.sub(r"[^0-9]", "", found) for found in _GROUPS.findall(text))
    return [*fold(text).split(), *(number for number in numbers if len(number) <= LONGEST_NUMBER)]


def words_of_reference(reference: str) -> list[str]:
    """So that a reference is found with its dashes, without some of them, and by its end alone."""
    parts = fold(reference).split()
    return [*parts, *("".join(parts[start:]) for start in range(len(parts) - 1))]


def matching(queryset: ApplicationQuerySet, text: str) -> ApplicationQuerySet:
    """The dossiers that have every word of a query, each at the beginning of a word. None where it has no word at all.

    Case, accents and punctuation do not count. An empty query leaves all dossiers.
    """
    if not text.strip():
        return queryset
    words = fold_query(text).split()[:MOST_WORDS]
    return queryset.filter(_has(words)) if words else queryset.none()


def _has(words: list[str]) -> Q:
    """Figures that follow one another may be groups of one number: ``732 829 320`` finds ``732829320`` too."""
    found = Q()
    for is_number, run in groupby(words, methodcaller("isdigit")):
        group = list(run)
        each = Q(*(Q(text__words__contains=f" {word}") for word in dict.fromkeys(group)))
        found &= each | Q(text__words__contains=f" {''.join(group)}") if is_number and len(group) > 1 else each
    return found
