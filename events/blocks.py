"""The parts that only events have: sessions, the people who take part, the schedule."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from home.blocks.text import InlineTextBlock


class SessionState(models.TextChoices):
    """Whether a session takes place as announced."""

    CONFIRMED = "confirmed", _("As announced")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class PersonRole(models.TextChoices):
    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    TRAINER = "trainer", _("Trainer")


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
    state = blocks.ChoiceBlock(
        SessionState.choices, label=_("State"), default=SessionState.CONFIRMED, search_index=False
    )

    class Meta:
        icon = "date"
        label = _("Session")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        days = {name: cleaned[name] for name in ("date", "end_date") if cleaned[name]}
        far = ValidationError(_("Choose a day between 1900 and 2200."))
        errors = {name: far for name, day in days.items() if not 1900 <= day.year <= 2200}
        if cleaned["end_date"] and cleaned["end_date"] < cleaned["date"]:
            errors["end_date"] = ValidationError(_("The last day comes before the first."))
        one_day = not cleaned["end_date"] or cleaned["end_date"] == cleaned["date"]
        both_times = cleaned["start_time"] and cleaned["end_time"]
        if cleaned["end_time"] and not cleaned["start_time"]:
            errors["start_time"] = ValidationError(_("Say when it begins, too."))
        elif one_day and both_times and cleaned["end_time"] <= cleaned["start_time"]:
            errors["end_time"] = ValidationError(_("It ends before it begins."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned


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
