"""What the call of a session remembers of it: what those registered know, and are told again when it is another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from offers.sessions import SessionFacts, SessionState, SessionTimes

STATES_TO_COME_TO = ("", SessionState.CONFIRMED)
"""The states of a session that one can register for; a call without a session has none."""
WORDS = ("place", "address")
"""What a session says in the language of its event's source."""


@dataclass(frozen=True, kw_only=True)
class CallSession(SessionTimes):
    """A session without its event. ``online`` is the link that lets in whoever has a seat.

    ``language`` is that of the event's source, in which ``place`` and ``address`` are said.
    """

    place: str = ""
    address: str = ""
    online: str = ""
    language: str = ""

    @classmethod
    def from_facts(cls, facts: SessionFacts) -> Self:
        return cls(
            starts=facts.starts,
            ends=facts.ends,
            has_time=facts.has_time,
            has_end_time=facts.has_end_time,
            first_day=facts.first_day,
            last_day=facts.last_day,
            state=facts.state,
            place=facts.place,
            address=facts.address,
            online=facts.access_url or facts.online_url,
            language=facts.language,
        )

    @classmethod
    def from_json(cls, told: Mapping[str, Any], zone: str) -> Self:
        """From what ``as_json`` wrote, and earlier versions, which kept no last day. ``zone`` is that of the event."""
        starts = datetime.fromisoformat(told["starts"]).astimezone(ZoneInfo(zone))
        ends = datetime.fromisoformat(told.get("ends") or told["starts"]).astimezone(ZoneInfo(zone))
        has_time, has_end_time = bool(told.get("has_time", True)), bool(told.get("has_end_time"))
        last = told.get("last_day")
        return cls(
            starts=starts,
            ends=ends,
            has_time=has_time,
            has_end_time=has_end_time,
            first_day=starts.date(),
            last_day=date.fromisoformat(last) if last else _last_day(starts, ends),
            state=SessionState(told.get("state") or SessionState.CONFIRMED),
            **{name: str(told.get(name, "")) for name in ("place", "address", "online", "language")},
        )

    def as_json(self) -> dict[str, object]:
        return {
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat(),
            "has_time": self.has_time,
            "has_end_time": self.has_end_time,
            "last_day": self.last_day.isoformat(),
            "state": str(self.state),
            **{name: getattr(self, name) for name in ("place", "address", "online", "language")},
        }

    def is_told_as(self, other: "CallSession") -> bool:
        """Whether both say the same to those registered.

        The same place is called otherwise in another language, which is no news.
        """
        mine, others = self.as_json(), other.as_json()
        passed_over = {"language"} if self.language == other.language else {"language", *WORDS}
        return all(mine[name] == others[name] for name in mine if name not in passed_over)


def _last_day(starts: datetime, ends: datetime) -> date:
    """What ends at a midnight ends on the day before."""
    return max((ends - timedelta(microseconds=1)).date(), starts.date())
