"""Many people, or one impatient one, at the same moment: threads with connections of their own.

They run on whichever database the tests run on. What is written is deleted again, for the demo is shared.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from applications.forms.page import FormPage
from applications.models import Application, Call, OutgoingEmail
from applications.statuses import Status
from tests.applications.public.sending import draft_of, sender

pytestmark = pytest.mark.threads

CLICKS = 50
APPLICANTS = 200
PLACES = 9
AT_ONCE = 25


@pytest.mark.parametrize("tokens", ["one page", "many windows"])
def test_fifty_posts_of_one_draft_make_one_application(form_without_files: FormPage, tokens: str) -> None:
    draft, token = draft_of(form_without_files), uuid.uuid4()
    posts = [(draft, token if tokens == "one page" else uuid.uuid4()) for _ in range(CLICKS)]
    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(sender(form_without_files), posts))
    application = Application.objects.get(draft=draft)
    assert {status for status, _place in answers} == {303}
    assert len({place for _status, place in answers}) == 1
    assert OutgoingEmail.objects.filter(application=application).count() == 1
    assert application.status_changes.count() == 1


def test_two_hundred_applicants_for_nine_seats(form_without_files: FormPage) -> None:
    """All from one address, as in a town hall: nine in, the others on the waiting list in order, nobody refused."""
    before = Application.objects.filter(call=form_without_files.call).count()
    Call.objects.filter(pk=form_without_files.call_id).update(
        capacity=before + PLACES, capacity_period="call", has_waiting_list=True
    )
    posts = [(draft_of(form_without_files), uuid.uuid4()) for _ in range(APPLICANTS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(sender(form_without_files), posts))
    assert {status for status, _place in answers} == {303}
    assert len({place for _status, place in answers}) == APPLICANTS
    sent = list(Application.objects.filter(draft__in=[draft for draft, _token in posts]).order_by("number"))
    assert [one.status for one in sent] == [
        *[Status.RECEIVED] * PLACES,
        *[Status.WAITING_LIST] * (APPLICANTS - PLACES),
    ]
    assert [one.number for one in sent] == sorted({one.number for one in sent})
    assert len({one.reference for one in sent}) == APPLICANTS
