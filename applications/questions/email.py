from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import (
    Details,
    DoubtError,
    Question,
    QuestionBlock,
    Role,
    Source,
    field_arguments,
)
from applications.questions.fields import UncutField, is_readable
from applications.questions.misspelt_addresses import likely_address
from applications.questions.registry import question_kind
from applications.questions.whose import OwnedSpec, of_somebody_else, token_of, whose_block
from users.email_addresses import fold_email

WRONG = _("Type an address such as name@example.org")


ASKED = "_asked"
"""What ends the name of the input that says which address was asked about already."""


class EmailBlock(QuestionBlock):
    whose = whose_block()

    class Meta:
        icon = "mail"
        label = _("E-mail address")


def doubts_about(data: Mapping[str, Any], name: str) -> list[DoubtError]:
    """What is asked about the address that an input of this name holds. About each address it is asked once."""
    typed = fold_email(str(data.get(name) or ""))
    meant = likely_address(typed)
    if not meant or fold_email(str(data.get(name + ASKED) or "")) == typed:
        return []
    return [
        DoubtError(gettext("Did you mean %(address)s? If yours is right, leave it and go on.") % {"address": meant})
    ]


class LowerCaseEmailField(UncutField, forms.EmailField):
    """In lower case before it is checked: some letters grow, and what is checked must be what is stored."""

    default_validators = [EmailValidator(WRONG)]

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str | None) or (value and not is_readable(value)):
            raise ValidationError(WRONG, code="invalid")
        return super().to_python(fold_email(value) if value else value)


@question_kind
class Email(Question[OwnedSpec]):
    """An e-mail address. The first one of a form is where its applicant is written to."""

    kind = "email"
    order = 30
    is_simple = True
    is_personal = True

    def block(self) -> blocks.StructBlock:
        return EmailBlock()

    template = "applications/questions/email.html"

    def details(self, value: Any, source: Source) -> Details:
        return {"whose": str(value.get("whose") or "")}

    def role(self, spec: OwnedSpec) -> Role:
        return Role.CONTACT_EMAIL

    def of_somebody_else(self, spec: OwnedSpec) -> OwnedSpec:
        return of_somebody_else(spec)

    def doubts(self, spec: OwnedSpec, data: Mapping[str, Any], name: str) -> list[DoubtError]:
        return doubts_about(data, name)

    def field(self, spec: OwnedSpec) -> forms.Field:
        widget = forms.EmailInput(attrs={"autocomplete": token_of(spec, "email"), "spellcheck": "false"})
        return LowerCaseEmailField(
            widget=widget, max_length=254, **field_arguments(spec, when_empty=_("Type an e-mail address"))
        )
