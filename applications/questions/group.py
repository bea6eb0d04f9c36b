from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import (
    LONGEST_KEPT,
    Details,
    DoubtError,
    Question,
    QuestionBlock,
    Source,
    Spec,
    field_arguments,
)
from applications.questions.compared import earlier_of, fault_beside
from applications.questions.printing import Paper, Printed
from applications.questions.registry import kind_named, question_blocks, question_for, question_kind
from applications.questions.rows import (
    PLACEHOLDER,
    RowError,
    Rows,
    described_by,
    first_input_id,
    repeated,
)

MOST = 20
MOST_COLUMNS = 4
"""Of a group that is printed as a table; what has more, or a longer cell, is one paragraph after the other."""
LONGEST_CELL = 60


class GroupSpec(Spec):
    item: str
    add_label: str
    minimum: int
    maximum: int
    questions: list[Spec]


class GroupBlock(QuestionBlock):
    item = blocks.CharBlock(
        label=_("Name of one of them"), max_length=60, help_text=_("Shown with its number: “Member 1”, “Member 2”.")
    )
    add_label = blocks.CharBlock(
        label=_("Button that adds one"),
        required=False,
        default="",
        max_length=60,
        help_text=_("For example: “Add a member”."),
    )
    minimum = blocks.IntegerBlock(label=_("At least"), default=1, min_value=0, max_value=MOST)
    maximum = blocks.IntegerBlock(label=_("At most"), default=10, min_value=1, max_value=MOST)

    class Meta:
        icon = "group"
        label = _("Repeated group")


class RowDoubtError(DoubtError):
    """What is asked of one input of a row."""

    def __init__(self, message: str, input_name: str) -> None:
        super().__init__(message)
        self.input_name = input_name
        self.input_id = f"id_{input_name}"


def rows_of(spec: GroupSpec, name: str) -> Rows:
    most = max(spec["maximum"], 1)
    return Rows(prefix=name, least=min(max(spec["minimum"], 1), most), most=most)


def row_title(spec: GroupSpec, index: int | str) -> str:
    return f"{spec['item']} {index}"


def is_blank(value: object) -> bool:
    """Whether nothing was typed into one question, whose widget may have several inputs."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(is_blank(part) for part in value.values())
    if isinstance(value, list | tuple):
        return all(is_blank(part) for part in value)
    return value is None or value is False


class GroupWidget(forms.Widget):
    """Reads the rows: dicts of number and what each question's own widget read, by key."""

    use_fieldset = True

    def __init__(self, spec: GroupSpec, fields: dict[str, forms.Field]) -> None:
        super().__init__()
        self.spec = spec
        self.fields = fields

    def value_from_datadict(self, data: Mapping[str, object], files: object, name: str) -> list[dict[str, object]]:
        return [
            {
                "number": number,
                "typed": {
                    key: field.widget.value_from_datadict(data, files, f"{name}-{number}-{key}")
                    for key, field in self.fields.items()
                },
            }
            for number in rows_of(self.spec, name).numbers(data)
        ]


