"""What the editor of an event sees of its registrations: ``{% load registrations %}``. Numbers; no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Page

from applications.dossiers.capacity import Capacity
from applications.dossiers.permissions import handles
from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.registrations.availability import seats_of
from users.models import User

register = template.Library()


@dataclass(frozen=True)
class RegistrationRow:
    """One session, its seats once the event is published, and where registrations are handled, for who may do so."""

    session: Any
    seats: Capacity | None
    attendance_url: str = ""
    queue_url: str = ""


@register.simple_tag
def registration_rows(sessions: Iterable[Any], user: User) -> list[RegistrationRow]:
    """The seats of those sessions that one registers for here. A few queries, however many there are."""
    shown = list(sessions)
    found = seats_of(session.key for session in shown)
    return [_row(session, found.get(session.key), user) for session in shown]


def _row(session: Any, seats: Capacity | None, user: User) -> RegistrationRow:
    if seats is None or not handles(user, seats.call):
        return RegistrationRow(session, seats)
    return RegistrationRow(
        session,
        seats,
        attendance_url=reverse("applications:attendance", args=[seats.call.pk]),
        queue_url=f"{reverse('applications:index')}?call={seats.call.pk}",
    )


@register.simple_tag
def registration_forms(page: Page) -> list[FormPage]:
    """The forms below an event that one registers with, live or not. One query, none before the event is saved."""
    if not page.pk:
        return []
    forms = FormPage.objects.child_of(page).filter(call__kind=CallKind.REGISTRATION)
    return list(forms.order_by("path"))
