from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Details, QuestionBlock, Source, field_arguments
from applications.questions.fields import OneLineField
from applications.questions.parts import PartError, PartsField, texts
from applications.questions.postal_codes import AS_IN_FRANCE, EXAMPLES, WITHOUT, checked_code, country_code
from applications.questions.registry import question_kind
from applications.questions.whose import OwnedQuestion, OwnedSpec, token_of, whose_block

# Label, what is said when it is missing (empty: it may be), autocomplete token, length.
PARTS = {
    "line1": (_("Street and number"), _("Type the street and number"), "address-line1", 250),
    "line2": (_("Building, floor, place name"), "", "address-line2", 250),
    "postal_code": (_("Postal code"), _("Type the postal code"), "postal-code", 12),
    "town": (_("Town"), _("Type the town"), "address-level2", 120),
    "country": (_("Country"), "", "country-name", 80),
}


class AddressSpec(OwnedSpec):
    country: bool


class AddressBlock(QuestionBlock):
    country = blocks.BooleanBlock(
        label=_("Ask for the country"), required=False, help_text=_("It may be left empty in any case.")
    )
    whose = whose_block()

    class Meta:
        icon = "home"
        label = _("Postal address")


class AddressField(PartsField):
    """A postal code is checked and written as its country does; none is asked for where there are none."""

    def _clean_parts(self, typed: dict[str, object]) -> tuple[dict[str, object], list[PartError]]:
        cleaned, errors = super()._clean_parts(typed)
        if "postal_code" in cleaned:
            try:
                cleaned["postal_code"] = _postal_code(str(cleaned["postal_code"]), str(cleaned.get("country") or ""))
            except PartError as error:
                errors.append(error)
        names = list(self.parts)
        return cleaned, sorted(errors, key=lambda error: names.index(error.parts[0]))


def _postal_code(typed: str, country: str) -> str:
    code = country_code(country)
    if not typed:
        if code in WITHOUT:
            return ""
        raise PartError(_("Type the postal code"), "postal_code")
    if country and not code:
        return typed  # a country that nobody here knows: its people know their codes
    try:
        return checked_code(typed, code)
    except ValidationError:
        example = EXAMPLES.get("FR" if code in AS_IN_FRANCE else code, "")
        if example:
            message = gettext("Check the postal code: it is written as in %(example)s") % {"example": example}
        elif code:
            message = gettext("Check the postal code: it is not one of the country that you typed")
        else:
            message = gettext("Check the postal code: it is written as in 38000, or as in J1H 5H9")
        raise PartError(message, "postal_code") from None


@question_kind
class Address(OwnedQuestion[AddressSpec]):
    """A postal address. Stored by part; one that was left empty is an empty text."""

    kind = "address"
    order = 50
    template = "applications/questions/parts.html"

    def block(self) -> blocks.StructBlock:
        return AddressBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {**super().details(value, source), "country": bool(value.get("country"))}

    def parts(self, spec: AddressSpec) -> list[str]:
        return [name for name in PARTS if name != "country" or spec.get("country")]

    def field(self, spec: AddressSpec) -> forms.Field:
        parts = {name: _part(name, spec) for name in self.parts(spec)}
        return AddressField(parts, optional=["line2", "country"], **field_arguments(spec))

    def shown(self, answer: object, spec: AddressSpec) -> str:
        parts = texts(answer, self.parts(spec))
        town = " ".join(filter(None, [parts["postal_code"], parts["town"]]))
        return "\n".join(filter(None, [parts["line1"], parts["line2"], town, parts.get("country", "")]))

    def columns(self, spec: AddressSpec) -> list[str]:
        return [f"{spec['label']} – {PARTS[name][0]}" for name in self.parts(spec)]

    def cells(self, answer: object, spec: AddressSpec) -> list[str]:
        return list(texts(answer, self.parts(spec)).values())


def _part(name: str, spec: AddressSpec) -> forms.Field:
    label, when_empty, token, length = PARTS[name]
    return OneLineField(
        label=label,
        required=bool(when_empty) and name != "postal_code",
        max_length=length,
        error_messages={"required": when_empty},
        widget=forms.TextInput(attrs={"autocomplete": token_of(spec, token)}),
    )
