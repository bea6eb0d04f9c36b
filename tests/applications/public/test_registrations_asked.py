"""The question for the session through the pages: what can be chosen now, and what happens when it no longer can."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.dossiers.submission import CallFullError
from applications.models import Application, Call, Draft
from tests.applications.registering import KEYS, Visitor, plain, sealed_draft, workshop
from tests.applications.session_calls import changed, seated
from tests.builders import Portal

pytestmark = pytest.mark.django_db


# Asking


def test_what_is_left_of_each_session(portal: Portal) -> None:
    free, full, shut = seated(30, seats=3), seated(40, seats=1), seated(50, seats=1, has_waiting_list=False)
    off, later = seated(60, state="cancelled"), seated(70, state="postponed")
    endless = seated(80, seats=None)
    one = workshop(portal, free, full, shut, off, later, endless)
    one.fill(full, 1)
    one.fill(shut, 1)
    page = Visitor(one.forms["en"]).get().content.decode()
    assert page.count('type="radio"') == 3
    for words in ("3 seats left", "Full: you can join the waiting list", "Cancelled", "Postponed"):
        assert page.count(words) == 1
    for block in (free, full, endless):
        assert f'value="{block["id"]}"' in page
    for block in (shut, off, later):
        assert f'value="{block["id"]}"' not in page
    page = plain(Visitor(one.forms["fr"]).get().content.decode())
    assert page.count('type="radio"') == 3


def test_the_last_day_to_register_stands_beside_a_session(portal: Portal) -> None:
    last = timezone.localdate() + timedelta(days=10)
    one = workshop(portal, seated(30, closes_on=str(last)), seated(40, closes_on=str(last - timedelta(days=20))))
    page = Visitor(one.forms["en"]).get().content.decode()
    assert page.count("Register by") == 1
    assert f"{last.day} {last:%B %Y}" in page
    assert "Registration has closed" in page
    assert "To be sent by" not in page


def test_what_is_over_is_not_asked_any_more(portal: Portal) -> None:
    past, near, far = seated(-3), seated(30), seated(60)
    one = workshop(portal, past, near, far)
    page = Visitor(one.forms["en"]).get().content.decode()
    assert page.count("seats-list__row") == 2
    page = Visitor(one.forms["en"]).get(f"?session={past['id']}").content.decode()
    assert page.count("seats-list__row") == 3
    assert "Over" in page
    assert "checked" not in page


def test_the_address_names_the_session(portal: Portal) -> None:
    first, second = seated(30), seated(60)
    one = workshop(portal, first, second)
    visitor = Visitor(one.forms["en"])
    assert "checked" not in visitor.get().content.decode()
    page = visitor.get(f"?session={second['id'].upper()}").content.decode()
    assert f'value="{second["id"]}" checked' in page
    assert f'action="{visitor.url}step/1/?session={second["id"]}"' in page
    for junk in ("x", "%00", "../..", "'", "11111111-1111-4111-8111-111111111111", "a&session=b", "%ED%A0%80"):
        answer = visitor.get(f"?session={junk}")
        assert answer.status_code == 200
        assert "checked" not in answer.content.decode()
        assert "session=" not in answer.content.decode().split('id="step"')[1].split(">")[0]
    assert not Draft.objects.exists()


def test_the_wanted_session_waits_for_its_step_and_changes_no_choice(portal: Portal) -> None:
    first, second = seated(30), seated(60)
    one = workshop(portal, first, second)
    visitor = Visitor(one.forms["en"])
    visitor.post("step/1/", go="save")
    page = visitor.get(f"?session={second['id']}").content.decode()
    assert f"step/1/?session={second['id']}" in page, "the way on from “you have begun” keeps it"
    assert f'value="{second["id"]}" checked' in visitor.get(f"step/1/?session={second['id']}").content.decode()
    assert visitor.choose(first["id"])["Location"] == f"{visitor.url}step/2/"
    page = visitor.get(f"step/1/?session={second['id']}").content.decode()
    assert f'value="{first["id"]}" checked' in page
    assert f'value="{second["id"]}" checked' not in page


def test_the_only_session_is_chosen_beforehand(portal: Portal) -> None:
    block = seated(30)
    one = workshop(portal, block, seated(40, state="cancelled"))
    visitor = Visitor(one.forms["fr"])
    assert f'value="{block["id"]}" checked' in visitor.get().content.decode()
    visitor.post("step/1/", go="save")
    assert Draft.objects.get().data == {}
    assert "check/" not in visitor.get().content.decode(), "but it is no answer before it was sent"


def test_both_languages_side_by_side(portal: Portal) -> None:
    block = seated(30)
    one = workshop(portal, block, seated(60))
    page = plain(Visitor(one.forms["en"]).get("?both=1").content.decode())
    assert plain(one.options("fr")[block["id"]]) in page
    assert plain(one.options("en")[block["id"]]) in page


def test_many_sessions_are_a_list_to_open(portal: Portal) -> None:
    blocks = [seated(30 + number, state="cancelled" if number == 3 else "confirmed") for number in range(13)]
    one = workshop(portal, *blocks)
    page = Visitor(one.forms["en"]).get().content.decode()
    assert "<select" in page
    assert 'type="radio"' not in page
    assert page.count("disabled") == 1
    assert "2 seats left" in page
    answer = Visitor(one.forms["en"]).choose(blocks[3]["id"])
    assert answer.status_code == 422
    assert "This session is cancelled." in answer.content.decode()
    assert Visitor(one.forms["en"]).choose(blocks[4]["id"]).status_code == 303


# Checking


def test_junk_is_no_session(portal: Portal) -> None:
    one = workshop(portal, seated(30), seated(60))
    for junk in ("", "x", "\0", "11111111-1111-4111-8111-111111111111", "9" * 5000):
        answer = Visitor(one.forms["en"]).choose(junk)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()


def test_a_session_that_filled_up_meanwhile_leads_back_with_the_others(portal: Portal) -> None:
    first, second = seated(30, seats=1, has_waiting_list=False), seated(60)
    one = workshop(portal, first, second)
    visitor = Visitor(one.forms["en"])
    visitor.choose(first["id"])
    visitor.introduce(name="Nothing of this is lost")
    one.fill(first, 1)
    answer = visitor.post("check/", draft=sealed_draft(), go="send")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "All seats of this session are taken. Choose another one." in page
    assert f"step/1/?from=check#question-{KEYS['session']}" in page
    assert "Nothing of this is lost" in page
    assert plain(one.options("en")[first["id"]]) in plain(page), "what was chosen is said in words"
    page = visitor.get("step/1/?from=check").content.decode()
    assert page.count('type="radio"') == 1
    assert f'value="{second["id"]}" checked' in page
    visitor.choose(second["id"])
    assert visitor.send().status_code == 303
    assert Application.objects.get(call=one.call(second)).contact_name == "Nothing of this is lost"


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"session_state": "cancelled"}, "This session is cancelled."),
    ({"session_state": "postponed"}, "This session is postponed."),
    ({"closes_at": timezone.now() - timedelta(hours=1)}, "Registration for this session has closed."),
    ({"session_state": "removed"}, "This session is not offered any more."),
    ({"session_starts_at": timezone.now() - timedelta(hours=1)}, "This session has begun, or is over."),
]


def test_why_a_session_cannot_be_had_any_more(portal: Portal) -> None:
    first, second = seated(30), seated(60)
    one = workshop(portal, first, second)
    visitor = Visitor(one.forms["en"])
    visitor.choose(first["id"])
    visitor.introduce()
    before = one.call(first)
    for change, words in CHANGES:
        Call.objects.filter(pk=before.pk).update(**change)
        answer = visitor.post("check/", draft=sealed_draft(), go="send")
        assert answer.status_code == 422
        assert f"{words} Choose another one." in answer.content.decode()
        assert visitor.choose(first["id"]).status_code == 422
        before.save()
    assert not Application.objects.exists()


def test_one_that_fills_up_under_the_lock_is_told_in_the_same_words(portal: Portal, monkeypatch: Any) -> None:
    first, second = seated(30, seats=1, has_waiting_list=False), seated(60)
    one = workshop(portal, first, second)
    visitor = Visitor(one.forms["en"])
    visitor.choose(first["id"])
    visitor.introduce()

    def late(**_given: Any) -> None:
        one.fill(first, 1)
        raise CallFullError

    monkeypatch.setattr(import_module("applications.public.form.check"), "submit", late)
    answer = visitor.post("check/", draft=sealed_draft(), go="send")
    assert answer.status_code == 422
    assert "All seats of this session are taken." in answer.content.decode()


def test_who_will_have_to_wait_knows_before_sending(portal: Portal) -> None:
    block = seated(30, seats=1)
    one = workshop(portal, block)
    one.fill(block, 1)
    visitor = Visitor(one.forms["en"])
    visitor.choose(block["id"])
    visitor.introduce()
    assert "The session is full: you will be on its waiting list." in visitor.get("check/").content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_of_which_every_session_is_full_is_closed(portal: Portal, language: str) -> None:
    blocks = [seated(30, seats=1, has_waiting_list=False), seated(60, seats=1, has_waiting_list=False)]
    one = workshop(portal, *blocks)
    late = Visitor(one.forms[language])
    late.choose(blocks[0]["id"])
    late.introduce(name="Nothing of this is lost")
    for block in blocks:
        one.fill(block, 1)
    answer = Client().get(one.forms[language].get_url())
    assert answer.status_code == 200
    assert "status--over" in answer.content.decode()
    answer = late.post("check/", draft=sealed_draft(), go="send")
    assert answer.status_code == 403
    assert "Nothing of this is lost" in answer.content.decode()


def test_a_form_whose_last_session_is_closed_is_closed(portal: Portal) -> None:
    block = seated(30)
    one = workshop(portal, block)
    changed(one.events["fr"], {**block, "value": block["value"] | {"state": "cancelled"}})
    answer = Client().get(one.forms["en"].get_url())
    assert "Closed" in answer.content.decode()
    assert 'type="radio"' not in answer.content.decode()
