import json
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import (
    Details,
    FileLimits,
    FilesSpec,
    Question,
    QuestionBlock,
    Source,
    field_arguments,
)
from applications.questions.printing import Paper, Printed
from applications.questions.registry import question_kind
from applications.uploads.refusals import TOO_MANY_FILES
from applications.uploads.sizes import MEGABYTE, readable_size
from applications.uploads.types import Group, accepted_by_browser, names_of, types_of
from applications.uploads.verdicts import Scan

MOST_FILES = 10
FACTS = ("id", "name", "size", "type")


class FilesBlock(QuestionBlock):
    groups = blocks.MultipleChoiceBlock(
        Group.choices,
        label=_("What may be sent"),
        default=[Group.DOCUMENTS, Group.IMAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    max_mb = blocks.IntegerBlock(
        label=_("Largest size of a file, in MB"), default=10, min_value=1, max_value=settings.ATTACHMENT_MAX_MB
    )
    max_files = blocks.IntegerBlock(label=_("Number of files"), default=1, min_value=1, max_value=MOST_FILES)

    class Meta:
        icon = "doc-full"
        label = _("Files")


def facts_of(values: Any) -> list[dict[str, Any]]:
    """What a draft says of the files that it keeps: one JSON text per file, with id, name, size, type and scan state.

    What is no such text is left out: an applicant cannot write it, but nobody should fall over it.
    """
    read = [_facts(value) for value in values or []]
    return [facts for facts in read if facts]


def _facts(value: Any) -> dict[str, Any] | None:
    try:
        facts = json.loads(value)
        if not isinstance(facts["name"], str) or not isinstance(facts["type"], str) or type(facts["size"]) is not int:
            return None
        return {**{name: facts[name] for name in FACTS}, "id": str(uuid.UUID(facts["id"])), "scan": facts.get("scan")}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


class FilesInput(forms.FileInput):
    """The browser's own input. What it sends is kept before the form is read; its value is the facts."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name) or []

    def use_required_attribute(self, initial: object) -> bool:
        return False  # what is required may be kept already

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class FilesField(forms.Field):
    """Cleans to a list of facts, without the scan state, which changes."""

    widget = FilesInput
    default_error_messages = {
        "infected": _("A virus was found in “%(name)s”: the file is refused. Remove it, and choose another one."),
    }

    def __init__(self, *, max_files: int, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.max_files = max_files

    def to_python(self, value: object) -> list[dict[str, object]]:
        return facts_of(value)

    def validate(self, value: list[dict[str, object]]) -> None:
        super().validate(value)
        for facts in value:
            if facts["scan"] == Scan.INFECTED:
                raise ValidationError(self.error_messages["infected"], code="infected", params=facts)
        if len(value) > self.max_files:
            raise ValidationError(TOO_MANY_FILES, code="count", params={**value[-1], "limit": self.max_files})

    def clean(self, value: object) -> list[dict[str, object]]:
        return [{name: facts[name] for name in FACTS} for facts in super().clean(value)]


@question_kind
class Files(Question[FilesSpec]):
    """Files that go with an application. They are kept in private when they are sent; the answer is what they are."""

    kind = "files"
    order = 60
    staff_template = "applications/questions/answers/staff_files.html"
    template = "applications/questions/files.html"
    takes_files = True

    def block(self) -> blocks.StructBlock:
        return FilesBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {"groups": list(value["groups"]), "max_mb": value["max_mb"], "max_files": value["max_files"]}

    def field(self, spec: FilesSpec) -> forms.Field:
        attributes = {"accept": accepted_by_browser(types_of(spec["groups"])), "multiple": spec["max_files"] > 1}
        when_empty = _("Choose a file") if spec["max_files"] == 1 else _("Choose at least one file")
        arguments = field_arguments(spec, when_empty=when_empty)
        arguments["help_text"] = " ".join(filter(None, [spec["hint"], limits(spec)]))
        return FilesField(max_files=spec["max_files"], widget=FilesInput(attrs=attributes), **arguments)

    def shown(self, answer: Any, spec: FilesSpec) -> str:
        return "\n".join(f"{facts['name']} ({readable_size(facts['size'])})" for facts in _kept(answer))

    def printed(self, answer: object, spec: FilesSpec, paper: Paper) -> Printed:
        return {"form": "files", "files": printed_files(answer)}

    def problems(self, spec: FilesSpec) -> list[str]:
        return [] if types_of(spec["groups"]) else [gettext("Choose at least one kind of file that may be sent.")]


def printed_files(answer: Any) -> list[dict[str, str]]:
    """The files that an answer names, for a document."""
    return [
        {"name": str(facts.get("name") or ""), "size": readable_size(int(facts.get("size") or 0))}
        for facts in _kept(answer)
    ]


def _kept(answer: Any) -> list[dict[str, Any]]:
    """The facts of an answer as stored; none for what is none, such as the value of a condition."""
    return [facts for facts in answer if isinstance(facts, dict)] if isinstance(answer, list) else []


def limits(spec: FileLimits) -> str:
    """What may be sent, in one sentence: “PDF or JPEG, 5 MB at most.”"""
    kinds, size = names_of(types_of(spec["groups"])), readable_size(spec["max_mb"] * MEGABYTE)
    if spec["max_files"] == 1:
        return gettext("%(kinds)s, %(size)s at most.") % {"kinds": kinds, "size": size}
    words = ngettext(
        "%(number)s file at most: %(kinds)s, %(size)s each.",
        "%(number)s files at most: %(kinds)s, %(size)s each.",
        spec["max_files"],
    )
    return words % {"number": spec["max_files"], "kinds": kinds, "size": size}
