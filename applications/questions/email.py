from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import (
    DoubtError,
    QuestionBlock,
    Role,
    field_arguments,
)
from applications.questions.fields import UncutField, is_readable
from applications.questions.misspelt_addresses import likely_address
from applications.questions.registry import question_kind
from applications.questions.whose import OwnedQuestion, OwnedSpec, token_of, whose_block
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
class Email(OwnedQuestion[OwnedSpec]):
    """An e-mail address. The first one of a form is where its applicant is written to."""

    kind = "email"
    order = 30
    is_simple = True

    def block(self) -> blocks.StructBlock:
        return EmailBlock()

    template = "applications/questions/email.html"

    def role(self, spec: OwnedSpec) -> Role:
        return Role.CONTACT_EMAIL

    def doubts(self, spec: OwnedSpec, data: Mapping[str, Any], name: str) -> list[DoubtError]:
        return doubts_about(data, name)

    def field(self, spec: OwnedSpec) -> forms.Field:
        widget = forms.EmailInput(attrs={"autocomplete": token_of(spec, "email"), "spellcheck": "false"})
        return LowerCaseEmailField(
            widget=widget, max_length=254, **field_arguments(spec, when_empty=_("Type an e-mail address"))
        )
