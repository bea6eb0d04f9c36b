import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat
from wagtail import blocks

from applications.questions.base import QuestionBlock, field_arguments
from applications.questions.fields import OneLineField
from applications.questions.registry import question_kind
from applications.questions.whose import OwnedQuestion, OwnedSpec, token_of, whose_block

REGIONS = ("FR", "CA")
OVERSEAS = {
    "GP": ("590", "690", "691"),  # with Saint-Barthélemy and Saint-Martin
    "MQ": ("596", "696", "697"),
    "GF": ("594", "694"),
    "RE": ("262", "263", "692", "693"),
    "YT": ("269", "639"),
    "PM": ("508", "708"),
}
"""The regions of France that have a country code of their own and are dialled from all of it with ten digits, by what
follows the zero in the French numbering plan. The Pacific ones have no such numbers: theirs come with the code."""
NEAR = frozenset({*REGIONS, *OVERSEAS, "BL", "MF"} - {"PM"})
"""Shown as one dials them there; a number of Saint-Pierre-et-Miquelon without its code is too short to know."""
FRANCE = phonenumbers.country_code_for_region("FR")
EXTENSION = ";ext="


class PhoneBlock(QuestionBlock):
    whose = whose_block()

    class Meta:
        icon = "mobile-alt"
        label = _("Phone number")


def parse_phone(text: str) -> PhoneNumber | None:
    """The number that somebody typed as one does in France or in Canada, or with a country code; None for none."""
    typed = " ".join(text.split()).lower().replace("poste", "ext")
    for region in REGIONS:
        try:
            number = phonenumbers.parse(typed, region)
        except NumberParseException:
            continue
        number = _overseas(number) or number
        if phonenumbers.is_valid_number(number):
            return number
    return None


def _overseas(number: PhoneNumber) -> PhoneNumber | None:
    """The number of an overseas region that was typed as one of France; None for any other.

    Some of them can be numbers of mainland France by their form alone, under which nobody would answer.
    """
    if number.country_code != FRANCE:
        return None
    digits = phonenumbers.national_significant_number(number)
    region = next((region for region, beginnings in OVERSEAS.items() if digits.startswith(beginnings)), None)
    if region is None:
        return None
    code = phonenumbers.country_code_for_region(region)
    for national in (digits, digits.removeprefix(str(code))):
        found = PhoneNumber(country_code=code, national_number=int(national), extension=number.extension)
        if phonenumbers.is_valid_number(found):
            return found
    return None


def canonical(number: PhoneNumber) -> str:
    """E.164, with the extension as in a ``tel:`` address where there is one."""
    text = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{text}{EXTENSION}{number.extension}" if number.extension else text


class PhoneField(OneLineField):
    def clean(self, value: object) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = parse_phone(text)
        if number is None:
            raise ValidationError(_("Type a phone number, such as 04 76 00 00 00 or +1 514 555 0100"))
        return canonical(number)


@question_kind
class Phone(OwnedQuestion[OwnedSpec]):
    """A phone number, in E.164. Those of France and Canada are shown as one dials them there."""

    kind = "phone"
    order = 32
    is_simple = True

    def block(self) -> blocks.StructBlock:
        return PhoneBlock()

    def field(self, spec: OwnedSpec) -> forms.Field:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": token_of(spec, "tel"), "inputmode": "tel"})
        return PhoneField(widget=widget, **field_arguments(spec, when_empty=_("Type a phone number")))

    def shown(self, answer: object, spec: OwnedSpec) -> str:
        text = str(answer or "")
        number = parse_phone(text)
        if number is None:
            return text
        is_near = phonenumbers.region_code_for_number(number) in NEAR
        form = PhoneNumberFormat.NATIONAL if is_near else PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, form)
