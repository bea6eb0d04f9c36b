from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, Question, QuestionBlock, Source, Spec, field_arguments
from applications.questions.fields import OneLineField
from applications.questions.parts import PartsField, texts
from applications.questions.registry import question_kind

# Label, what is said when it is missing (empty: it may be), autocomplete token, length.
PARTS = {
    "line1": (_("Street and number"), _("Type the street and number"), "address-line1", 250),
    "line2": (_("Building, floor, place name"), "", "address-line2", 250),
    "postal_code": (_("Postal code"), _("Type the postal code"), "postal-code", 12),
    "town": (_("Town"), _("Type the town"), "address-level2", 120),
    "country": (_("Country"), "", "country-name", 80),
}


class AddressSpec(Spec):
    country: bool


class AddressBlock(QuestionBlock):
    country = blocks.BooleanBlock(
        label=_("Ask for the country"), required=False, help_text=_("It may be left empty in any case.")
    )

    class Meta:
        icon = "home"
        label = _("Postal address")


@question_kind
class Address(Question[AddressSpec]):
    """A postal address. Stored by part; one that was left empty is an empty text."""

    kind = "address"
    order = 50
    template = "applications/questions/parts.html"

    def block(self) -> blocks.StructBlock:
        return AddressBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {"country": bool(value.get("country"))}

    def parts(self, spec: AddressSpec) -> list[str]:
        return [name for name in PARTS if name != "country" or spec.get("country")]

    def field(self, spec: AddressSpec) -> forms.Field:
        parts = {name: _part(name) for name in self.parts(spec)}
        return PartsField(parts, optional=["line2", "country"], **field_arguments(spec))

    def shown(self, answer: object, spec: AddressSpec) -> str:
        parts = texts(answer, self.parts(spec))
        town = " ".join(filter(None, [parts["postal_code"], parts["town"]]))
        return "\n".join(filter(None, [parts["line1"], parts["line2"], town, parts.get("country", "")]))

    def columns(self, spec: AddressSpec) -> list[str]:
        return [f"{spec['label']} – {PARTS[name][0]}" for name in self.parts(spec)]

    def cells(self, answer: object, spec: AddressSpec) -> list[str]:
        return list(texts(answer, self.parts(spec)).values())


def _part(name: str) -> forms.Field:
    label, when_empty, token, length = PARTS[name]
    return OneLineField(
        label=label,
        required=bool(when_empty),
        max_length=length,
        error_messages={"required": when_empty},
        widget=forms.TextInput(attrs={"autocomplete": token}),
    )