class GroupField(forms.Field):
    """Rows that are whole, not too few and not too many. Blank ones do not count."""

    def __init__(self, spec: GroupSpec, **arguments: Any) -> None:
        self.fields = {question["key"]: question_for(question).field(question) for question in spec["questions"]}
        self.earlier = earlier_of(spec["questions"])
        super().__init__(widget=GroupWidget(spec, self.fields), **arguments)
        self.spec = spec

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        return BoundGroup(form, self, field_name)

    def clean(self, value: object) -> list[dict[str, object]]:
        """The rows as they are stored: dicts of the questions' answers, by key.

        Raises ``ValidationError`` with a ``RowError`` for each question at fault.
        """
        rows = value if isinstance(value, list) else []
        errors: list[RowError] = []
        answers = [
            self._row(row, index, errors)
            for index, row in enumerate(rows, 1)
            if not all(is_blank(typed) for typed in row["typed"].values())
        ]
        if not answers and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        errors += self._faults_of_count(len(answers))
        if errors:
            raise ValidationError(errors)
        return answers

    def _row(self, row: dict[str, Any], index: int, errors: list[RowError]) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        for question in self.spec["questions"]:
            key, field = question["key"], self.fields[question["key"]]
            try:
                answers[key] = question_for(question).stored(field.clean(row["typed"][key]))
                if fault := fault_beside(question, self.earlier, answers.get):
                    raise fault
            except ValidationError as error:
                name = f"{self.spec['key']}-{row['number']}-{key}"
                words = {"row": row_title(self.spec, index), "question": question["label"]}
                for message in error.messages:
                    text = gettext("%(row)s, %(question)s: %(message)s") % {**words, "message": message}
                    errors.append(RowError(text, name, first_input_id(field.widget, name)))
        return answers

    def _faults_of_count(self, count: int) -> list[RowError]:
        least, most = self.spec["minimum"], self.spec["maximum"]
        message = ""
        if 0 < count < least:
            message = gettext("%(item)s: fill in at least %(number)s") % {"number": least, "item": self.spec["item"]}
        elif count > most:
            message = gettext("%(item)s: fill in at most %(number)s") % {"number": most, "item": self.spec["item"]}
        return [RowError(message, self.spec["key"])] if message else []


