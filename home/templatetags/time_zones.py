"""Moments as people of one place read them: ``{% load time_zones %}``."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

CITIES: dict[str, str | Promise] = {
    "Europe/Paris": _("Paris"),
    "Europe/Brussels": _("Brussels"),
    "Europe/Zurich": _("Zurich"),
    "America/Toronto": _("Montréal and Toronto"),
    "America/Halifax": _("Halifax"),
    "America/Winnipeg": _("Winnipeg"),
    "America/Vancouver": _("Vancouver"),
    "America/St_Johns": _("St. John’s"),
    "America/Guadeloupe": _("Guadeloupe"),
    "America/Martinique": _("Martinique"),
    "America/Cayenne": _("Cayenne"),
    "America/Miquelon": _("Saint Pierre and Miquelon"),
    "Indian/Reunion": _("Réunion"),
    "Indian/Mayotte": _("Mayotte"),
    "Pacific/Noumea": _("Nouméa"),
    "Pacific/Tahiti": _("Tahiti"),
}


@register.filter
def zone_place(zone: str) -> str:
    """The place that a time zone is named after, in the reader's language."""
    return str(CITIES.get(zone, zone))


@register.filter
def in_zone(moment: datetime, zone: str) -> datetime:
    """What calendar and clock show there. Without a zone of its own, so that no template converts it again."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@register.filter
def deadline_in_zone(moment: datetime, zone: str) -> datetime:
    """The same for the end of something: a midnight is the last minute of the day before, as people say it."""
    local = in_zone(moment, zone)
    return local - timedelta(minutes=1) if local.time() == time.min else local


@register.filter
def clock(moment: datetime | time) -> str:
    """The hour as people say it: « 9 h 45 », « 9 h », “9:45 am”, “9 am”."""
    if (translation.get_language() or "").startswith("fr"):
        return f"{moment.hour}\u00a0h" + (f"\u00a0{moment.minute:02}" if moment.minute else "")
    hour, half = moment.hour % 12 or 12, "am" if moment.hour < 12 else "pm"
    return f"{hour}:{moment.minute:02}\u00a0{half}" if moment.minute else f"{hour}\u00a0{half}"
