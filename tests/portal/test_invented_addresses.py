"""The attack with other people's addresses, whole, against a server of the demonstration on this machine."""

from collections.abc import Iterator

import pytest

from applications.models import Application, Draft
from bin.attacks.invented_addresses import FORMS, MOST_MAILS, SEATS, addresses_of, attack

pytestmark = [pytest.mark.soak, pytest.mark.threads]


@pytest.fixture
def nothing_is_left(demo_server: str) -> Iterator[None]:
    before = set(Application.objects.values_list("pk", flat=True))
    yield
    Application.objects.exclude(pk__in=before).delete()
    Draft.objects.filter(application=None).delete()


def test_a_stranger_gets_few_mails_and_seats_are_to_be_confirmed(demo_server: str, nothing_is_left: None) -> None:
    report = attack(demo_server, *addresses_of(demo_server))
    assert (report.taken, report.mails) == (FORMS, MOST_MAILS)
    assert 0 < report.seats <= SEATS
    assert report.provisional == report.seats


def test_no_other_machine_is_attacked() -> None:
    with pytest.raises(ValueError, match="not this machine"):
        attack("http://192.0.2.1", "/", "/")
