"""The form of a call: moments are typed, and shown again, in the call's own time zone."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from home.templatetags.time_zones import in_zone

MOMENTS = ("opens_at", "closes_at")


class CallForm(WagtailAdminModelForm):
    """A deadline at 23:59 in Montréal is typed as 23:59, wherever the person who types it works.

    Django reads what is typed in the time zone of the account; here its hour and day are kept and the zone is changed.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MOMENTS:
            if moment := getattr(self.instance, name):
                self.initial[name] = in_zone(moment, self.instance.time_zone)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in MOMENTS:
            if cleaned.get(name) and cleaned.get("time_zone"):
                typed = timezone.make_naive(cleaned[name])
                cleaned[name] = typed.replace(tzinfo=ZoneInfo(cleaned["time_zone"]))
        return cleaned
