"""Drafts that are sent by many at the same moment."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import connections
from django.test import Client
from django.utils import timezone

from applications.drafts.browser_cookie import sealed
from applications.forms.page import FormPage
from applications.models import Draft, FormVersion
from applications.questions.published import PublishedForm
from tests.answering import whole_answers


def content_of(page: FormPage) -> PublishedForm:
    version = FormVersion.objects.in_force(page.translation_key)
    assert version
    return version.form("fr")


def takes_files(page: FormPage) -> bool:
    return any(spec["required"] for spec in content_of(page).taking_files)


def draft_of(page: FormPage, number: int = 0) -> Draft:
    version = FormVersion.objects.in_force(page.translation_key)
    assert version
    return Draft.objects.create(
        call=page.call,
        version=version,
        form_key=page.translation_key,
        language="fr",
        data=whole_answers(version.form("fr"), number),
        expires_at=timezone.now() + timedelta(days=1),
    )


def sender(page: FormPage) -> Callable[[tuple[Draft, uuid.UUID]], tuple[int, str]]:
    url = f"{page.get_url()}check/"

    def send(what: tuple[Draft, uuid.UUID]) -> tuple[int, str]:
        draft, token = what
        try:
            posted = {"draft": sealed(draft.pk, draft.form_key), "submit_token": str(token)}
            response = Client().post(url, posted)
            return response.status_code, urlsplit(response.get("Location", "")).path
        finally:
            connections.close_all()

    return send
