"""Sessions to come: invented, so marked as such, and some weeks after the day on which the demo is loaded."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from offers.sessions import SessionState
from portal.demo.blocks import Block, fixed_id
from portal.demo.texts import t
from portal.demo.tree import Demo, Values

WEDNESDAY, THURSDAY = 2, 3


def session(day: date, *, end: date | None = None, note: str = "", name: str = "", **given: Any) -> Block:
    """One date. It is named after its day, so that its id does not change when another date is added before it."""
    value: dict[str, Any] = {"date": day, "end_date": end, "start_time": None, "end_time": None, "note": note}
    value |= {
        "place": "",
        "address": "",
        "access": "",
        "online_url": "",
        "access_url": "",
        "state": SessionState.CONFIRMED.value,
    }
    value |= {"registration": no_registration()}
    return Block("session", value | given, name or day.isoformat())


def to_come(
    demo: Demo, page: str, name: str, *, days: int, weekday: int = THURSDAY, lasts: int = 1, **given: Any
) -> Block:
    """A demo date, ``days`` from now or on the ``weekday`` after that. A later load keeps it until it has passed.

    Its id hangs on its day: another day is another session, with registrations of its own.
    """
    day = _kept(demo.pages[page], page, name) or _next(weekday, days)
    end = day + timedelta(days=lasts - 1) if lasts > 1 else None
    note = t("Date de démonstration", "Demo date")
    return session(day, end=end, note=note, name=f"{name}-{day.isoformat()}", **given)


def no_registration() -> dict[str, object]:
    return {"is_open": False, "seats": None, "has_waiting_list": True, "closes_on": None, "is_by_hand": False}


def registration(seats: int | None, **given: Any) -> dict[str, Any]:
    """People register here."""
    return no_registration() | {"is_open": True, "seats": seats} | given


def morning() -> Values:
    return {"start_time": time(9, 30), "end_time": time(12)}


def whole_day() -> Values:
    return {"start_time": time(9), "end_time": time(16, 30)}


def room() -> Values:
    """Where nobody will come: the real places are the organisers' to say."""
    return {
        "place": t("Salle de démonstration, Montréal", "Demo room, Montréal"),
        "access": t(
            "De plain-pied. L’organisateur indique ici l’arrêt le plus proche et l’accès en fauteuil.",
            "On one level. The organiser says here which stop is nearest and how to get in with a wheelchair.",
        ),
    }


def _kept(page: Page, key: str, name: str) -> date | None:
    """The day that an earlier load chose, while it is still to come."""
    for block in getattr(page.specific, "sessions").raw_data:  # noqa: B009 - a page of the demo that is an event
        day = date.fromisoformat(block["value"]["date"])
        if block["id"] == str(fixed_id(f"page/{key}/sessions/{name}-{day.isoformat()}")) and day > timezone.localdate():
            return day
    return None


def _next(weekday: int, days: int) -> date:
    day = timezone.localdate() + timedelta(days=days)
    return day + timedelta(days=(weekday - day.weekday()) % 7)
