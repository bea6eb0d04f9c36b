"""Fields of the queue's filters. What does not fit is refused by the field alone, and the other filters hold."""

import re
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django_filters import fields
from wagtail.admin.active_filters import (
    DateFromToRangeFilterAdapter,
    RangeFilterAdapter,
    register_filter_adapter_class,
)
from wagtail.admin.filters import DateRangePickerWidget, NumberRangeWidget

KEY = re.compile(r"[0-9]{1,9}")
"""A primary key that every database can compare with."""
NEAR = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2200, 12, 31))]
"""Days that every time zone can show."""


def is_key(text: object) -> bool:
    return isinstance(text, str) and KEY.fullmatch(text) is not None


class KeyField(fields.ChoiceField):
    """One of the fixed choices, or the key of a row: what is offered is read when it is shown, not to check it."""

    def valid_value(self, value: object) -> bool:
        return is_key(value) or value in ("me", "none")


class KeysField(fields.MultipleChoiceField):
    def valid_value(self, value: object) -> bool:
        return is_key(value)


class KeyFilter(django_filters.ChoiceFilter):
    field_class = KeyField


class KeysFilter(django_filters.MultipleChoiceFilter):
    field_class = KeysField


class DayRangeField(fields.RangeField):
    """From one day to another, both included; either may be missing."""

    def __init__(self, **kwargs: Any) -> None:
        days = (forms.DateField(validators=NEAR), forms.DateField(validators=NEAR))
        super().__init__(fields=days, **kwargs)


class NumberRangeField(fields.RangeField):
    def __init__(self, **kwargs: Any) -> None:
        ends = [forms.DecimalField(max_digits=16, decimal_places=4) for _end in range(2)]
        super().__init__(fields=ends, **kwargs)


class DashedMixin:
    """Names of inputs such as ``a-<key>-min``."""

    def suffixed(self, name: str, suffix: str) -> str:
        return f"{name}-{suffix}" if suffix else name


class DayWidget(DateRangePickerWidget):
    """Each of the two inputs has a name of its own to be read out."""

    def get_context(self, name: str, value: object, attrs: object) -> dict[str, object]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for widget, label in zip(context["widget"]["subwidgets"], (_("Date from"), _("Date to")), strict=True):
            widget["attrs"]["aria-label"] = label
        return context


class DashedDayWidget(DashedMixin, DayWidget):
    pass


class DashedNumberWidget(DashedMixin, NumberRangeWidget):
    def get_context(self, name: str, value: object, attrs: object) -> dict[str, object]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for widget, label in zip(context["widget"]["subwidgets"], (_("Minimum"), _("Maximum")), strict=True):
            widget["attrs"] |= {"aria-label": label, "step": "any"}
            widget["attrs"].pop("min", None)
        return context


class DayRangeFilter(django_filters.Filter):
    field_class = DayRangeField


class NumberRangeFilter(django_filters.Filter):
    field_class = NumberRangeField


register_filter_adapter_class(DayRangeFilter, adapter_class=DateFromToRangeFilterAdapter)
register_filter_adapter_class(NumberRangeFilter, adapter_class=RangeFilterAdapter)
