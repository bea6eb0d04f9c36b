from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import Question, QuestionBlock, Role, Spec, field_arguments
from applications.questions.fields import UncutField, is_readable
from applications.questions.registry import question_kind
from users.email_addresses import fold_email

WRONG = _("Type an address such as name@example.org")


class EmailBlock(QuestionBlock):
    class Meta:
        icon = "mail"
        label = _("E-mail address")


class LowerCaseEmailField(UncutField, forms.EmailField):
    """In lower case before it is checked: some letters grow, and what is checked must be what is stored."""

    default_validators = [EmailValidator(WRONG)]

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str | None) or (value and not is_readable(value)):
            raise ValidationError(WRONG, code="invalid")
        return super().to_python(fold_email(value) if value else value)


@question_kind
class Email(Question[Spec]):
    """An e-mail address. The first one of a form is where its applicant is written to."""

    kind = "email"
    order = 30
    is_simple = True

    def block(self) -> blocks.StructBlock:
        return EmailBlock()

    def role(self, spec: Spec) -> Role:
        return Role.CONTACT_EMAIL

    def field(self, spec: Spec) -> forms.Field:
        widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
        return LowerCaseEmailField(
            widget=widget, max_length=254, **field_arguments(spec, when_empty=_("Type an e-mail address"))
        )
