"""The parts that only events have: sessions, the people who take part, the schedule."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from home.blocks.text import InlineTextBlock
from offers.sessions import ANNOUNCED, SessionState

FAR = _("Choose a day between 1900 and 2200.")


class PersonRole(models.TextChoices):
    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    TRAINER = "trainer", _("Trainer")


class RegistrationBlock(blocks.StructBlock):
    """How one registers for a session here. Hours are those of the event's time zone."""

    is_open = blocks.BooleanBlock(
        label=_("People register for it here"),
        required=False,
        help_text=_("With a form below this event, which asks for the session."),
    )
    seats = blocks.IntegerBlock(
        label=_("Seats"), required=False, min_value=0, max_value=100_000, help_text=_("Empty: no limit.")
    )
    has_waiting_list = blocks.BooleanBlock(
        label=_("Waiting list"),
        required=False,
        default=True,
        help_text=_("A seat that becomes free is offered to the first person on the waiting list, for 48 hours."),
    )
    closes_on = blocks.DateBlock(
        label=_("Last day to register"), required=False, help_text=_("Empty: until the session begins.")
    )
    is_by_hand = blocks.BooleanBlock(
        label=_("Each registration is confirmed by hand"),
        required=False,
        help_text=_("Otherwise whoever gets a seat is registered at once."),
    )

    class Meta:
        icon = "check"
        label = _("Registration")
        collapsed = True
        label_format = ""


class SessionBlock(blocks.StructBlock):
    """One date of an event. Its id is the same in every language. Hours are those of the event's time zone."""

    date = blocks.DateBlock(label=_("Day"))
    end_date = blocks.DateBlock(label=_("Last day"), required=False, help_text=_("When it lasts several days."))
    start_time = blocks.TimeBlock(label=_("Begins at"), required=False, help_text=_("Leave empty when not yet known."))
    end_time = blocks.TimeBlock(label=_("Ends at"), required=False)
    note = blocks.CharBlock(label=_("Remark"), required=False, max_length=120, help_text=_("“Half a day”."))
    place = blocks.CharBlock(label=_("Place"), required=False, max_length=160)
    address = blocks.TextBlock(label=_("Address"), required=False, max_length=300)
    access = blocks.TextBlock(
        label=_("Getting there and in"),
        required=False,
        max_length=400,
        help_text=_("Step-free access, transport."),
    )
    online_url = blocks.URLBlock(
        label=_("Public link to take part online"), required=False, help_text=_("Everybody sees it.")
    )
    access_url = blocks.URLBlock(
        label=_("Link for those registered"),
        required=False,
        help_text=_("Nobody else sees it: it is mailed to those who have a seat."),
    )
    state = blocks.ChoiceBlock(ANNOUNCED, label=_("State"), default=SessionState.CONFIRMED, search_index=False)
    registration = RegistrationBlock()

    class Meta:
        icon = "date"
        label = _("Session")
        label_format = "{date} {start_time} {place} {note}"

    def clean(self, value: object) -> object:
        """A draft may still lack its day; what is there must make sense."""
        cleaned = super().clean(value)
        errors = {**_day_errors(cleaned), **_hour_errors(cleaned), **_registration_errors(cleaned)}
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned


def _day_errors(session: Any) -> dict[str, ValidationError]:
    first, last = session["date"], session["end_date"]
    errors = {name: ValidationError(FAR) for name in ("date", "end_date") if _is_far(session[name])}
    if first and last and last < first:
        errors["end_date"] = ValidationError(_("The last day comes before the first."))
    return errors


def _hour_errors(session: Any) -> dict[str, ValidationError]:
    begins, ends = session["start_time"], session["end_time"]
    one_day = not session["end_date"] or session["end_date"] == session["date"]
    if ends and not begins:
        return {"start_time": ValidationError(_("Say when it begins, too."))}
    if ends and one_day and ends <= begins:
        return {"end_time": ValidationError(_("It ends before it begins."))}
    return {}


def _registration_errors(session: Any) -> dict[str, ValidationError]:
    closes, last = session["registration"]["closes_on"], session["end_date"] or session["date"]
    message = FAR if _is_far(closes) else _("This day comes after the session.")
    if _is_far(closes) or (closes and last and closes > last):
        error = ValidationError(message)
        return {"registration": blocks.StructBlockValidationError(block_errors={"closes_on": error})}
    return {}


def _is_far(day: date | None) -> bool:
    return day is not None and not 1900 <= day.year <= 2200


class ParticipantBlock(blocks.StructBlock):
    person = SnippetChooserBlock("home.Person", label=_("Person"))
    role = blocks.ChoiceBlock(
        PersonRole.choices, label=_("Takes part as"), default=PersonRole.SPEAKER, search_index=False
    )

    class Meta:
        icon = "user"
        label = _("Person")


class ScheduleLineBlock(blocks.StructBlock):
    time = blocks.TimeBlock(label=_("At"), required=False)
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = InlineTextBlock(label=_("Text"), required=False)

    class Meta:
        icon = "time"
        label = _("Line of the schedule")
