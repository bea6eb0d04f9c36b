"""Forms that change under drafts: nothing that was answered gets lost, and people are told what changed."""

import copy
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.drafts.saving import move
from applications.drafts.version_changes import together
from applications.forms.page import FormPage
from applications.models import Attachment, Draft, FormVersion
from tests.builders import ANSWERS, KEYS

pytestmark = pytest.mark.django_db

NEW = "22222222-0000-4000-8000-000000000001"
DRAFTS = 1000


def changed(version: FormVersion) -> FormVersion:
    """The form with one question gone, one reworded and one new, in both languages."""
    content = copy.deepcopy(version.content)
    for form in content.values():
        questions: list[dict[str, Any]] = form["steps"][0]["questions"]
        questions[:] = [spec for spec in questions if spec["key"] != KEYS["why"]]
        questions[0]["label"] += " (bis)"
        questions.append({**questions[0], "key": NEW, "label": "New?"})
    return FormVersion.objects.create(
        call=version.call, form_key=version.form_key, content=content, content_hash=uuid.uuid4().hex
    )


def test_a_thousand_drafts_move_without_losing_an_answer(pages: dict[str, FormPage]) -> None:
    before = FormVersion.objects.get()
    data = {key: [str(value)] for key, value in ANSWERS.items()}
    Draft.objects.bulk_create(
        Draft(
            call=before.call,
            version=before,
            form_key=before.form_key,
            language=["fr", "en"][number % 2],
            data={**data, KEYS["name"]: [f"Ada {number}"]},
            expires_at=timezone.now() + timedelta(days=9),
        )
        for number in range(DRAFTS)
    )
    after = changed(before)
    for draft in Draft.objects.all():
        move(draft=draft, version=after)
    moved = Draft.objects.all()
    assert {draft.version_id for draft in moved} == {after.pk}
    assert {draft.data[KEYS["name"]][0] for draft in moved} == {f"Ada {number}" for number in range(DRAFTS)}
    for draft in moved:
        assert draft.data == {**data, KEYS["name"]: draft.data[KEYS["name"]]}
        assert draft.changes == {"added": [NEW], "changed": [KEYS["name"]], "removed": [KEYS["why"]]}
        assert set(draft.removed[KEYS["why"]]) == {"fr", "en"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_applicant_reads_what_changed_and_what_had_been_answered(
    client: Client, pages: dict[str, FormPage], language: str
) -> None:
    page = pages[language]
    client.post(page.get_url(), {**ANSWERS, "go": "later"})
    changed(FormVersion.objects.get())
    for part in ("", "step/1/", "check/"):
        html = client.get(page.get_url() + part).content.decode()
        assert "New?" in html, part
        assert "(bis)" in html, part
        assert "Parce que « cela compte »" in html, part
    client.post(page.get_url() + "step/1/", {**ANSWERS, "go": "read"})
    assert Draft.objects.get().changes == {}
    html = client.get(page.get_url() + "check/").content.decode()
    assert "Parce que « cela compte »" in html


def test_a_page_that_was_open_during_the_change_loses_nothing(client: Client, pages: dict[str, FormPage]) -> None:
    before = FormVersion.objects.get()
    changed(before)
    client.post(pages["fr"].get_url(), {**ANSWERS, "version": str(before.pk)})
    draft = Draft.objects.get()
    assert draft.version != before
    assert draft.data[KEYS["why"]] == [ANSWERS[KEYS["why"]]]
    assert draft.changes["removed"] == [KEYS["why"]]


def test_nothing_is_sent_before_the_change_was_seen(client: Client, pages: dict[str, FormPage]) -> None:
    client.post(pages["fr"].get_url(), ANSWERS)
    changed(FormVersion.objects.get())
    response = client.post(pages["fr"].get_url() + "check/", {"submit_token": str(uuid.uuid4())})
    assert response.status_code == 303
    assert response["Location"].endswith("/check/")
    assert Draft.objects.get().application is None


def test_a_question_that_comes_back_has_its_answer(pages: dict[str, FormPage]) -> None:
    before = FormVersion.objects.get()
    draft = Draft.objects.create(
        call=before.call,
        version=before,
        form_key=before.form_key,
        language="fr",
        data={KEYS["why"]: ["Parce que"]},
        expires_at=timezone.now(),
    )
    draft = move(draft=draft, version=changed(before))
    draft = move(draft=draft, version=before)
    assert draft.data == {KEYS["why"]: ["Parce que"]}
    assert draft.removed == {}
    assert KEYS["why"] not in draft.changes["removed"]


def test_files_of_removed_questions_stay_readable(pages: dict[str, FormPage]) -> None:
    before = FormVersion.objects.get()
    draft = Draft.objects.create(
        call=before.call, version=before, form_key=before.form_key, language="fr", expires_at=timezone.now()
    )
    Attachment.objects.create(draft=draft, question=KEYS["why"], file="aa/bb", name="plan.pdf", size=1, sha256="0" * 64)
    assert KEYS["why"] in move(draft=draft, version=changed(before)).removed


def test_changes_add_up() -> None:
    first = {"added": ["a"], "changed": ["b"], "removed": ["c"]}
    second = {"added": ["c"], "changed": ["a"], "removed": ["b"]}
    assert together(first, second) == {"added": ["a", "c"], "changed": [], "removed": ["b"]}  # type: ignore[arg-type]
