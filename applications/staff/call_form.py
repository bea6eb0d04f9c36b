"""The form of a call: moments are typed, and shown again, in the call's own time zone."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from applications.kinds import CallKind
from applications.models import Call
from applications.models.calls import ON_LETTERS
from applications.privacy.retention_rules import LEAST_MONTHS
from applications.privacy.shorter_keeping import RULES, is_shorter, tell_of_shorter_keeping
from home.row_ids import row_id
from home.templatetags.time_zones import in_zone

MOMENTS = ("opens_at", "closes_at")
TITLES = ("title_fr", "title_en")
LEAST_DRAFT_DAYS = 7
"""Whoever is asked for a paper by another office needs a week."""
OF_EVENT = (
    "title_fr",
    "title_en",
    "kind",
    "subject",
    "closes_at",
    "time_zone",
    "capacity",
    "capacity_period",
    "has_waiting_list",
    "numbering",
    "confirms_at_once",
)
"""What the event says of the call of its session each time that it is published."""
OF_SERIES = (
    "reference_prefix",
    "opens_at",
    "currency",
    "draft_days",
    "refused_months",
    "granted_months",
    "four_eyes",
    "moderators",
    "committee",
    *ON_LETTERS,
)
"""What such a call takes over from the one of the form."""
OF_SESSIONS = ("kind", "closes_at", "confirms_at_once")
"""What the sessions say of the call of their form."""


class CallForm(WagtailAdminModelForm):
    """A deadline at 23:59 in Montréal is typed as 23:59, wherever the person who types it works.

    Django reads what is typed in the time zone of the account; here its hour and day are kept and the zone is changed.
    What is decided elsewhere is shown, and cannot be changed here.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(without_junk(data), *args, **kwargs)
        for name in MOMENTS:
            if moment := getattr(self.instance, name):
                self.initial[name] = in_zone(moment, self.instance.time_zone)
        for name in (*TITLES, "reference_prefix"):
            if name in self.fields:
                self.fields[name].required = self.instance.session_key is None
        for name, reason in decided_elsewhere(self.instance).items():
            if name in self.fields:
                self.fields[name].disabled = True
                self.fields[name].help_text = reason

    def clean_refused_months(self) -> int:
        return self._at_least("refused_months", LEAST_MONTHS)

    def clean_granted_months(self) -> int:
        return self._at_least("granted_months", LEAST_MONTHS)

    def clean_draft_days(self) -> int:
        return self._at_least("draft_days", LEAST_DRAFT_DAYS)

    def _at_least(self, name: str, least: int) -> int:
        value: int = self.cleaned_data[name]
        if value < least and not self.fields[name].disabled:
            raise ValidationError(_("At least %(number)d.") % {"number": least})
        return value

    def save(self, commit: bool = True) -> Call:
        """Rules that keep for less time rest for some days, and administrators are told. Writes their mails."""
        before = {name: self.initial.get(name, 0) for name in RULES}
        shorter = self.instance.pk is not None and is_shorter(self.instance, before)
        if shorter:
            self.instance.keeping_shortened_at = timezone.now()
        call: Call = super().save(commit=commit)
        if shorter and commit:
            tell_of_shorter_keeping(call=call, before=before, by=self.for_user)
        return call

    def clean_reference_prefix(self) -> str:
        """The letters as references have them, however they were typed."""
        return str(self.cleaned_data["reference_prefix"]).upper()

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, Any] = super().clean()
        for name in MOMENTS:
            if name in self.fields and self.fields[name].disabled:
                cleaned[name] = getattr(self.instance, name)
            elif cleaned.get(name) and cleaned.get("time_zone"):
                typed = timezone.make_naive(cleaned[name])
                cleaned[name] = typed.replace(tzinfo=ZoneInfo(cleaned["time_zone"]))
        if cleaned.get("confirms_at_once") and cleaned.get("kind") != CallKind.REGISTRATION:
            self.add_error("confirms_at_once", ValidationError(_("Only registrations can be confirmed at once.")))
        return cleaned


def decided_elsewhere(call: Call) -> dict[str, str]:
    """The fields of a call that cannot be changed, with the reason, in the reader's language. At most one query."""
    if call.session_key:
        found = dict.fromkeys(OF_EVENT, _("The event says so: change it there."))
        reason = _("The call of the form says so: %(call)s.") % {"call": call.series}
        return found | dict.fromkeys(OF_SERIES, reason) if call.series_id else found
    if call.pk and call.session_calls.exists():
        return dict.fromkeys(OF_SESSIONS, _("The sessions of the event say so: change it there."))
    return {}


def without_junk(data: Any) -> Any:
    """What was posted, but for a page that is none: Wagtail's chooser takes any text for a key and fails on it."""
    if data and data.get("subject") and row_id(data["subject"]) is None:
        data = data.copy()
        data["subject"] = ""
    return data
