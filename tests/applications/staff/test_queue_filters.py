"""The filters, the search and the order of the queue: the screen and ``staff.queue.filtered`` say the same."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from applications.models import (
    Application,
    Beneficiary,
    Decision,
    Label,
    Message,
    Outcome,
    StatusChange,
    Verdict,
)
from applications.staff.queue import GROUPS, filtered, group_of
from applications.staff.queue.filters import midnight
from applications.statuses import FINAL, Status
from tests.applications.queue_tables import KEYS, OPTIONS, Table, table
from tests.signing_in import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Table:
    return table()


def names(user: Any, query: str) -> list[str]:
    return [application.contact_name for application in filtered(user, QueryDict(query))]


def test_every_status_is_in_one_group() -> None:
    assert sorted(status for _label, members in GROUPS.values() for status in members) == sorted(Status)
    assert {group_of(status) for status in FINAL} == {"finished"}


def test_filters_by_what_is_asked(desk: Table) -> None:
    """Each filter takes away what it should, in whatever language and order of the form; junk takes nothing away."""
    call = f"call={desk.call.pk}&ordering=contact_name"
    desk.dossier(
        contact_name="Long",
        answers={
            "what": OPTIONS[1],
            "fields": OPTIONS,
            "own": "yes",
            "days": "40",
            "sum": "1500.50",
            "begin": "2026-03-01",
            "secret": OPTIONS[0],
        },
    )
    desk.dossier(
        contact_name="Short",
        language="en",
        answers={
            "what": OPTIONS[0],
            "fields": [OPTIONS[1]],
            "own": "no",
            "days": "-3",
            "sum": "20.00",
            "begin": "2025-01-31",
        },
    )
    desk.dossier(contact_name="None")
    expected = {
        f"a-{KEYS['what']}={OPTIONS[1]}": ["Long"],
        f"a-{KEYS['what']}={OPTIONS[0]}&a-{KEYS['what']}={OPTIONS[1]}": ["Long", "Short"],
        f"a-{KEYS['fields']}={OPTIONS[1]}": ["Long", "Short"],
        f"a-{KEYS['fields']}={OPTIONS[0]}": ["Long"],
        f"a-{KEYS['own']}=no": ["Short"],
        f"a-{KEYS['days']}-min=0": ["Long"],
        f"a-{KEYS['days']}-max=40": ["Long", "Short"],
        f"a-{KEYS['sum']}-min=1500.5&a-{KEYS['sum']}-max=1500.50": ["Long"],
        f"a-{KEYS['begin']}-from=2026-03-01": ["Long"],
        f"a-{KEYS['begin']}-to=2026-02-28": ["Short"],
        f"a-{KEYS['days']}-min=0&a-{KEYS['what']}={OPTIONS[0]}": [],
        # A private question is no filter, nor is nonsense.
        f"a-{KEYS['secret']}={OPTIONS[0]}": ["Long", "None", "Short"],
        f"a-{KEYS['days']}-min=many": ["Long", "None", "Short"],
        f"a-{KEYS['days']}-min={'9' * 40}": ["Long", "None", "Short"],
        f"a-{KEYS['begin']}-from=2026-02-31": ["Long", "None", "Short"],
        f"a-{KEYS['what']}=nothing&a-{KEYS['own']}=%00": ["Long", "None", "Short"],
        "a-=1&a-x-min=2": ["Long", "None", "Short"],
    }
    found = {query: names(desk.moderator, f"{call}&{query}") for query in expected}
    assert found == expected
    orders = {
        f"a-{KEYS['days']}": ["Short", "Long", "None"],
        f"-a-{KEYS['sum']}": ["Long", "Short", "None"],
        f"-a-{KEYS['begin']}": ["Long", "Short", "None"],
        f"a-{KEYS['what']}": ["Short", "Long", "None"],
        f"-a-{KEYS['what']}": ["Long", "Short", "None"],
    }
    assert {o: names(desk.moderator, f"call={desk.call.pk}&ordering={o}") for o in orders} == orders
    _the_screen_shows_answers_in_the_readers_language(desk)


def _the_screen_shows_answers_in_the_readers_language(desk: Table) -> None:
    columns = "&".join(f"columns=a-{key}" for key in (KEYS["what"], KEYS["days"], KEYS["secret"]))
    url = f"{reverse('applications:index')}?call={desk.call.pk}&{columns}"
    english = log_in(desk.moderator, "en").get(url).content.decode()
    assert "What for" in english
    assert "Training" in english
    assert "40 days" in english.replace("\xa0", " ")
    assert "Health" not in english
    french = log_in(desk.moderator, "fr").get(url).content.decode()
    assert "Une formation" in french
    # Without one call there are no questions, and nobody asks about those of a call that is not theirs.
    assert "Quoi" not in log_in(desk.moderator, "fr").get(reverse("applications:index")).content.decode()
    assert "Quoi" not in log_in(desk.stranger, "fr").get(url).content.decode()


def test_filters_by_how_it_is_handled(desk: Table) -> None:
    today, me = timezone.localdate(), desk.moderator
    label, other = Label.objects.create(name="Urgent"), Label.objects.create(name="Later")
    beneficiary = Beneficiary.objects.create(key="siret:1", name="Les Amis")
    new = desk.dossier(contact_name="New", suspicions=["captcha"], eligibility=Outcome.UNLIKELY)
    mine = desk.dossier(
        Status.IN_REVIEW, contact_name="Mine", assignee=me, due_on=today - timedelta(days=1), beneficiary=beneficiary
    )
    theirs = desk.dossier(Status.WAITING_LIST, contact_name="Theirs", assignee=desk.colleague, due_on=today)
    done = desk.dossier(
        Status.DECLINED, language="en", contact_name="Done", due_on=today - timedelta(days=9), assignee=me
    )
    running = desk.dossier(Status.UNDER_WAY, contact_name="Running", due_on=today + timedelta(days=30))
    mine.labels.add(label, other)
    new.labels.add(other)
    theirs.watchers.add(me)
    Message.objects.create(application=running, is_from_applicant=True, text="Hello")
    Message.objects.create(application=running, is_from_applicant=True, text="Again")
    Message.objects.create(application=done, is_from_applicant=True, text="Read", read_at=timezone.now())
    Decision.objects.create(application=mine, verdict=Verdict.ACCEPTED)
    back = StatusChange.objects.create(
        application=mine, from_status=Status.WAITING_APPLICANT, to_status=Status.IN_REVIEW
    )
    Application.objects.filter(pk=mine.pk).update(status_since=back.at)
    Application.objects.filter(pk=done.pk).update(submitted_at=midnight(date(2025, 7, 1)) - timedelta(minutes=1))
    everything = ["Done", "Mine", "New", "Running", "Theirs"]
    expected = {
        "": everything,
        f"call={desk.call.pk}": everything,
        "call=999999": [],
        "status=received&status=declined": ["Done", "New"],
        "group=to_handle": ["Mine", "New"],
        "group=waiting": ["Theirs"],
        "group=running": ["Running"],
        "group=finished": ["Done"],
        "group=finished&status=received": [],
        "assignee=me": ["Done", "Mine"],
        "assignee=none": ["New", "Running"],
        f"assignee={desk.colleague.pk}": ["Theirs"],
        "followed=1": ["Theirs"],
        f"label={label.pk}": ["Mine"],
        f"label={label.pk}&label={other.pk}": ["Mine", "New"],
        "language=en": ["Done"],
        "received_from=2025-06-30&received_to=2025-06-30": ["Done"],
        "received_to=2025-06-29": [],
        "received_from=2025-07-01": ["Mine", "New", "Running", "Theirs"],
        "due=overdue": ["Mine"],
        "due=week": ["Theirs"],
        "due=none": ["New"],
        "to_check=true": ["New"],
        "to_check=false&group=to_handle": ["Mine"],
        "eligibility=unlikely": ["New"],
        "unread=1": ["Running"],
        "unreleased=1": ["Mine"],
        "corrected=1": ["Mine"],
        f"beneficiary={beneficiary.pk}": ["Mine"],
        f"q={mine.reference}": ["Mine"],
        "q=zzz": [],
        # Nonsense takes nothing away, and leaves the other filters alone.
        "status=nothing&group=x&assignee=you&label=a&due=never&language=xx": everything,
        "status=%00&q=%00&received_from=1-1-1&received_to=99999-01-01&beneficiary=x": everything,
        "label=99999999999999999999&assignee=99999999999999999999&call=99999999999999999999": everything,
        "received_from=0001-01-01&received_to=9999-12-31&nonsense=1&p=7": everything,
        "status=nothing&assignee=me": ["Done", "Mine"],
    }
    found = {query: sorted(names(me, query)) for query in expected}
    assert found == expected
    # The same, on the screen; and a filter shows nobody more than they may read.
    client = log_in(me)
    for query in ("group=to_handle", "assignee=me", "unread=1", f"beneficiary={beneficiary.pk}"):
        page = client.get(f"{reverse('applications:index')}?{query}")
        assert sorted(row.contact_name for row in page.context["object_list"]) == expected[query]
        assert page.context["items_count"] == len(expected[query])
    assert {query for query in expected if names(desk.stranger, query)} == set()
    desk.dossier(Status.READY, contact_name="Ready")
    assert {query for query in expected if set(names(desk.committee, query)) - {"Ready"}} == set()


def test_orders(desk: Table) -> None:
    today = timezone.localdate()
    people = [desk.colleague, None, desk.moderator]
    for index, name in enumerate(("b", "A", "c")):
        desk.dossier(
            (Status.CLOSED, Status.RECEIVED, Status.IN_REVIEW)[index],
            contact_name=name,
            number=index,
            due_on=today - timedelta(days=index) if index else None,
            assignee=people[index],
            submitted_at=timezone.now() + timedelta(minutes=index),
        )
    expected = {
        "": ["c", "A", "b"],
        "submitted_at": ["b", "A", "c"],
        "contact_name": ["A", "b", "c"],
        "-contact_name": ["c", "b", "A"],
        "number": ["b", "A", "c"],
        "due_on": ["c", "A", "b"],
        "-due_on": ["A", "c", "b"],
        "status": ["A", "c", "b"],
        "assignee": ["b", "c", "A"],
        "-assignee": ["c", "b", "A"],
        "password": ["c", "A", "b"],
        "assignee__password": ["c", "A", "b"],
    }
    assert {order: names(desk.moderator, f"ordering={order}") for order in expected} == expected


def test_a_day_is_that_of_whoever_looks(desk: Table) -> None:
    desk.dossier(contact_name="Late", submitted_at=datetime(2026, 1, 1, 3, 0, tzinfo=timezone.get_default_timezone()))
    with timezone.override("America/Toronto"):
        assert names(desk.moderator, "received_from=2025-12-31&received_to=2025-12-31") == ["Late"]
    assert names(desk.moderator, "received_to=2025-12-31") == []
