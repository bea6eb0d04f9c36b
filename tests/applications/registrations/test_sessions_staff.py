"""Sessions where staff meet them: among the calls, on the first screen, in a dossier and its history, in the mails."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from applications.dossiers.call_closing import tell_of_closed_calls
from applications.dossiers.timeline import timeline
from applications.kinds import CallKind
from applications.mail.composing import compose
from applications.models import Application, Call, OutgoingEmail, StatusChange
from applications.staff.queue import GROUPS, group_of
from applications.statuses import Status
from tests.applications.session_calls import Office, kept_office, office, seated
from tests.applications.staff.call_forms import FIELDS
from tests.builders import Portal, staff
from tests.signing_in import log_in


def build_office_of_two_sessions() -> None:
    office(Portal(), seated(9, seats=2), seated(-9))


pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build_office_of_two_sessions)]


@pytest.fixture
def desk(db: None) -> Office:
    return kept_office()


def edit_url(call: Call) -> str:
    return reverse("calls:edit", args=(call.pk,))


def sent_by(client: Client, call: Call, **changed: str) -> Any:
    """What the form of a call sends that was opened and changed."""
    form = client.get(edit_url(call)).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    text = {name: "on" if value is True else str(value) for name, value in data.items() if value is not False}
    return client.post(edit_url(call), text | changed)


# Among the calls


def test_the_call_of_a_session_is_changed_where_it_comes_from(desk: Office) -> None:
    client = log_in(staff("root@example.org", is_superuser=True), "en")
    call = Call.objects.filter(series=desk.series).latest("session_starts_at")
    before = Call.objects.filter(pk=call.pk).values().get()
    page = client.get(edit_url(call))
    disabled = {name for name, field in page.context["form"].fields.items() if field.disabled}
    assert disabled == set(page.context["form"].fields) - {"code", "amount_min", "amount_max"}
    text = page.content.decode()
    assert "The event says so: change it there." in text
    assert f"The call of the form says so: {desk.series.title_en}." in text
    for url in (reverse("wagtailadmin_pages:edit", args=(desk.event.pk,)), edit_url(desk.series)):
        assert url in text
    changed = {"capacity": "99", "closes_at": "2030-01-01 12:00", "kind": "grant", "code": "renamed", "draft_days": "1"}
    assert sent_by(client, call, **changed).status_code == 302
    assert Call.objects.filter(pk=call.pk).values().get() == before | {"code": "renamed"}


def test_what_the_call_of_a_form_says_goes_on_to_its_sessions(desk: Office) -> None:
    client = log_in(staff("root@example.org", is_superuser=True), "en")
    page = client.get(edit_url(desk.series))
    disabled = {name for name, field in page.context["form"].fields.items() if field.disabled}
    assert disabled == {"kind", "closes_at", "confirms_at_once"}
    assert sent_by(client, desk.series, draft_days="7").status_code == 302
    assert set(Call.objects.filter(series=desk.series).values_list("draft_days", flat=True)) == {7}


def test_only_registrations_are_confirmed_at_once(desk: Office) -> None:
    client = log_in(staff("root@example.org", is_superuser=True), "en")
    data = FIELDS | {"confirms_at_once": "on"}
    assert "confirms_at_once" in client.post(reverse("calls:add"), data).context["form"].errors
    assert client.post(reverse("calls:add"), data | {"kind": CallKind.REGISTRATION}).status_code == 302
    assert Call.objects.get(code="pic").confirms_at_once


def test_what_people_applied_to_stays(desk: Office) -> None:
    desk.registered()
    client = log_in(staff("root@example.org", is_superuser=True), "en")
    free = Call.objects.create(code="free")
    for call in (*Call.objects.filter(series=desk.series), desk.series):
        for method in ("get", "post"):
            response = getattr(client, method)(reverse("calls:delete", args=(call.pk,)))
            assert response["Location"] == edit_url(call)
    assert client.post(reverse("calls:delete", args=(free.pk,))).status_code == 302
    assert set(Call.objects.values_list("code", flat=True)) >= {desk.series.code, desk.call.code}
    assert not Call.objects.filter(code="free").exists()


def test_the_list_of_calls_begins_with_those_that_people_made(desk: Office) -> None:
    client = log_in(staff("root@example.org", is_superuser=True), "en")

    def codes(**query: str) -> list[str]:
        table = client.get(reverse("calls:index"), query).context["table"]
        return [call.code for call in table.data]

    to_come, past = Call.objects.filter(series=desk.series).order_by("-session_starts_at")
    assert codes() == ["beside-workshop", "series-workshop", to_come.code, past.code]
    assert codes(sessions="none") == ["beside-workshop", "series-workshop"]
    assert codes(sessions="to_come") == [to_come.code]
    assert codes(sessions="past") == [past.code]
    assert codes(kind="registration", ordering="-code")[0] > codes(kind="registration", ordering="code")[0]
    assert len(codes(sessions="junk")) == 4


# On the first screen


def test_the_first_screen_names_the_sessions_to_come(
    desk: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    call = Call.objects.filter(series=desk.series).latest("session_starts_at")
    desk.registered(call=call)
    client = log_in(desk.moderator, "en")
    client.get("/admin/")
    with django_assert_num_queries(20):
        page = client.get("/admin/").content.decode()
    panel = page[page.index('id="home-sessions"') :]
    assert reverse("applications:attendance", args=(call.pk,)) in panel
    assert "1 of 2 seats taken" in re.sub(r"\s+", " ", panel)
    assert panel.count("Event workshop") == 1, "what is over is not on it"
    assert "home-seats" not in page


# In a dossier


def moved(application: Application, *statuses: str) -> None:
    for source, target in zip(("", *statuses), statuses, strict=False):
        StatusChange.objects.create(application=application, from_status=source, to_status=target)


@pytest.mark.parametrize(
    ("way", "title", "who"),
    [
        ((Status.WAITING_LIST, Status.SEAT_HELD), "A free seat is offered", "the portal"),
        ((Status.SEAT_HELD, Status.ACCEPTED), "The seat that was offered is taken", "the applicant"),
        ((Status.SEAT_HELD, Status.LAPSED), "The seat that was offered was not taken in time", "the portal"),
        ((Status.ACCEPTED, Status.CLOSED), "The session is over", "the portal"),
    ],
    ids=["offered", "taken", "lapsed", "over"],
)
def test_the_history_says_what_the_portal_does(desk: Office, way: tuple[str, ...], title: str, who: str) -> None:
    dossier = desk.registered(way[-1])
    moved(dossier, *way)
    with translation.override("en"):
        events = timeline(Application.objects.get(pk=dossier.pk), language="en", handles=True)
    last = next(event for event in events if event.changes)
    assert (last.title, last.who) == (title, who)
    StatusChange.objects.filter(from_status=way[0]).update(by=desk.moderator)
    with translation.override("en"):
        events = timeline(Application.objects.get(pk=dossier.pk), language="en", handles=True)
    assert next(event for event in events if event.changes).who == "Mo"


def test_a_dossier_says_which_session_it_is_for_and_until_when_a_seat_is_kept(desk: Office) -> None:
    dossier = desk.registered(Status.SEAT_HELD, held_until=timezone.now() + timedelta(days=1))
    page = log_in(desk.moderator, "en").get(reverse("applications:dossier", args=(dossier.pk,))).content.decode()
    brief = page[page.index('id="brief-section"') :]
    assert "Grenoble" in brief
    assert reverse("applications:attendance", args=(dossier.call_id,)) in brief
    assert "Seat kept until" in brief
    committee = desk.registered(Status.READY)
    page = log_in(desk.committee, "en").get(reverse("applications:dossier", args=(committee.pk,))).content.decode()
    assert "Grenoble" in page
    assert reverse("applications:attendance", args=(committee.call_id,)) not in page


def test_every_status_is_somewhere_in_the_queue(desk: Office) -> None:
    assert {group_of(status) for status in Status} == set(GROUPS)
    assert (group_of(Status.SEAT_HELD), group_of(Status.LAPSED)) == ("waiting", "finished")
    client = log_in(desk.moderator, "en")
    for status in (Status.SEAT_HELD, Status.LAPSED):
        desk.registered(status)
        response = client.get(reverse("applications:index"), {"status": status.value})
        assert response.context["items_count"] == 1
        assert f"queue-status--{group_of(status)}" in response.content.decode()


# In the mails


def test_moderators_hear_of_each_session_and_not_of_their_form(desk: Office) -> None:
    now = timezone.now()
    Call.objects.filter(series=desk.series).update(closes_at=now - timedelta(hours=1))
    Call.objects.filter(pk=desk.series.pk).update(closes_at=now - timedelta(hours=1))
    cancelled = Call.objects.filter(series=desk.series).latest("session_starts_at")
    Call.objects.filter(pk=cancelled.pk).update(session_state="cancelled")
    tell_of_closed_calls(now)
    mails = OutgoingEmail.objects.filter(occasion="call_closed")
    told = {(mail.to, mail.context["call"]) for mail in mails}
    kept = Call.objects.filter(series=desk.series).exclude(pk=cancelled.pk).get()
    assert told == {(person.email, kept.pk) for person in (desk.moderator, desk.colleague)}
    mail = compose(mails[0])
    assert reverse("applications:attendance", args=(kept.pk,)) in mail.body
