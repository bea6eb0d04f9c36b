"""Fields of one line and of several, which refuse what no database or page can hold."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.questions.base import ONE_LINE
from home.characters import one_line

UNREADABLE = _("Type it again: some characters cannot be read")


class UncutField(forms.CharField):
    """Says what is too long. With a ``maxlength`` a browser would cut what is pasted, without a word."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, object]:
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class PlainTextField(UncutField):
    """Text whose every character can be stored and shown: no NUL, no half of a character."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str | None):
            raise ValidationError(UNREADABLE, code="unreadable")
        text = super().to_python(value)
        if text and not is_readable(text):
            raise ValidationError(UNREADABLE, code="unreadable")
        return text


class OneLineField(PlainTextField):
    """One line as it is seen: controls and line breaks become spaces, marks without a shape go, joiners stay."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", ONE_LINE)
        super().__init__(**kwargs)
        self.error_messages["max_length"] = TOO_LONG

    def to_python(self, value: Any) -> Any:
        return one_line(super().to_python(value))


TOO_LONG = _("Shorten it to %(limit_value)d characters: it has %(show_value)d")


def is_readable(text: str) -> bool:
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)
