"""Registering for a session of an event: what the form asks, and where the registration arrives."""

import pytest

from applications.dossiers.submission import CallClosedError, CallFullError
from applications.models import Application, OutgoingEmail
from applications.models.suspicions import Suspicion, suspicion_labels
from applications.statuses import Status
from tests.applications.registering import KEYS, Visitor, workshop
from tests.applications.session_calls import changed, seated
from tests.builders import Portal

pytestmark = pytest.mark.django_db


def test_the_sessions_are_the_options_in_both_languages(portal: Portal) -> None:
    near, far = seated(30, place="Lyon"), seated(60, place="Grenoble")
    one = workshop(portal, far, near, seated(40, is_open=False))
    assert list(one.options("fr")) == [near["id"], far["id"]]
    assert list(one.options("en")) == list(one.options("fr"))
    assert "Lyon" in one.options("fr")[near["id"]]
    assert "am" in one.options("en")[near["id"]]
    assert one.options("en") != one.options("fr")


def test_the_form_is_synced_with_its_event(portal: Portal) -> None:
    first, second = seated(30), seated(60)
    one = workshop(portal, first)
    application = one.register(first)
    changed(one.events["fr"], first, second)
    assert list(one.options("fr")) == list(one.options("en")) == [first["id"], second["id"]]
    changed(one.events["fr"], second)
    assert list(one.options()) == [second["id"]]
    application.refresh_from_db()
    spec = application.version.form("fr").steps[0]["questions"][0]
    assert [option["key"] for option in spec["options"]] == [first["id"]], "what was asked then stays readable"


def test_two_groups_at_the_same_time_are_told_apart(portal: Portal) -> None:
    one = workshop(portal, seated(30), seated(30))
    assert len(set(one.options("en").values())) == 2
    assert [label.endswith("(group 2)") for label in one.options("en").values()] == [False, True]


# Where it arrives


def test_a_registration_lands_in_the_call_of_its_session(portal: Portal) -> None:
    first, second = seated(30), seated(60)
    one = workshop(portal, first, second)
    confirmation = Visitor(one.forms["en"]).reads().register(second["id"])
    application = Application.objects.get()
    assert application.call == one.call(second)
    assert application.version.call == one.series
    assert (application.status, application.number) == (Status.ACCEPTED, 1)
    assert application.reference.startswith(f"{one.series.prefix}-")
    assert application.answers[KEYS["session"]] == second["id"]
    assert [change.to_status for change in application.status_changes.all()] == [Status.ACCEPTED]
    assert [(mail.occasion, mail.key) for mail in OutgoingEmail.objects.all()] == [
        ("registered", f"receipt:{application.pk}")
    ]
    assert "You are registered" in confirmation.content.decode()


def test_staff_confirm_where_the_event_says_so(portal: Portal) -> None:
    block = seated(30, is_by_hand=True)
    one = workshop(portal, block)
    assert one.register(block).status == Status.RECEIVED
    assert OutgoingEmail.objects.get().occasion == "receipt"


def test_seats_then_the_waiting_list_and_each_session_has_its_own(portal: Portal) -> None:
    first, second = seated(30), seated(60, seats=1, has_waiting_list=False)
    one = workshop(portal, first, second)
    statuses = [one.register(first, number).status for number in range(4)]
    assert statuses == [*[Status.ACCEPTED] * 2, *[Status.WAITING_LIST] * 2]
    assert one.register(second, 5).number == 1
    with pytest.raises(CallFullError):
        one.register(second, 6)


def test_nobody_overtakes_those_who_wait(portal: Portal) -> None:
    block = seated(30, seats=1)
    one = workshop(portal, block)
    first, _second = one.register(block, 1), one.register(block, 2)
    Application.objects.filter(pk=first.pk).update(status=Status.WITHDRAWN)
    assert one.register(block, 3).status == Status.WAITING_LIST


def test_the_same_draft_is_one_registration_whatever_session_it_names(portal: Portal) -> None:
    first, second = seated(30), seated(60)
    one = workshop(portal, first, second)
    draft = one.draft(first)
    application = one.send(draft)
    draft.data[KEYS["session"]] = [second["id"]]
    assert one.send(draft) == application
    assert Application.objects.count() == OutgoingEmail.objects.count() == 1


def test_a_session_that_is_gone_or_another_events_takes_nobody(portal: Portal) -> None:
    block, gone = seated(30), seated(40)
    one = workshop(portal, block)
    elsewhere = workshop(portal, gone, slug="elsewhere")
    draft = one.draft(gone)
    with pytest.raises(CallClosedError):
        one.send(draft)
    assert elsewhere.register(gone).call == one.call(gone)


def test_a_second_registration_with_an_address_is_marked(portal: Portal) -> None:
    first, second = seated(30), seated(60)
    one = workshop(portal, first, second)
    assert one.register(first).suspicions == []
    assert one.register(second).suspicions == []
    again = one.register(first)
    assert again.suspicions == [Suspicion.AGAIN]
    assert again.status == Status.ACCEPTED
    assert len(suspicion_labels(again.suspicions)) == 1
