"""The applicant's form, made of the specs of a page's steps."""

from dataclasses import dataclass
from typing import Any

from django import forms

from applications.questions import question_for


@dataclass(frozen=True)
class Asked:
    """A bound field beside the spec of its question, for templates."""

    field: forms.BoundField
    spec: dict[str, Any]

    @property
    def typed(self) -> str:
        """What was sent, in words, whether it is right or not."""
        value = self.field.value()
        return question_for(self.spec).shown(value, self.spec) or str(value or "")


@dataclass(frozen=True)
class ErrorLink:
    id: str
    label: str
    message: str


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    introduction: str
    questions: list[Asked]


class ApplicationForm(forms.Form):
    """One field per question, named by the question's key."""

    use_required_attribute = False

    def __init__(self, steps: list[dict[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps
        for spec in self.specs():
            field = question_for(spec).field(spec)
            field.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without a word
            self.fields[spec["key"]] = field

    def specs(self) -> list[dict[str, Any]]:
        return [spec for step in self.steps for spec in step["questions"]]

    def sections(self) -> list[Section]:
        return [
            Section(
                step["key"],
                step["title"],
                step["introduction"],
                [Asked(self[spec["key"]], spec) for spec in step["questions"]],
            )
            for step in self.steps
        ]

    def error_links(self) -> list[ErrorLink]:
        """For the error summary: where each field at fault is, and the message that stands beside it."""
        return [
            ErrorLink(self._first_input_id(name), str(self[name].label), str(message))
            for name, messages in self.errors.items()
            if name in self.fields
            for message in messages
        ]

    def _first_input_id(self, name: str) -> str:
        """The id of what takes the focus: in a group, its first input."""
        field = self[name]
        return str(field.subwidgets[0].id_for_label if field.use_fieldset else field.id_for_label)

    def answers(self) -> dict[str, Any]:
        """The answers as JSON, by question key. Only for a valid form."""
        return {spec["key"]: question_for(spec).stored(self.cleaned_data[spec["key"]]) for spec in self.specs()}

    def first_answer(self, kind: str, **details: Any) -> str:
        """The first answer to a question of a kind whose spec has these details; empty when there is none."""
        for spec in self.specs():
            if spec["kind"] == kind and details.items() <= spec.items() and self.cleaned_data[spec["key"]]:
                return str(self.cleaned_data[spec["key"]])
        return ""
