"""One form sent many times at once: threads with connections of their own, on whichever database the tests run."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from applications.models import Application, FormPage
from applications.questions import question_for

SENDERS = 20


@pytest.fixture
def form(committed_demo: None) -> FormPage:
    return FormPage.objects.live().order_by("path")[0]


def answers(page: FormPage) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for spec in (spec for step in page.specs() for spec in step["questions"]):
        options = spec.get("options")
        is_mail = question_for(spec).kind == "email"
        given[spec["key"]] = options[0]["key"] if options else "ada@example.org" if is_mail else "Ada"
    return given


def test_twenty_posts_of_one_form_make_one_application(form: FormPage) -> None:
    url, token, data = form.url, uuid.uuid4(), answers(form)

    def send(_number: int) -> str:
        try:
            response = Client().post(url, {**data, "submit_token": str(token)})
            assert response.status_code == 302
            return str(response["Location"])
        finally:
            connections.close_all()

    try:
        with ThreadPoolExecutor(SENDERS) as pool:
            places = set(pool.map(send, range(SENDERS)))
        assert len(places) == 1
        assert Application.objects.filter(submit_token=token).count() == 1
    finally:
        Application.objects.filter(submit_token=token).delete()
