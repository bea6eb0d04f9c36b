"""The form of a call: moments are typed, and shown again, in the call's own time zone."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from applications.row_ids import row_id
from home.templatetags.time_zones import in_zone

MOMENTS = ("opens_at", "closes_at")


class CallForm(WagtailAdminModelForm):
    """A deadline at 23:59 in Montréal is typed as 23:59, wherever the person who types it works.

    Django reads what is typed in the time zone of the account; here its hour and day are kept and the zone is changed.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(without_junk(data), *args, **kwargs)
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


def without_junk(data: Any) -> Any:
    """What was posted, but for a page that is none: Wagtail's chooser takes any text for a key and fails on it."""
    if data and data.get("subject") and row_id(data["subject"]) is None:
        data = data.copy()
        data["subject"] = ""
    return data
