"""What an editor may publish below an event, and what staff see of registrations under their series' form."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from applications.dossiers.corrections import ask_corrections
from applications.dossiers.refusals import RefusedError
from applications.dossiers.shown_corrections import correctable, specs_of
from applications.forms.condition_chooser import chooser_settings
from applications.forms.gate import check
from applications.forms.page import FormPage
from applications.forms.publishing import PublicationRefusedError, findings_if_published
from applications.kinds import CallKind
from applications.models import Application, Call
from applications.staff.exports.table import Table
from applications.staff.letters import example_application
from applications.staff.queue.people import calls_of
from tests.applications.registering import KEYS, Visitor, Workshop, steps, workshop
from tests.applications.session_calls import SESSION, changed, seated
from tests.builders import Portal, moderators, staff

pytestmark = pytest.mark.django_db


def problems(page: FormPage) -> list[str]:
    with translation.override("en"):
        return findings_if_published(page).problems


def spec(**details: Any) -> dict[str, Any]:
    plain = {"key": "s", "kind": "session", "label": "Session", "hint": "", "required": True, "private": False}
    options = {} if "kind" in details else {"options": [{"key": "k", "label": "Day"}]}
    return plain | {"conditions": []} | options | details


def in_a_step(*specs: dict[str, Any], **details: Any) -> list[str]:
    """What the gate says of a step with these questions."""
    mail = spec(key="m", kind="email", label="E-mail")
    step = {"key": "a", "kind": "step", "title": "You", "introduction": "", "conditions": [], "rules": []}
    first = step | {"questions": [mail, spec(key="y", kind="yes_no", label="Yes?")]}
    asked = step | {"key": "b", "questions": list(specs)} | details
    with translation.override("en"):
        return check({"fr": {"title": "", "steps": [first, asked]}}, source="fr").problems


def test_the_session_is_asked_of_everybody_and_once() -> None:
    assert in_a_step(spec()) == []
    condition = {"question": "y", "operator": "is", "value": "yes"}
    assert "already" in in_a_step(spec(), spec(key="t", label="Again"))[0]
    assert "its step can have no condition" in in_a_step(spec(), conditions=[condition])[0]
    assert "cannot be private" in in_a_step(spec(private=True))[0]
    assert "neither be optional" in in_a_step(spec(required=False))[0]
    assert "neither be optional" in in_a_step(spec(conditions=[condition]))[0]
    assert "a published event" in in_a_step(spec(options=[]))[0]


def test_no_condition_asks_for_the_session() -> None:
    """Sessions come and go: a form would be refused for one that is gone."""
    assert "session" not in chooser_settings()["kinds"]
    later = spec(key="n", kind="short_text", label="Name", autocomplete="")
    later["conditions"] = [{"question": "s", "operator": "is", "value": "k"}]
    assert "cannot say" in in_a_step(spec(), later)[0]


def test_an_editor_is_asked_for_words_only(kept_workshop: Workshop) -> None:
    block = kept_workshop.forms["fr"].steps[0].value["questions"][0].block
    assert set(block.child_blocks) == {"label", "hint"}


def test_the_question_belongs_below_an_event_that_takes_registrations(portal: Portal, kept_workshop: Workshop) -> None:
    series = Call.objects.create(code="series", kind=CallKind.REGISTRATION, moderators=moderators())
    offer = portal.offer("fr", "offer")
    page = FormPage(title="X", slug="x", action_label="X", call=series, steps=steps("fr"), live=False)
    page.locale = offer.locale
    offer.add_child(instance=page)
    assert any("a published event" in text for text in problems(page))
    assert problems(kept_workshop.forms["fr"]) == []
    changed(kept_workshop.events["fr"], seated(is_open=False))
    assert any("a published event" in text for text in problems(kept_workshop.forms["fr"]))


def test_the_call_of_the_form_is_one_for_registrations(kept_workshop: Workshop) -> None:
    Call.objects.filter(pk=kept_workshop.series.pk).update(kind=CallKind.GRANT)
    page = FormPage.objects.get(pk=kept_workshop.forms["fr"].pk)
    assert any("of the kind “Registration”" in text for text in problems(page))
    page.call = Call.objects.get(series=kept_workshop.series)
    assert any("that of one session" in text for text in problems(page))


def test_a_registration_form_below_an_event_asks_for_the_session(kept_workshop: Workshop) -> None:
    page = kept_workshop.forms["fr"]
    page.steps = page.steps.stream_block.to_python(steps("fr")[1:])
    assert any("add the question “Session of the event”" in text for text in problems(page))
    Call.objects.filter(pk=kept_workshop.series.pk).update(kind=CallKind.ENQUIRY)
    page.call.refresh_from_db()
    assert not any("add the question" in text for text in problems(page))


def test_one_form_of_an_event_asks_for_its_sessions(portal: Portal, kept_workshop: Workshop) -> None:
    other = Call.objects.create(code="other", kind=CallKind.REGISTRATION, moderators=moderators())
    portal.form("fr", other, kept_workshop.events["fr"], slug="again", steps=steps("fr"))
    with pytest.raises(PublicationRefusedError) as refusal, translation.override("en"):
        portal.form("en", other, kept_workshop.events["en"], slug="again", steps=steps("en"))
    assert any("Another form of this event" in text for text in refusal.value.problems)


def test_the_last_version_stays_when_the_event_is_taken_down(kept_workshop: Workshop) -> None:
    kept_workshop.events["en"].unpublish()
    before = kept_workshop.version
    kept_workshop.events["fr"].unpublish()
    assert kept_workshop.version == before
    assert Visitor(kept_workshop.forms["en"]).get().status_code == 200


# What staff see


def test_staff_find_the_form_of_a_session_by_its_call(kept_workshop: Workshop) -> None:
    application = kept_workshop.register(SESSION)
    call = kept_workshop.call(SESSION)
    assert call.moderators == kept_workshop.series.moderators
    person = staff("mo@example.org", moderators())
    found = {each.pk: each for each in calls_of(person, with_form_of=call.pk)}
    assert found[call.pk].newest_form == kept_workshop.version.content  # type: ignore[attr-defined]
    assert found[kept_workshop.series.pk].newest_form is None  # type: ignore[attr-defined]
    found = {each.pk: each for each in calls_of(person, with_form_of=kept_workshop.series.pk)}
    assert found[kept_workshop.series.pk].newest_form == kept_workshop.version.content  # type: ignore[attr-defined]
    assert example_application(call, "fr").version == kept_workshop.version
    table = Table(Application.objects.filter(pk=application.pk), "en")
    row = dict(zip(table.headings, next(table.rows()), strict=True))
    assert row["Which session are you coming to?"] == kept_workshop.options("en")[SESSION["id"]]
    assert row["Your name"] == "Ada 0"


def test_the_session_is_not_put_right_by_a_correction(portal: Portal) -> None:
    block = seated(is_by_hand=True)
    one = workshop(portal, block)
    application = one.register(block)
    assert set(specs_of(application, "fr")) - set(correctable(application, "fr")) == {KEYS["session"]}
    person = staff("mo@example.org", moderators())
    due = timezone.localdate() + timedelta(days=7)
    client = Client()
    client.force_login(person)
    page = client.get(f"/admin/applications/{application.pk}/corrections/").content.decode()
    assert f"remark-{KEYS['name']}" in page
    assert f"remark-{KEYS['session']}" not in page
    with pytest.raises(RefusedError):
        ask_corrections(application=application, remarks={KEYS["session"]: "Elsewhere"}, due_on=due, by=person)
    ask_corrections(application=application, remarks={KEYS["name"]: "Your full name"}, due_on=due, by=person)
    assert application.correction_draft.version == one.version


# What it costs


@pytest.mark.parametrize("number", [1, 3])
def test_the_step_with_the_sessions(
    portal: Portal, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    """One query for the seats of all sessions, with a draft or without."""
    blocks = [seated(30 + each) for each in range(number)]
    one = workshop(portal, *blocks)
    one.register(blocks[0])
    visitor = Visitor(one.forms["fr"])
    queries = {"": 9, f"?session={blocks[0]['id']}": 9, "?both=1": 9}
    for tail, count in queries.items():
        visitor.get(tail)
        with django_assert_num_queries(count):
            visitor.get(tail)
    visitor.choose(blocks[0]["id"])
    for tail, count in {"": 10, "step/1/": 10, "step/2/": 10, "check/": 10}.items():
        visitor.get(tail)
        with django_assert_num_queries(count):
            assert visitor.get(tail).status_code == 200
