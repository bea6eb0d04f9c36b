"""The columns of the questions: one for each question of all versions of the forms, whatever its wording was."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from applications.models import Application, FormVersion
from applications.questions import question_for
from applications.questions.base import ExportAs, Spec
from applications.questions.published import PublishedForm
from applications.staff.exports.cells import Cell, day_cell, number_cell, text_cell

Column = tuple[str, str]
"""The key of a question, and which part of its answer."""


@dataclass(frozen=True)
class Asked:
    """A question as a version asks it, and where its cells go."""

    spec: Spec
    indexes: list[int]


class AnswerColumns:
    """``versions`` come with the newest of each form first: it says the order and the wording of the headings.

    A question that any version calls private is private. Everything here is made in the language that is active.
    """

    def __init__(self, versions: Iterable[FormVersion], language: str, *, has_private: bool) -> None:
        self.titles: dict[int, str] = {}
        self._forms: dict[int, PublishedForm] = {}
        for version in versions:
            form = version.form(language)
            self.titles[version.pk] = form.title
            self._forms[version.pk] = form
        private = frozenset(key for form in self._forms.values() for key in form.private)
        hidden = frozenset() if has_private else private
        self._places: dict[Column, int] = {}
        self._headings: list[tuple[str, str]] = []
        self._asked = {pk: self._places_of(pk, hidden) for pk in self._forms}

    def __len__(self) -> int:
        return len(self._headings)

    def headings(self, taken: Iterable[str]) -> list[str]:
        """One for each column. What another column is called too is preceded by the title of the form."""
        count = Counter([*taken, *(heading for heading, _title in self._headings)])
        return [f"{title} – {heading}" if count[heading] > 1 else heading for heading, title in self._headings]

    def cells(self, application: Application) -> list[Cell]:
        cells: list[Cell] = [None] * len(self)
        for asked in self._asked.get(application.version_id, ()):
            if asked.spec["key"] in application.answers:
                for index, cell in zip(asked.indexes, _cells(application.answers, asked.spec), strict=False):
                    cells[index] = cell
        return cells

    def _places_of(self, version: int, hidden: frozenset[str]) -> list[Asked]:
        found = []
        for spec in self._forms[version].specs.values():
            kind = question_for(spec)
            if spec["key"] not in hidden and (headings := kind.columns(spec)):
                columns = [(spec["key"], part) for part in kind.column_keys(spec)]
                for column, heading in zip(columns, headings, strict=True):
                    if column not in self._places:
                        self._places[column] = len(self._headings)
                        self._headings.append((str(heading), self.titles[version]))
                found.append(Asked(spec, [self._places[column] for column in columns]))
        return found


_AS_CELLS: dict[ExportAs, Callable[[str], Cell]] = {
    ExportAs.TEXT: text_cell,
    ExportAs.FIGURE: number_cell,
    ExportAs.DAY: day_cell,
}


def _cells(answers: dict[str, object], spec: Spec) -> list[Cell]:
    kind = question_for(spec)
    texts = kind.cells(answers[spec["key"]], spec)
    return [_AS_CELLS[kind.export_as](str(text)) if text else None for text in texts]
