"""A form of two steps, and somebody who goes through it."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from applications.forms.page import FormPage
from applications.models import Call
from tests.builders import ANSWERS, FORM_STEPS, Portal, stream

SECOND = {"fr": ("Votre projet", "Titre du projet"), "en": ("Your project", "Title of the project")}


TITLE_KEY, SECOND_KEY = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"


def two_steps(language: str) -> list[dict[str, Any]]:
    step, label = SECOND[language]
    question = stream("short_text", {"label": label, "hint": "", "required": True, "autocomplete": ""}, TITLE_KEY)
    second = {"title": step, "introduction": "", "questions": [question]}
    return [*FORM_STEPS[language], stream("step", second, SECOND_KEY)]


def build_two_steps() -> None:
    call = Call.objects.create(code="pic", kind="coaching", time_zone="America/Toronto")
    Portal().forms(call, steps={language: two_steps(language) for language in ("fr", "en")})


def path(response: Any) -> str:
    return urlsplit(response["Location"]).path


def fill(client: Client, page: FormPage) -> Any:
    """Both steps; returns the answer to the second."""
    first = client.post(page.get_url(), {**ANSWERS, "go": "next"})
    assert first.status_code == 303, first.content.decode()[-3000:]
    return client.post(path(first), {TITLE_KEY: "Le banc qui raconte", "go": "next"})


def send(client: Client, page: FormPage, **more: str) -> Any:
    check = client.get(page.get_url() + "check/")
    token = re.search(r'name="submit_token" value="([\w-]+)"', check.content.decode())
    assert token
    return client.post(page.get_url() + "check/", {"submit_token": token[1], **more})
