import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.actions.submit import CallClosedError, submit
from applications.actions.versions import record_version
from applications.models import Application, Call, FormVersion, StatusChange
from applications.models.calls import CallState
from applications.references import is_reference
from tests.builders import Portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return Call.objects.create(code="pic")


def send(call: Call, **fields: object) -> Application:
    version = FormVersion.objects.get_or_create(call=call, content_hash="x", defaults={"content": {}})[0]
    given = {
        "call": call,
        "version": version,
        "language": "fr",
        "answers": {"a": 1},
        "contact_name": "Ada",
        "contact_email": "Ada@Example.org",
        "token": uuid.uuid4(),
    }
    return submit(**(given | fields))  # type: ignore[arg-type]


def test_an_application_has_a_reference_and_a_history(call: Call) -> None:
    application = send(call)
    assert is_reference(application.reference)
    assert application.contact_email == "ada@example.org"
    change = StatusChange.objects.get(application=application)
    assert (change.from_status, change.to_status, change.by) == ("", "received", None)


def test_the_same_token_makes_one_application(call: Call) -> None:
    token = uuid.uuid4()
    assert send(call, token=token).pk == send(call, token=token).pk
    assert Application.objects.count() == StatusChange.objects.count() == 1


def test_the_same_token_with_other_answers_loses_none_of_them(call: Call) -> None:
    token = uuid.uuid4()
    assert send(call, token=token).pk != send(call, token=token, answers={"a": 2}).pk
    assert sorted(a.answers["a"] for a in Application.objects.all()) == [1, 2]


def test_the_token_of_another_call_counts_as_none(call: Call) -> None:
    token = uuid.uuid4()
    send(call, token=token)
    other = send(Call.objects.create(code="other"), token=token)
    assert other.submit_token != token
    assert Application.objects.count() == 2


def test_a_closed_call_takes_nothing_but_knows_what_it_took(call: Call) -> None:
    token = uuid.uuid4()
    before = send(call, token=token)
    call.closes_at = timezone.now()
    call.save()
    assert send(call, token=token).pk == before.pk
    with pytest.raises(CallClosedError):
        send(call)
    assert Application.objects.count() == 1


def test_states_of_a_call(call: Call) -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    assert call.state() == CallState.OPEN
    assert Call(opens_at=now + hour).state() == CallState.UPCOMING
    assert Call(opens_at=now - hour, closes_at=now + hour).state() == CallState.OPEN
    assert Call(closes_at=now).state(now) == CallState.CLOSED
    assert Call(opens_at=now).state(now) == CallState.OPEN
    assert list(Call.objects.open(now)) == [call]


def test_publishing_keeps_one_version_per_content() -> None:
    portal = Portal()
    call = Call.objects.create(code="pic")
    page = portal.form("fr", call, portal.offer("fr", "pivo"))
    assert list(FormVersion.objects.get(call=call).content) == ["fr"]
    portal.form("en", call, portal.offer("en", "pivo"))
    assert FormVersion.objects.filter(call=call).count() == 2
    assert set(record_version(call=call).content) == {"fr", "en"}
    page.save_revision().publish()
    assert FormVersion.objects.filter(call=call).count() == 2
    both = record_version(call=call)
    page.title = "Autre titre"
    page.save_revision().publish()
    assert FormVersion.objects.filter(call=call).count() == 3
    assert record_version(call=call) != both
    page.title = "Ask"
    page.save_revision().publish()
    assert record_version(call=call) == both
