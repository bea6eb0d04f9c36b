"""Events with sessions that one registers for, and the calls of these."""

import uuid
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from applications.forms.page import FormPage
from applications.kinds import CallKind
from applications.models import Application, Call
from applications.references import prefix_from
from applications.statuses import Status
from events.models import EventPage
from tests.builders import FORM_STEPS, Portal, publish, sent, staff, stream, unindexed
from users.models import User
from users.roles import Role


def seated(days: int | date = 30, *, key: str | None = None, **fields: Any) -> dict[str, Any]:
    """A raw session so many days from now, with two seats. ``fields`` of the registration have its names."""
    rules = {"is_open": True, "seats": 2, "has_waiting_list": True, "closes_on": None, "is_by_hand": False}
    rules = {name: fields.pop(name, value) for name, value in rules.items()}
    day = days if isinstance(days, date) else timezone.localdate() + timedelta(days=days)
    empty = {"end_date": None, "start_time": "09:30", "end_time": "12:30", "note": "", "address": "", "access": ""}
    empty |= {"place": "Grenoble", "online_url": "", "access_url": "", "state": "confirmed"}
    return stream("session", empty | {"date": str(day), "registration": rules} | fields, key)


def changed(page: EventPage, *sessions: dict[str, Any], **fields: Any) -> EventPage:
    """The page, published again with other sessions."""
    for name, value in (fields | {"sessions": list(sessions)}).items():
        setattr(page, name, value)
    return publish(page)


@dataclass
class Office:
    """An event with a form, and its people. ``stranger`` moderates another call, and so does not read this one."""

    event: EventPage
    translation: EventPage
    series: Call
    forms: dict[str, FormPage]
    moderator: User
    colleague: User
    committee: User
    stranger: User
    administrator: User

    @property
    def call(self) -> Call:
        """The one of the first session."""
        return Call.objects.filter(series=self.series).order_by("session_starts_at", "pk")[0]

    def registered(self, status: str = Status.ACCEPTED, call: Call | None = None, **fields: Any) -> Application:
        return sent(self.forms["fr"], call=call or self.call, status=status, **fields)


QUESTION = str(uuid.uuid5(uuid.NAMESPACE_URL, "session"))


def steps_with_session() -> dict[str, Any]:
    """The usual steps of tests, the first of which asks for the session, too."""
    steps = deepcopy(FORM_STEPS)
    for each in steps.values():
        each[0]["value"]["questions"].insert(0, stream("session", {"label": "Session?", "hint": ""}, QUESTION))
    return steps


@unindexed()
def office(portal: Portal, *sessions: dict[str, Any], slug: str = "workshop") -> Office:
    names = ("moderators", "committee", "elsewhere")
    moderators, committee, others = (Group.objects.get_or_create(name=f"{name}-{slug}")[0] for name in names)
    series = Call.objects.create(
        code=f"series-{slug}",
        title_fr=f"Inscriptions {slug}",
        title_en=f"Registrations {slug}",
        reference_prefix=prefix_from(slug, set(Call.objects.values_list("reference_prefix", flat=True))),
        kind=CallKind.REGISTRATION,
        moderators=moderators,
        committee=committee,
    )
    Call.objects.create(code=f"beside-{slug}", moderators=others)
    blocks = list(sessions) or [seated()]
    pages = {
        code: portal.event(code, slug, title=f"{title} {slug}", sessions=blocks)
        for code, title in (("fr", "Atelier"), ("en", "Event"))
    }
    steps = steps_with_session()
    for code, page in pages.items():
        portal.form(code, series, page, slug=f"register-{slug}", steps=steps[code])
    administrators = Group.objects.get_or_create(name=Role.ADMINISTRATORS.value)[0]
    series.refresh_from_db()
    return Office(
        event=pages["fr"],
        translation=pages["en"],
        series=series,
        forms=_forms(series),
        moderator=staff(f"moderator@{slug}.example.org", moderators, first_name="Mo"),
        colleague=staff(f"colleague@{slug}.example.org", moderators, first_name="Coll"),
        committee=staff(f"committee@{slug}.example.org", committee, first_name="Com"),
        stranger=staff(f"stranger@{slug}.example.org", others, first_name="Str"),
        administrator=staff(f"administrator@{slug}.example.org", administrators, first_name="Adm"),
    )


def _forms(series: Call) -> dict[str, FormPage]:
    return {page.locale.language_code: page for page in FormPage.objects.filter(call=series).select_related("locale")}


SESSION = seated(key="5f0f3a44-6f8e-4f43-9a55-6d1f6b1d5c00")


def build_office() -> None:
    office(Portal(), SESSION)


def kept_office() -> Office:
    """The one office of the site: that of ``build_office``, or of the function that the test is kept by."""
    series = Call.objects.select_related("moderators", "committee").get(code="series-workshop")
    events = {page.locale.language_code: page for page in EventPage.objects.select_related("locale")}
    found = User.objects.filter(email__endswith="@workshop.example.org")
    people = {one.email.partition("@")[0]: one for one in found}
    return Office(event=events["fr"], translation=events["en"], series=series, forms=_forms(series), **people)
