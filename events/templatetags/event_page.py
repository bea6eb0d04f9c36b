"""What the page of an event says of its sessions: ``{% load event_page %}``."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template
from django.utils.safestring import SafeString

from events.models import EventPage
from events.registering import Registering, Row, button_label, registering
from events.sessions import Session
from events.wording import session_label
from offers.registering import OfferedForm, Seats
from offers.session_words import day_in_words

register = template.Library()
register.filter(day_in_words)


@register.simple_tag(takes_context=True)
def registering_for(
    context: dict[str, Any], page: EventPage, forms: Mapping[UUID, OfferedForm], seats: Mapping[UUID, Seats]
) -> Registering:
    """The sessions of an event with how one registers for each; ``forms_of`` and ``seats`` say the rest."""
    return registering(page, forms or {}, seats or {}, context.get("request"))


@register.filter
def named_button(row: Row, action: str) -> SafeString:
    """The words of a button that leads to a form whose act is ``action``."""
    return button_label(row, action)


@register.filter
def in_words(session: Session) -> str:
    """What tells a session from the others of its event."""
    return session_label(session)


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
