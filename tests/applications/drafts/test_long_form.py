"""150 questions with 100 conditions."""

from datetime import timedelta

import pytest
from django.core.signing import get_cookie_signer
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.drafts.browser_cookie import COOKIE, SALT
from applications.drafts.filling import Filling
from applications.forms.page import FormPage
from applications.models import Call, Draft, FormVersion
from applications.questions.published import PublishedForm
from tests.builders import Portal
from tests.long_form import CONDITIONS, QUESTIONS, STEPS, long_answers, long_form

STEP_QUERIES = 9


def test_it_is_as_long_as_it_says() -> None:
    specs = Filling(PublishedForm(long_form())).specs.values()
    assert len(specs) == STEPS * QUESTIONS == 150
    assert sum(len(spec["conditions"]) for spec in specs) == CONDITIONS == 100


def test_all_is_asked_when_all_conditions_hold_and_little_when_none_does() -> None:
    whole = Filling(PublishedForm(long_form()), long_answers()).checked()
    assert whole.is_valid()
    assert len(whole.answers()) == 150
    nothing = Filling(PublishedForm(long_form()), {})
    assert sum(nothing.is_shown(key) for key in nothing.specs) == 50


@pytest.mark.django_db
def test_a_step_asks_the_database_little(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    pages = Portal().forms(Call.objects.create(code="long"))
    open_draft(client, pages["fr"])
    for number in (1, 5, STEPS):
        address = f"{pages['fr'].get_url()}step/{number}/"
        assert client.get(address).status_code == 200
        with django_assert_num_queries(STEP_QUERIES):
            client.get(address)


def open_draft(client: Client, page: FormPage) -> Draft:
    """A draft of the long form, all answered, that this client may open."""
    form = long_form()
    version = FormVersion.objects.create(
        call=page.call, form_key=page.translation_key, content={"fr": form, "en": form}, content_hash="long"
    )
    draft = Draft.objects.create(
        call=page.call,
        version=version,
        form_key=page.translation_key,
        language="fr",
        data=long_answers(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    client.cookies[COOKIE] = get_cookie_signer(salt=COOKIE + SALT).sign(draft.pk.hex)
    return draft
