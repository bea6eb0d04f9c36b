import re
from calendar import monthrange
from datetime import date, datetime
from functools import cache
from typing import Any, NotRequired
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from applications.questions.base import (
    Details,
    ExportAs,
    FilterAs,
    Promoted,
    Question,
    QuestionBlock,
    Source,
    Spec,
    ValueKind,
    field_arguments,
)
from applications.questions.fields import OneLineField
from applications.questions.number import compare
from applications.questions.operators import Operator
from applications.questions.parts import PartError, PartsField, texts
from applications.questions.registry import question_kind
from home.folding import fold

FIRST_YEAR, LAST_YEAR = 1900, 2200
PARTS = ("day", "month", "year")


class DateSpec(Spec):
    earliest: str | None
    latest: str | None
    today: str
    time_zone: str
    birthday: bool
    compared: NotRequired[str]


class Compared(models.TextChoices):
    """What a date is to the one that is asked before it: in the form, or in the same row of a group."""

    FROM = "from", _("the same day or later")
    AFTER = "after", _("later")


class Today(models.TextChoices):
    """What a date is to today, in the time zone of the call."""

    FROM = "from", _("today or later")
    UNTIL = "until", _("today or before")


class DateBlock(QuestionBlock):
    earliest = blocks.DateBlock(label=_("Not before"), required=False)
    latest = blocks.DateBlock(label=_("Not after"), required=False)
    today = blocks.ChoiceBlock(
        Today.choices,
        label=_("Compared with today"),
        required=False,
        help_text=_("Today is the day on which the answer is checked."),
    )
    compared = blocks.ChoiceBlock(
        Compared.choices,
        label=_("Compared with the date that is asked before it"),
        required=False,
        help_text=_("For an end: it cannot be before the beginning."),
    )
    birthday = blocks.BooleanBlock(
        label=_("It is the applicant’s date of birth"), required=False, help_text=_("The browser may fill it in.")
    )

    class Meta:
        icon = "date"
        label = _("Date")


class DateField(PartsField):
    """A day, a month and a year, typed. Cleaned, it is a date."""

    is_told_by_part = False

    def __init__(self, spec: DateSpec, **kwargs: Any) -> None:
        labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        parts = {name: OneLineField(required=False, label=labels[name], widget=_input(name, spec)) for name in PARTS}
        super().__init__(parts, **kwargs)
        self.earliest, self.latest = bounds(spec)

    def missing(self) -> ValidationError:
        return PartError(self.error_messages["required"], *PARTS)

    def combined(self, cleaned: dict[str, Any]) -> date:
        for name, message in _lacking().items():
            if not cleaned[name]:
                raise PartError(message, name)
        day = _date(cleaned["day"], cleaned["month"], cleaned["year"])
        if day < (self.earliest or date.min) or day > (self.latest or date.max):
            raise PartError(self._bounds_message(), *PARTS)
        return day

    def _bounds_message(self) -> str:
        words = {"low": date_format(self.earliest or date.min), "high": date_format(self.latest or date.max)}
        if self.earliest and self.latest:
            return gettext("Type a date between %(low)s and %(high)s") % words
        if self.earliest:
            return gettext("Type a date from %(low)s on") % words
        return gettext("Type a date until %(high)s") % words


def _input(name: str, spec: DateSpec) -> forms.TextInput:
    attributes = {"inputmode": "text" if name == "month" else "numeric", "size": "4" if name == "year" else "2"}
    attributes["autocomplete"] = f"bday-{name}" if spec.get("birthday") else "off"
    return forms.TextInput(attrs=attributes)


def _lacking() -> dict[str, str]:
    return {
        "day": gettext("Add the day to the date"),
        "month": gettext("Add the month to the date"),
        "year": gettext("Add the year to the date"),
    }


def _date(typed_day: str, typed_month: str, typed_year: str) -> date:
    """The date that was typed. Raises ``PartError`` for one that does not exist."""
    year = int(typed_year) if re.fullmatch(r"[0-9]{4}", typed_year) else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PartError(
            gettext("Type a year of four figures, such as %(year)d") % {"year": timezone.now().year}, "year"
        )
    month = _month(typed_month)
    if not month:
        raise PartError(gettext("Type a month from 1 to 12"), "month")
    day = _day(typed_day)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise PartError(gettext("Type a day from 1 to %(last)d") % {"last": last}, "day")
    return date(year, month, day)


