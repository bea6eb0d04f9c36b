import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fr import siren, siret
from wagtail import blocks

from applications.questions.base import Details, QuestionBlock, Role, Source, field_arguments
from applications.questions.fields import OneLineField
from applications.questions.parts import PartError, PartsField, texts
from applications.questions.registry import question_kind
from applications.questions.whose import OwnedQuestion, OwnedSpec, token_of, whose_block


class OrganisationSpec(OwnedSpec):
    forms: list[str]
    registers: list[str]
    unregistered: bool


class LegalForm(models.TextChoices):
    """What an organisation is in law, in the words of France and of Québec."""

    ASSOCIATION = "association", _("Association or non-profit organisation")
    MUNICIPALITY = "municipality", _("Municipality")
    INTERMUNICIPAL = "intermunicipal", _("Group of municipalities")
    PUBLIC = "public", _("Other public body")
    SCHOOL = "school", _("School or university")
    COOPERATIVE = "cooperative", _("Cooperative")
    FOUNDATION = "foundation", _("Foundation or endowment fund")
    COMPANY = "company", _("Company")
    SOLE_TRADER = "sole_trader", _("Self-employed person")
    GROUP = "group", _("Group of residents, without a legal form")
    OTHER = "other", pgettext_lazy("legal form", "Other")


class Register(models.TextChoices):
    """Where an organisation is registered: what its number is."""

    SIRET = "siret", _("SIRET number (France, 14 digits)")
    SIREN = "siren", _("SIREN number (France, 9 digits)")
    RNA = "rna", _("RNA number (French associations, W and 9 digits)")
    NEQ = "neq", _("NEQ (Québec, 10 digits)")
    OTHER = "other", _("Another register, or another country’s")


NONE = "none"
REGISTRATION = pgettext_lazy("of an organisation", "Registration")
SHORT_NAMES = {
    Register.SIRET: "SIRET",
    Register.SIREN: "SIREN",
    Register.RNA: "RNA",
    Register.NEQ: "NEQ",
    Register.OTHER: "",
}
# Overseas and in Corsica the department has a letter: W9R1…, W2A1…
_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
# The first two digits tell a legal person, a sole trader, a partnership or a public body.
_NEQ = re.compile(r"(?:11|22|33|88)[0-9]{8}")
PARTS = ["name", "form", "register", "number"]


class OrganisationBlock(QuestionBlock):
    forms = blocks.MultipleChoiceBlock(
        LegalForm.choices, label=_("Legal forms"), required=False, help_text=_("Those to choose from. None: all.")
    )
    registers = blocks.MultipleChoiceBlock(
        Register.choices,
        label=_("Registration numbers"),
        required=False,
        help_text=_("Those to choose from. None: all."),
    )
    unregistered = blocks.BooleanBlock(
        label=_("It may be not registered yet"),
        required=False,
        default=True,
        help_text=_("Then the name and the legal form are enough."),
    )

    whose = whose_block()

    class Meta:
        icon = "group"
        label = _("Organisation")


def _checked_by(validate: Callable[[str], str], number: str) -> bool:
    try:
        validate(number)
    except NumberError:
        return False
    return True


def is_number_of(register: str, number: str) -> bool:
    """Whether a compact number can be one of a register: its length, its letters, its check digit where it has one."""
    if not number.isascii():
        return False
    match register:
        case Register.SIRET:
            return _checked_by(siret.validate, number)
        case Register.SIREN:
            return _checked_by(siren.validate, number)
        case Register.RNA:
            return bool(_RNA.fullmatch(number))
        case Register.NEQ:
            return bool(_NEQ.fullmatch(number))
        case Register.OTHER:
            return False  # nobody here can tell, so it makes nobody known
    return False


class OrganisationField(PartsField):
    """A number is wanted from who is registered; typed by who is not, it is left out."""

    def combined(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        register = cleaned["register"]
        if register == NONE:
            return {**cleaned, "number": ""}
        number = re.sub(r"[\s.\-]", "", cleaned["number"]).upper()
        names = {"register": SHORT_NAMES[Register(register)]}
        if register == Register.OTHER:
            if not cleaned["number"]:
                raise PartError(gettext("Type the number, and the register that it is from"), "number")
            return cleaned
        if not number:
            raise PartError(gettext("Type the %(register)s number") % names, "number")
        if not is_number_of(register, number):
            raise PartError(gettext("Check the %(register)s number: a character is wrong or missing") % names, "number")
        return {**cleaned, "number": number}


@question_kind
class Organisation(OwnedQuestion[OrganisationSpec]):
    """Who applies: name, legal form, number in a register. Stored by part; the number without spaces."""

    kind = "organisation"
    order = 52
    template = "applications/questions/parts.html"

    def block(self) -> blocks.StructBlock:
        return OrganisationBlock()

    def details(self, value: Any, source: Source) -> Details:
        return {
            "forms": [form for form in LegalForm.values if form in (value.get("forms") or LegalForm.values)],
            "registers": [name for name in Register.values if name in (value.get("registers") or Register.values)],
            "unregistered": bool(value.get("unregistered", True)),
            **super().details(value, source),
        }

    def role(self, spec: OrganisationSpec) -> Role:
        return Role.ORGANISATION

    def field(self, spec: OrganisationSpec) -> forms.Field:
        legal_forms = [(form, LegalForm(form).label) for form in spec["forms"] if form in LegalForm.values]
        registers = [(name, Register(name).label) for name in spec["registers"] if name in Register.values]
        if spec.get("unregistered"):
            registers.append((NONE, _("Not registered yet")))
        parts = {
            "name": OneLineField(
                label=_("Name"),
                error_messages={"required": _("Type the name of the organisation")},
                widget=forms.TextInput(attrs={"autocomplete": token_of(spec, "organization")}),
            ),
            "form": _select(_("Legal form"), legal_forms, _("Choose a legal form")),
            "register": _select(REGISTRATION, registers, _("Choose how it is registered")),
            "number": OneLineField(
                label=_("Registration number"),
                required=False,
                max_length=40,
                help_text=_("Leave it empty if it is not registered yet.") if spec.get("unregistered") else "",
                widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            ),
        }
        return OrganisationField(parts, **field_arguments(spec))

    def shown(self, answer: object, spec: OrganisationSpec) -> str:
        name, form, *registration = self.cells(answer, spec)
        return "\n".join(filter(None, [name, form, " ".join(filter(None, registration))]))

    def columns(self, spec: OrganisationSpec) -> list[str]:
        labels = [_("Name"), _("Legal form"), REGISTRATION, _("Registration number")]
        return [f"{spec['label']} – {label}" for label in labels]

    def cells(self, answer: object, spec: OrganisationSpec) -> list[str]:
        parts = texts(answer, PARTS)
        legal_form = dict(LegalForm.choices).get(parts["form"], parts["form"])
        registers = {**{str(name): short for name, short in SHORT_NAMES.items()}, NONE: gettext("Not registered yet")}
        return [parts["name"], str(legal_form), registers.get(parts["register"], ""), parts["number"]]


def _select(label: Any, options: list[tuple[str, Any]], when_empty: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", "—"), *options],
        error_messages={"required": when_empty, "invalid_choice": when_empty},
    )
