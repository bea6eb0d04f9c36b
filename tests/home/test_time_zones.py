from datetime import UTC, datetime

import pytest
from django.utils import translation

from home.templatetags.time_zones import CITIES, deadline_in_zone, in_zone, zone_place
from home.time_zones import TIME_ZONES


def test_a_moment_reads_as_the_clocks_of_its_zone() -> None:
    moment = datetime(2024, 1, 15, 4, 30, tzinfo=UTC)
    assert in_zone(moment, "America/Toronto") == datetime(2024, 1, 14, 23, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hour", "shown"),
    [(23, (2024, 1, 15, 23, 59)), (22, (2024, 1, 15, 23, 0))],
)
def test_a_deadline_at_midnight_is_the_last_minute_of_its_day(hour: int, shown: tuple[int, ...]) -> None:
    moment = datetime(2024, 1, 15, hour, tzinfo=UTC)
    assert deadline_in_zone(moment, "Europe/Paris").timetuple()[:5] == shown


def test_every_zone_of_a_place_has_a_name() -> None:
    assert set(TIME_ZONES) - set(CITIES) == {"UTC"}
    with translation.override("en"):
        assert zone_place("America/St_Johns") == "St. John’s"
        assert zone_place("UTC") == "UTC"
