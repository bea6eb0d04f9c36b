"""What a kind of question must know."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

Spec = dict[str, Any]
"""One question as it was published in one language: key, kind, label, hint, required, and what its kind adds."""


class QuestionBlock(blocks.StructBlock):
    """What an editor says of every question."""

    label = blocks.CharBlock(label=_("Question"), max_length=250)
    hint = blocks.CharBlock(label=_("Hint"), required=False, max_length=300, help_text=_("One sentence, shown below."))
    required = blocks.BooleanBlock(label=_("An answer is required"), required=False, default=True)


class Question(ABC):
    """One kind of question: the editor's block, the applicant's field, the answer as stored and as shown."""

    kind: ClassVar[str]
    order: ClassVar[int]

    @abstractmethod
    def block(self) -> blocks.StructBlock:
        """What the editor fills in."""

    def details(self, value: Any) -> Spec:
        """What this kind adds to a spec; ``value`` is the editor's block."""
        return {}

    def spec(self, key: str, value: Any) -> Spec:
        """The question as it is published: plain data, apart from the page it came from."""
        return {
            "key": key,
            "kind": self.kind,
            "label": value["label"],
            "hint": value.get("hint") or "",
            "required": bool(value.get("required", True)),
            **self.details(value),
        }

    @abstractmethod
    def field(self, spec: Spec) -> forms.Field:
        """The form field that asks the question."""

    def stored(self, cleaned: Any) -> Any:
        """The answer as JSON."""
        return cleaned

    def shown(self, answer: Any, spec: Spec) -> str:
        """The answer in words, in the language of the spec; empty when there is none."""
        return str(answer or "")


def field_arguments(spec: Spec, *, when_empty: Any = None) -> dict[str, Any]:
    """What every field takes from its spec. ``when_empty`` is what one reads who left it empty."""
    return {
        "label": spec["label"],
        "help_text": spec["hint"],
        "required": spec["required"],
        "error_messages": {"required": when_empty or _("Answer this question")},
    }
