"""What templates show of applications and of their forms: ``{% load applications %}``."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Page

from applications.dossiers.capacity import Capacity
from applications.drafts.step_form import Asked
from applications.drafts.typed_answers import written
from applications.forms.listing import FormEntry, forms_below, open_forms
from applications.models.calls import CallState
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.conditions import condition_sentence
from applications.registrations.availability import seats_of
from home.templatetags.time_zones import clock, in_zone

if TYPE_CHECKING:
    from applications.drafts.filling import Filling, Step
    from applications.models import Draft
    from applications.public.form.visitor import Visitor

register = template.Library()


@register.simple_tag
def open_calls(value: Any) -> list[FormEntry]:
    """The forms that an open calls block lists."""
    return open_forms(value["number"])


@register.simple_tag
def forms_of(page: Page) -> dict[UUID, FormEntry]:
    """The forms below a page, by translation key."""
    return forms_below(page)


@register.simple_tag
def seats(*sessions: Any) -> dict[UUID, Capacity]:
    """The seats of those of some sessions, or dates of events, that one registers for here. At most one query."""
    return seats_of(each.key for some in sessions for each in some or ())


@register.filter
def first_form(forms: dict[UUID, FormEntry]) -> FormEntry | None:
    """The form that the page's main button leads to: the first that is open, else the first to open, else none."""
    for state in (CallState.OPEN, CallState.UPCOMING):
        for entry in forms.values():
            if entry.state == state:
                return entry
    return None


@register.simple_tag
def form_address(visitor: "Visitor", name: str = "", *args: object) -> str:
    """The address of a part of the form."""
    return visitor.address.part(name, *args)


@register.simple_tag
def step_address(visitor: "Visitor", step: "Step | None") -> str:
    """The address of a step; that of the check page for none."""
    return visitor.address.step(step)


@register.filter
def takes_files(asked: list[Asked]) -> bool:
    """Whether one of the questions of a step is answered with files."""
    return any(question_for(one.spec).takes_files for one in asked)


@register.filter
def as_json(value: object) -> str:
    """Plain data for an attribute, where the template escapes it."""
    return json.dumps(value, ensure_ascii=False)


@register.simple_tag
def condition_sentences(conditions: Any, specs: dict[str, Spec]) -> list[str]:
    """What must have been answered for a question to count, for those whose browser cannot hide it."""
    return [condition_sentence(condition, specs) for condition in conditions]


@register.filter
def specs_of_steps(steps: "list[tuple[Step, list[Asked]]]") -> dict[str, Spec]:
    """All questions of a form that is shown as a whole, by key."""
    return {one.spec["key"]: one.spec for _step, asked in steps for one in asked}


@register.filter
def saved_text(draft: "Draft") -> str:
    """When a draft was saved, in the time zone of its call: the hour, and the day if that is not today."""
    zone = draft.call.time_zone
    saved = in_zone(draft.saved_at, zone)
    if saved.date() == in_zone(timezone.now(), zone).date():
        return gettext("Saved at %(time)s") % {"time": clock(saved)}
    return gettext("Saved on %(date)s at %(time)s") % {"date": _day(saved), "time": clock(saved)}


def _day(moment: datetime) -> str:
    return date_format(moment, "DATE_FORMAT")


@register.filter
def kept_answer(removed: "tuple[Spec, Filling]") -> str:
    """What the applicant had answered to a question that is gone from the form, or had typed into it."""
    spec, filling = removed
    return "\n".join(one.text for one in written(filling, [spec]))
