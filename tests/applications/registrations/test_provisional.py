"""Seats that are taken under an address that nobody has confirmed: they count, and go back in time."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.dossiers.confirming import confirm_address
from applications.dossiers.decisions import decide, release
from applications.dossiers.submission import TooManyToConfirmError
from applications.dossiers.workflow import withdraw
from applications.mail.sending import send_due
from applications.models import Application, EmailStatus, OutgoingEmail
from applications.registrations.availability import seats_of
from applications.registrations.provisional import kept_until, release_unconfirmed
from applications.statuses import Status
from tests.applications.registering import Visitor, Workshop, kept_workshop, plain, workshop
from tests.applications.session_calls import seated
from tests.builders import Portal, moderators, staff

LATER = timedelta(minutes=61)
BLOCK = seated(seats=30, key="5f0f3a44-6f8e-4f43-9a55-6d1f6b1d5c01")
SCARCE = seated(seats=1, key="5f0f3a44-6f8e-4f43-9a55-6d1f6b1d5c02")


def build_workshop_of_two_sessions() -> None:
    workshop(Portal(), BLOCK, SCARCE)


pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build_workshop_of_two_sessions)]


@pytest.fixture
def place(db: None) -> Workshop:
    return kept_workshop()


def unconfirmed(place: Workshop, number: int = 0, block: Any = BLOCK, **fields: Any) -> Application:
    return place.send(place.draft(block, number, **fields), is_confirmed=False)


def mailed(application: Application) -> None:
    """The mail with the link has left more than an hour ago."""
    OutgoingEmail.objects.filter(application=application).update(
        status=EmailStatus.SENT, sent_at=timezone.now() - LATER
    )


def status_of(application: Application) -> str:
    application.refresh_from_db()
    return application.status


def test_thirty_seats_under_invented_addresses_come_back(place: Workshop) -> None:
    dossiers = [unconfirmed(place, number) for number in range(30)]
    call = place.call(BLOCK)
    [shown] = seats_of([call.session_key]).values()
    assert (shown.taken, shown.left, shown.provisional) == (30, 0, 30)
    assert release_unconfirmed(timezone.now() + LATER) == 0, "no mail has left yet"
    confirm_address(application=dossiers[0])
    send_due()
    assert release_unconfirmed(timezone.now() + timedelta(minutes=59)) == 0
    assert release_unconfirmed(timezone.now() + LATER) == 29
    [shown] = seats_of([call.session_key]).values()
    assert (shown.taken, shown.left, shown.provisional) == (1, 29, 0)
    assert len(mail.outbox) == 31, "whoever lost a seat may be a stranger, and is written nothing"


def test_a_seat_stays_while_mail_is_down_and_goes_with_an_address_that_does_not_exist(
    place: Workshop, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits, given_up, unknown = (unconfirmed(place, number) for number in range(3))
    OutgoingEmail.objects.filter(application=given_up).update(status=EmailStatus.FAILED, attempts=10)

    def refuse(_self: EmailBackend, messages: list[Any]) -> int:
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"No such user")})

    OutgoingEmail.objects.filter(application=waits).update(next_try_at=timezone.now() + 5 * LATER, attempts=3)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        send_due()
    assert release_unconfirmed(timezone.now() + LATER) == 1
    assert [status_of(each) for each in (waits, given_up, unknown)] == ["accepted", "accepted", "lapsed"]


def test_a_freed_seat_goes_to_who_waits_and_has_confirmed(place: Workshop) -> None:
    holder = unconfirmed(place, 0, SCARCE)
    stranger, waits = unconfirmed(place, 1, SCARCE), place.register(SCARCE, 2)
    assert [stranger.status, waits.status] == [Status.WAITING_LIST] * 2
    mailed(holder)
    mailed(stranger)
    assert release_unconfirmed(timezone.now()) == 1
    assert [status_of(each) for each in (holder, stranger, waits)] == ["lapsed", "waiting_list", "offered"]
    withdraw(application=waits)
    assert status_of(stranger) == Status.WAITING_LIST, "nothing is offered before the address is confirmed"
    newcomer = place.register(SCARCE, 3)
    assert newcomer.status == Status.ACCEPTED, "who is passed over keeps nobody else from a seat"
    withdraw(application=newcomer)
    confirm_address(application=stranger)
    assert status_of(stranger) == Status.SEAT_HELD


def test_confirming_late_gives_a_seat_again_if_there_is_one(place: Workshop) -> None:
    first = unconfirmed(place, 0, SCARCE)
    mailed(first)
    release_unconfirmed(timezone.now())
    confirm_address(application=first)
    assert (status_of(first), first.is_provisional) == (Status.ACCEPTED, False)
    second = unconfirmed(place, 1)
    mailed(second)
    release_unconfirmed(timezone.now())
    place.fill(BLOCK, 30)
    confirm_address(application=second)
    assert status_of(second) == Status.WAITING_LIST


def test_what_staff_decide_stands(place: Workshop) -> None:
    call = place.call(BLOCK)
    call.confirms_at_once = False
    call.save()
    dossier, moderator = unconfirmed(place), staff("moderator@example.org", moderators())
    assert dossier.status == Status.RECEIVED
    decide(application=dossier, verdict="accepted", reason="", by=moderator)
    release(application=dossier, by=moderator)
    mailed(dossier)
    assert release_unconfirmed(timezone.now()) == 0
    assert (status_of(dossier), dossier.is_provisional) == (Status.ACCEPTED, False)


def test_one_address_holds_so_many_seats_only(place: Workshop, settings: Any) -> None:
    settings.SEATS_TO_CONFIRM = 2

    def once_more() -> Application:
        draft = place.draft(BLOCK)
        return place.send(draft, is_confirmed=False)

    first, _second = once_more(), once_more()
    with pytest.raises(TooManyToConfirmError):
        once_more()
    assert Application.objects.count() == 2
    confirm_address(application=first)
    once_more()
    place.register(BLOCK)
    settings.RATE_LIMITS = {"letter by recipient": "1/hour"}
    settings.SEATS_TO_CONFIRM = 99
    with pytest.raises(TooManyToConfirmError):
        once_more()


def test_from_the_form_to_the_button(place: Workshop, django_assert_num_queries: Any) -> None:
    visitor = Visitor(place.forms["en"])
    shown = plain(visitor.register(BLOCK["id"]).content.decode())
    assert "One step left: confirm your seat" in shown
    assert "You are registered" not in shown
    dossier = Application.objects.get()
    event = plain(Client().get(place.events["en"].get_url()).content.decode())
    assert "1 seat taken is still to be confirmed" in event
    address = visited_address(dossier)
    scanner, person = Client(), Client()
    asked = plain(scanner.get(address).content.decode())
    assert "Confirm your seat" in asked
    dossier.refresh_from_db()
    assert (dossier.is_provisional, dossier.address_confirmed_at) == (True, None), "opening the link changes nothing"
    answer = person.post(address, follow=True)
    assert "the seat is yours" in plain(answer.content.decode())
    dossier.refresh_from_db()
    assert not dossier.is_provisional
    send_due()
    assert "You are registered" in mail.outbox[-1].subject
    assert person.post(address).status_code == 303, "pressed twice it is one"
    assert OutgoingEmail.objects.count() == 2


def visited_address(dossier: Application) -> str:
    """The link of the mail that has arrived."""
    send_due()
    [line] = [line for line in str(mail.outbox[-1].body).splitlines() if "/confirm/" in line]
    assert str(dossier.pk) in line
    return "/" + line.split("/", 3)[3]


def test_a_browser_that_has_confirmed_registers_at_once(place: Workshop, settings: Any) -> None:
    visitor = Visitor(place.forms["en"])
    visitor.register(BLOCK["id"])
    visitor.client.post(visited_address(Application.objects.get()))
    again = Visitor(place.forms["en"])
    again.client = visitor.client
    assert "You are registered" in plain(again.register(BLOCK["id"]).content.decode())
    stranger = Visitor(place.forms["en"])
    assert "One step left" in plain(stranger.register(BLOCK["id"]).content.decode())


def test_too_many_seats_of_one_network(place: Workshop, settings: Any) -> None:
    settings.RATE_LIMITS = {"seat by address": "1/hour"}
    visitor = Visitor(place.forms["en"])
    visitor.register(BLOCK["id"])
    other = Visitor(place.forms["en"])
    other.choose(BLOCK["id"])
    other.introduce(mail="grace@example.org")
    answer = other.send()
    assert (answer.status_code, int(answer["Retry-After"]) > 3000) == (429, True)
    assert "grace@example.org" in answer.content.decode()
    assert Application.objects.count() == 1


def test_staff_see_what_is_provisional(place: Workshop, client: Client) -> None:
    dossier = unconfirmed(place)
    client.force_login(staff("moderator@example.org", moderators()))
    attendance = client.get(reverse("applications:attendance", args=(dossier.call_id,))).content.decode()
    assert "rovisoire" in attendance
    page = reverse("applications:dossier", args=(dossier.pk,))
    assert "n’est pas parti" in plain(client.get(page).content.decode())
    send_due()
    assert kept_until(dossier)
    assert "remise à disposition après" in plain(client.get(page).content.decode())
    assert "Place à confirmer" in client.get(reverse("applications:index")).content.decode()


def test_staff_confirm_for_somebody_whom_they_have_reached(place: Workshop, client: Client) -> None:
    dossier = unconfirmed(place)
    address = reverse("applications:vouch", args=(dossier.pk,))
    client.force_login(staff("stranger@example.org"))
    assert client.post(address, headers={"X-Requested-With": "XMLHttpRequest"}).status_code in (403, 404)
    assert status_of(dossier) == Status.ACCEPTED
    assert dossier.is_provisional
    client.force_login(staff("moderator@example.org", moderators()))
    page = reverse("applications:dossier", args=(dossier.pk,))
    assert address in client.get(page).content.decode()
    assert client.get(address).status_code == 405
    client.post(address)
    dossier.refresh_from_db()
    assert (dossier.is_provisional, bool(dossier.address_confirmed_at)) == (False, True)
    assert address not in client.get(page).content.decode()
    assert [edit.kind for edit in dossier.edits.all()] == ["address"]
