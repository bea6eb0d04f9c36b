"""What other apps' templates show of applications: ``{% load applications %}``."""

from typing import Any

from django import template
from wagtail.models import Page

from applications.listing import FormEntry, forms_below, open_forms
from applications.models.calls import CallState

register = template.Library()


@register.simple_tag
def open_calls(value: Any) -> list[FormEntry]:
    """The forms that an open calls block lists."""
    return open_forms(value["number"])


@register.simple_tag
def forms_of(page: Page) -> dict[Any, FormEntry]:
    """The forms below a page, by translation key."""
    return forms_below(page)


@register.filter
def first_form(forms: dict[Any, FormEntry]) -> FormEntry | None:
    """The form that the page's main button leads to: the first that is open, else the first to open, else none."""
    for state in (CallState.OPEN, CallState.UPCOMING):
        for entry in forms.values():
            if entry.state == state:
                return entry
    return None
