"""Dates of events, as the page editor keeps them."""

from datetime import date
from typing import Any

from tests.builders import stream


def session(day: date | str, **fields: Any) -> dict[str, Any]:
    empty = {"end_date": None, "start_time": None, "end_time": None, "note": "", "place": "", "address": ""}
    empty |= {"access": "", "online_url": "", "state": "confirmed"}
    return stream("session", empty | {"date": str(day)} | fields)