def _day(typed: str) -> int:
    """The day of one or two figures, “1er” and “1st” among them; 0 for anything else."""
    found = re.fullmatch(r"([0-9]{1,2})(?: ?(?:er|ᵉʳ|st|nd|rd|th))?\.?", typed, re.IGNORECASE)
    return int(found[1]) if found else 0


def _month(typed: str) -> int:
    """The month of a number, or of a name in French or English; 0 for anything else."""
    if re.fullmatch(r"0?[1-9]|1[0-2]", typed):
        return int(typed)
    return _month_names().get(fold(typed), 0)


@cache
def _month_names() -> dict[str, int]:
    return {
        fold(name): number
        for code, _name in settings.LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(code).months["format"][width].items()
    }


def bounds(spec: DateSpec) -> tuple[date | None, date | None]:
    """The first and the last day that may be typed now; None where there is no limit."""
    lows, highs = [parse_day(spec.get("earliest"))], [parse_day(spec.get("latest"))]
    if spec.get("today") == Today.FROM:
        lows.append(today(spec))
    if spec.get("today") == Today.UNTIL:
        highs.append(today(spec))
    low = max((day for day in lows if day), default=None)
    high = min((day for day in highs if day), default=None)
    return low, high


def today(spec: DateSpec) -> date:
    """The day that it is where the call is."""
    try:
        return datetime.now(ZoneInfo(spec.get("time_zone") or settings.TIME_ZONE)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.localdate()


def parse_day(text: object) -> date | None:
    """The day of an ISO date; None for anything else."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@question_kind
class Date(Question[DateSpec]):
    """A day, with bounds. Stored as an ISO date."""

    kind = "date"
    order = 38
    decides = True
    is_simple = True
    template = "applications/questions/date.html"
    operators = (Operator.IS, Operator.IS_NOT, Operator.MORE, Operator.LESS)
    value_kind = ValueKind.DATE
    filter_as = FilterAs.DAY
    export_as = ExportAs.DAY

    def block(self) -> blocks.StructBlock:
        return DateBlock()

    def details(self, value: Any, source: Source) -> Details:
        earliest, latest = value.get("earliest"), value.get("latest")
        return {
            "earliest": earliest.isoformat() if earliest else None,
            "latest": latest.isoformat() if latest else None,
            "today": str(value.get("today") or ""),
            "time_zone": source.call.time_zone,
            "birthday": bool(value.get("birthday")),
            "compared": str(value.get("compared") or ""),
        }

    def of_somebody_else(self, spec: DateSpec) -> DateSpec:
        return {**spec, "birthday": False}

    def beside(self, spec: DateSpec, answer: object, earlier: DateSpec, other: object) -> ValidationError | None:
        day, before = parse_day(answer), parse_day(other)
        if not spec.get("compared") or day is None or before is None:
            return None
        words = {"date": date_format(before), "question": earlier["label"]}
        if spec["compared"] == Compared.AFTER and day <= before:
            return PartError(gettext("Type a date after %(date)s, your answer to “%(question)s”") % words, *PARTS)
        if day < before:
            return PartError(gettext("Type %(date)s, your answer to “%(question)s”, or a later date") % words, *PARTS)
        return None

    def field(self, spec: DateSpec) -> forms.Field:
        return DateField(spec, **field_arguments(spec, when_empty=_("Type a date")))

    def stored(self, cleaned: Any) -> Any:
        return cleaned.isoformat() if cleaned else None

    def shown(self, answer: object, spec: DateSpec) -> str:
        day = parse_day(answer)
        if day:
            return str(date_format(day))
        return " ".join(filter(None, texts(answer, list(PARTS)).values()))

    def cells(self, answer: object, spec: DateSpec) -> list[str]:
        """For machines: the ISO date, whatever the reader's language."""
        return [str(answer or "")]

    def promoted(self, answer: object, spec: DateSpec) -> list[Promoted]:
        day = parse_day(answer)
        return [] if day is None else [Promoted(day=day)]

    def holds(self, operator: Operator, answer: object, value: str) -> bool:
        given, wanted = parse_day(answer), parse_day(value.strip())
        return given is not None and wanted is not None and compare(operator, given, wanted)

    def problems(self, spec: DateSpec) -> list[str]:
        low, high = parse_day(spec.get("earliest")), parse_day(spec.get("latest"))
        if low and high and low > high:
            return [gettext("The first day that may be typed is after the last.")]
        if spec.get("today") == Today.FROM and high and high < today(spec):
            return [gettext("The last day that may be typed is over already.")]
        if spec.get("today") == Today.UNTIL and low and low > today(spec):
            return [gettext("The first day that may be typed has not come yet.")]
        return []
