from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from home.templatetags.time_zones import clock

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (time(9, 45), "9 h 45", "9:45 am"),
        (time(9), "9 h", "9 am"),
        (time(0, 5), "0 h 05", "12:05 am"),
        (time(12), "12 h", "12 pm"),
        (time(12, 30), "12 h 30", "12:30 pm"),
        (time(23, 59), "23 h 59", "11:59 pm"),
    ],
)
def test_a_time_is_said_as_in_each_language(value: time, french: str, english: str) -> None:
    with translation.override("fr"):
        assert clock(value) == french.replace(" ", NBSP)
    with translation.override("en"):
        assert clock(value) == english.replace(" ", NBSP)


def test_the_zone_is_left_alone() -> None:
    with translation.override("fr"):
        assert clock(datetime(2023, 2, 13, 9, 45, tzinfo=ZoneInfo("America/Toronto"))) == f"9{NBSP}h{NBSP}45"
