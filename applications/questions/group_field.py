"""The field that asks the same few questions several times: one row for each member, partner, place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext

from applications.questions.base import Question, Spec
from applications.questions.rows import PLACEHOLDER, RowError, Rows, described_by, first_input_id


def kind_of(spec: Spec) -> Question:
    """The kind of a question of the group. Kinds are known once all their modules are read: a group is one of them."""
    from applications.questions import question_for

    return question_for(spec)


def rows_of(spec: Spec, name: str) -> Rows:
    most = max(spec["maximum"], 1)
    return Rows(prefix=name, least=min(max(spec["minimum"], 1), most), most=most)


def row_title(spec: Spec, place: int | str) -> str:
    return f"{spec['item']} {place}"


def is_blank(value: Any) -> bool:
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

    def __init__(self, spec: Spec, fields: dict[str, forms.Field]) -> None:
        super().__init__()
        self.spec = spec
        self.fields = fields

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, Any]]:
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

    def __init__(self, spec: Spec, **arguments: Any) -> None:
        self.fields = {question["key"]: kind_of(question).field(question) for question in spec["questions"]}
        super().__init__(widget=GroupWidget(spec, self.fields), **arguments)
        self.spec = spec

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        return BoundGroup(form, self, field_name)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The rows as they are stored: dicts of the questions' answers, by key.

        Raises ``ValidationError`` with a ``RowError`` for each question at fault.
        """
        rows = value if isinstance(value, list) else []
        errors: list[RowError] = []
        answers = [
            self._row(row, place, errors)
            for place, row in enumerate(rows, 1)
            if not all(is_blank(typed) for typed in row["typed"].values())
        ]
        if not answers and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        errors += self._faults_of_count(len(answers))
        if errors:
            raise ValidationError(errors)
        return answers

    def _row(self, row: dict[str, Any], place: int, errors: list[RowError]) -> dict[str, Any]:
        answers = {}
        for question in self.spec["questions"]:
            key, field = question["key"], self.fields[question["key"]]
            try:
                answers[key] = kind_of(question).stored(field.clean(row["typed"][key]))
            except ValidationError as error:
                name = f"{self.spec['key']}-{row['number']}-{key}"
                words = {"row": row_title(self.spec, place), "question": question["label"]}
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

    def __init__(self, spec: Spec, *args: Any, is_silent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_silent = is_silent
        for question in spec["questions"]:
            self.fields[question["key"]] = kind_of(question).field(question)

    def full_clean(self) -> None:
        if self.is_silent:
            self._errors = forms.utils.ErrorDict()
        else:
            super().full_clean()


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
            return [self._row(row["number"], place, self._is_silent(row)) for place, row in enumerate(value, 1)]
        return [self._row(number, place) for place, number in enumerate(self.limits.numbers({}), 1)]

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

    def _row(self, number: str, place: int, is_silent: bool = True) -> GroupRow:
        spec, prefix = self.field.spec, f"{self.html_name}-{number}"
        data = self.form.data if self.form.is_bound else None
        form = RowForm(spec, data, prefix=prefix, is_silent=is_silent)
        questions = [RowQuestion(form[question["key"]], question) for question in spec["questions"]]
        return GroupRow(prefix, number, row_title(spec, place), questions)
