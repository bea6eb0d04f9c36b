"""Where the sessions that a form asks for stand at the moment: what one can choose, and why not the others.

As a page shows it, counted without a lock: whoever sends the form is counted again, under it (``dossiers.submission``).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from applications.dossiers.capacity import Capacity
from applications.questions.base import Role, Spec
from applications.questions.published import PublishedForm
from applications.questions.session import Standing
from applications.registrations.availability import seats_of
from home.templatetags.time_zones import deadline_in_zone
from offers.registering import Phase


def session_keys(form: PublishedForm) -> list[str]:
    """The keys of the sessions that a form, in one language, asks to choose from."""
    return [option["key"] for spec in form.with_role(Role.SESSION) for option in spec.get("options", ())]


def with_standings(form: PublishedForm, standings: Mapping[str, Standing]) -> PublishedForm:
    """A copy of the form whose questions for the session take only what can be chosen now."""
    keys = {spec["key"] for spec in form.with_role(Role.SESSION)}
    return form.changed(lambda spec: cast(Spec, {**spec, "standings": standings}) if spec["key"] in keys else spec)


@dataclass
class SessionChoices:
    """The sessions that a form asks to choose from, as they stand now. One query at first need; none for other forms.

    ``seen`` are the keys that an applicant chose or was led to, and whatever else they typed: of what is over or gone,
    only those are listed.
    """

    published: PublishedForm
    seen: Collection[str] = ()

    @cached_property
    def keys(self) -> list[str]:
        return session_keys(self.published)

    @property
    def is_asked(self) -> bool:
        return bool(self.keys)

    @cached_property
    def standings(self) -> dict[str, Standing]:
        if not self.keys:
            return {}
        seats = seats_of(UUID(key) for key in self.keys)
        return {key: _standing(seats.get(UUID(key)), is_wanted=key in self.seen) for key in self.keys}

    @property
    def are_gone(self) -> bool:
        """Whether none can be chosen."""
        return all(standing.refusal for standing in self.standings.values())

    def waits(self, key: str) -> bool:
        """Whether who chooses a session goes on its waiting list."""
        standing = self.standings.get(key)
        return bool(standing and standing.waits)

    def form(self) -> PublishedForm:
        """The form as it can be answered now."""
        return with_standings(self.published, self.standings) if self.is_asked else self.published

    def preset(self, wanted: str) -> dict[str, list[str]]:
        """What is chosen beforehand: the session that is wanted, else the only one there is."""
        possible = [key for key, standing in self.standings.items() if not standing.refusal]
        chosen = wanted if wanted in possible else possible[0] if len(possible) == 1 else ""
        return {spec["key"]: [chosen] for spec in self.published.with_role(Role.SESSION) if chosen}


def _standing(seats: Capacity | None, *, is_wanted: bool) -> Standing:
    if seats is None or seats.phase == Phase.REMOVED:
        return Standing(
            _("Not offered any more"), _("This session is not offered any more. Choose another one."), is_wanted
        )
    if seats.call.session_has_begun(seats.at):
        return Standing(
            pgettext("of a session", "Over"), _("This session has begun, or is over. Choose another one."), is_wanted
        )
    if seats.phase == Phase.CANCELLED:
        return Standing(_("Cancelled"), _("This session is cancelled. Choose another one."))
    if seats.phase == Phase.POSTPONED:
        return Standing(_("Postponed"), _("This session is postponed. Choose another one."))
    if seats.phase == Phase.LATER:
        return Standing(
            _("Registration is not open yet"), _("One cannot register for this session yet. Choose another one.")
        )
    if seats.phase == Phase.CLOSED:
        return Standing(
            _("Registration has closed"), _("Registration for this session has closed. Choose another one.")
        )
    return _open(seats)


def _open(seats: Capacity) -> Standing:
    left, until = seats.left, _until(seats)
    if left is None:
        return Standing(until=until)
    if left:
        note = ngettext("%(number)d seat left", "%(number)d seats left", left) % {"number": left}
        return Standing(note, until=until)
    if seats.must_wait:
        return Standing(_("Full: you can join the waiting list"), until=until, waits=True)
    return Standing(pgettext("of a session", "Full"), _("All seats of this session are taken. Choose another one."))


def _until(seats: Capacity) -> str:
    """The last day to register, where that is before the session begins."""
    if seats.closes_at is None or seats.closes_at == seats.call.session_starts_at:
        return ""
    day = deadline_in_zone(seats.closes_at, str(seats.closes_at.tzinfo))
    return _("Register by %(date)s") % {"date": date_format(day, "DATE_FORMAT")}