class RowForm(forms.Form):
    """The questions of one row, for their templates. Silent, it shows what was typed and says nothing about it."""

    use_required_attribute = False

    def __init__(
        self, spec: GroupSpec, *args: Any, is_silent: bool, doubts: Iterable[RowDoubtError] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_silent = is_silent
        self.spec = spec
        self.doubts = doubts
        for question in spec["questions"]:
            self.fields[question["key"]] = question_for(question).field(question)

    def full_clean(self) -> None:
        if self.is_silent:
            self._errors = forms.utils.ErrorDict()
            return
        super().full_clean()
        earlier = earlier_of(self.spec["questions"])
        for question in self.spec["questions"]:
            if fault := fault_beside(question, earlier, self._answer_to):
                self.add_error(question["key"], fault)
            for doubt in self.doubts:
                if doubt.input_name == self.add_prefix(question["key"]):
                    self.add_error(question["key"], DoubtError(str(doubt.message)))

    def _answer_to(self, key: str) -> object:
        question = next(one for one in self.spec["questions"] if one["key"] == key)
        return question_for(question).stored(self.cleaned_data[key]) if key in self.cleaned_data else None


@dataclass(frozen=True)
class RowQuestion:
    field: forms.BoundField
    spec: Spec


@dataclass(frozen=True)
class GroupRow:
    name: str
    number: str
    title: str
    questions: list[RowQuestion]


class BoundGroup(forms.BoundField):
    field: GroupField

    @property
    def own_messages(self) -> list[str]:
        """What is wrong with the whole; what is wrong with one question stands beside it."""
        errors = self.errors.as_data()
        own = [error for error in errors if getattr(error, "input_name", self.html_name) == self.html_name]
        return [str(message) for error in own for message in error.messages]

    @property
    def aria_describedby(self) -> str | None:
        return described_by(self, self.own_messages)

    @property
    def limits(self) -> Rows:
        return rows_of(self.field.spec, self.html_name)

    @cached_property
    def rows(self) -> list[GroupRow]:
        value = self.value()
        if isinstance(value, list):
            return [self._row(row["number"], index, self._is_silent(row)) for index, row in enumerate(value, 1)]
        return [self._row(number, index) for index, number in enumerate(self.limits.numbers({}), 1)]

    @property
    def blank(self) -> GroupRow:
        return self._row(PLACEHOLDER, 0)

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= self.limits.most

    @property
    def is_least(self) -> bool:
        return len(self.rows) <= self.limits.least

    @property
    def row_title(self) -> str:
        return row_title(self.field.spec, "{n}")

    def _is_silent(self, row: dict[str, Any]) -> bool:
        return not self.errors or all(is_blank(typed) for typed in row["typed"].values())

    def _row(self, number: str, index: int, is_silent: bool = True) -> GroupRow:
        spec, prefix = self.field.spec, f"{self.html_name}-{number}"
        data = self.form.data if self.form.is_bound else None
        doubts = [error for error in self.errors.as_data() if isinstance(error, RowDoubtError)]
        form = RowForm(spec, data, prefix=prefix, is_silent=is_silent, doubts=doubts)
        questions = [RowQuestion(form[question["key"]], question) for question in spec["questions"]]
        return GroupRow(prefix, number, row_title(spec, index), questions)


@question_kind
class Group(Question[GroupSpec]):
    """Simple questions that are asked once for each member, partner or place. Stored: a list of answers by key."""

    kind = "group"
    order = 80
    is_wide = True
    is_table = True
    staff_template = "applications/questions/answers/staff_group.html"
    template = "applications/questions/group.html"

    def block(self) -> blocks.StructBlock:
        questions = blocks.StreamBlock(_simple_blocks(), label=_("Questions"), min_num=1, max_num=10)
        return GroupBlock([("questions", questions)])

    def details(self, value: Any, source: Source) -> Details:
        return {
            "item": value["item"],
            "add_label": value.get("add_label") or "",
            "minimum": value.get("minimum") or 0,
            "maximum": value.get("maximum") or MOST,
            "questions": [
                kind_named(child.block_type).spec(child.id, child.value, source) for child in value["questions"]
            ],
        }

    def longest_kept(self, spec: GroupSpec) -> int:
        """As many rows as there may be, each with all its questions."""
        row = sum(question_for(question).longest_kept(question) for question in spec["questions"])
        return LONGEST_KEPT + rows_of(spec, spec["key"]).most * row

    def field(self, spec: GroupSpec) -> forms.Field:
        return GroupField(spec, **field_arguments(spec))

    def of_somebody_else(self, spec: GroupSpec) -> GroupSpec:
        """What is asked for each of many is asked of none of them in particular."""
        return {**spec, "questions": [question_for(each).of_somebody_else(each) for each in spec["questions"]]}

    def doubts(self, spec: GroupSpec, data: Mapping[str, Any], name: str) -> list[DoubtError]:
        return [
            RowDoubtError(str(doubt.message), f"{name}-{number}-{question['key']}")
            for number in rows_of(spec, name).numbers(data)
            for question in spec["questions"]
            for doubt in question_for(question).doubts(question, data, f"{name}-{number}-{question['key']}")
        ]

    def change_rows(self, spec: GroupSpec, data: dict[str, list[str]], instruction: str) -> None:
        """``add``, or ``remove-<number>``."""
        rows_of(spec, spec["key"]).change(data, instruction)

    def shown(self, answer: object, spec: GroupSpec) -> str:
        rows = []
        for index, row in enumerate(_rows(answer), 1):
            answers = [
                gettext("%(label)s: %(value)s") % {"label": question["label"], "value": text}
                for question in spec["questions"]
                if (text := question_for(question).shown(row.get(question["key"]), question))
            ]
            rows.append("\n".join([row_title(spec, index), *answers]))
        return "\n\n".join(rows)

    def printed(self, answer: object, spec: GroupSpec, paper: Paper) -> Printed:
        """A table while it is narrow; else one paragraph for each row."""
        group = group_table(answer, spec)
        if not group.rows:
            return super().printed(answer, spec, paper)
        headings = [paper.words(heading) for heading in group.headings]
        is_narrow = all(len(cell) <= LONGEST_CELL for _title, cells in group.rows for cell in cells)
        if is_narrow and len(headings) < MOST_COLUMNS:
            rows = [{"title": title, "cells": [paper.said(cell) for cell in cells]} for title, cells in group.rows]
            return {"form": "table", "headings": [paper.words(spec["item"]), *headings], "rows": rows}
        return {
            "form": "records",
            "rows": [
                {
                    "title": title,
                    "answers": [
                        (heading, paper.said(cell) if cell else paper.read(gettext("Not provided")))
                        for heading, cell in zip(headings, cells, strict=True)
                    ],
                }
                for title, cells in group.rows
            ],
        }

    def columns(self, spec: GroupSpec) -> list[str]:
        """Those of each question. A cell has the answers of all rows, one under the other."""
        return [
            f"{spec['label']} – {heading}"
            for question in spec["questions"]
            for heading in question_for(question).columns(question)
        ]

    def column_keys(self, spec: GroupSpec) -> list[str]:
        return [
            f"{question['key']} {name}"
            for question in spec["questions"]
            for name in question_for(question).column_keys(question)
        ]

    def cells(self, answer: object, spec: GroupSpec) -> list[str]:
        cells: list[str] = []
        for question in spec["questions"]:
            kind = question_for(question)
            by_row = [kind.cells(row.get(question["key"]), question) for row in _rows(answer)]
            cells += ["\n".join(texts) for texts in zip(*by_row, strict=True)] or [""] * len(kind.columns(question))
        return cells

    def wording(self, spec: GroupSpec) -> dict[str, str]:
        """Each question's texts follow its key."""
        texts = {
            f"{question['key']}:{name}": text
            for question in spec["questions"]
            for name, text in question_for(question).wording(question).items()
        }
        button = {"add_label": spec["add_label"]} if spec["add_label"] else {}
        return {"label": spec["label"], "item": spec["item"], **button, **texts}

    def problems(self, spec: GroupSpec) -> list[str]:
        found = [
            gettext("%(label)s: %(value)s") % {"label": question["label"], "value": problem}
            for question in spec["questions"]
            for problem in [*question_for(question).problems(question), *_repetitions(question)]
        ]
        earlier = earlier_of(spec["questions"])
        found += [
            gettext("%(label)s: %(value)s")
            % {
                "label": question["label"],
                "value": gettext("no date is asked before it that it could be compared with."),
            }
            for question in spec["questions"]
            if question.get("compared") and question["key"] not in earlier
        ]
        if not spec["questions"]:
            found.append(gettext("The group has no question."))
        if spec["minimum"] > spec["maximum"]:
            found.append(gettext("The least number of rows is above the largest."))
        return found


@dataclass(frozen=True)
class GroupTable:
    """An answered group: a heading for each of its questions, and a title and a cell for each of its rows."""

    headings: list[str]
    rows: list[tuple[str, list[str]]]


def group_table(answer: object, spec: GroupSpec) -> GroupTable:
    """The stored answer in words, in the language of ``spec``; without rows where there is none."""
    questions = spec["questions"]
    return GroupTable(
        [question["label"] for question in questions],
        [
            (
                row_title(spec, index),
                [question_for(question).shown(row.get(question["key"]), question) for question in questions],
            )
            for index, row in enumerate(_rows(answer), 1)
        ],
    )


def _repetitions(question: Spec) -> list[str]:
    labels = repeated(question.get("options", []))
    return [gettext("Two options say “%(label)s”.") % {"label": label} for label in labels]


def _simple_blocks() -> list[tuple[str, blocks.StructBlock]]:
    """The blocks of the simple kinds, without what only a question of a step has: privacy, conditions, an owner."""
    return [
        (kind, _without_settings(type(block))) for kind, block in question_blocks(lambda question: question.is_simple)
    ]


def _without_settings(block: type[QuestionBlock]) -> blocks.StructBlock:
    return type(f"{block.__name__}InGroup", (block,), dict.fromkeys((*QuestionBlock.settings, "whose")))()


def _rows(answer: object) -> list[dict[str, object]]:
    return [row for row in answer if isinstance(row, dict)] if isinstance(answer, list) else []
