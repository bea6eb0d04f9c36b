from uuid import uuid4

import pytest
from wagtail.models import Revision

from applications.forms.page import FormPage
from applications.forms.versions import content_hash, record_version
from applications.models import FormVersion

pytestmark = pytest.mark.django_db


def retitle(page: FormPage, title: str) -> Revision:
    draft = page.get_latest_revision_as_object()
    draft.title = title
    return draft.save_revision()


def in_force(page: FormPage) -> FormVersion:
    version = FormVersion.objects.in_force(page.translation_key)
    assert version
    return version


def test_a_version_holds_every_language(pages: dict[str, FormPage]) -> None:
    version = FormVersion.objects.get()
    assert set(version.content) == {"fr", "en"}
    assert version.form_key == pages["fr"].translation_key
    assert version.content["en"] == {"title": "Ask", "steps": pages["en"].specs()}


def test_unchanged_content_makes_no_version_and_moves_no_date(pages: dict[str, FormPage]) -> None:
    before = in_force(pages["fr"])
    pages["en"].save_revision().publish()
    after = FormVersion.objects.get()
    assert (after.pk, after.published_at) == (before.pk, before.published_at)


def test_content_that_comes_back_is_the_earlier_version(pages: dict[str, FormPage]) -> None:
    first = in_force(pages["fr"])
    retitle(pages["fr"], "Autre titre").publish()
    second = in_force(pages["fr"])
    retitle(pages["fr"], "Ask").publish()
    third = in_force(pages["fr"])
    assert second.pk != first.pk
    assert third.pk == first.pk
    assert third.published_at > second.published_at > first.published_at


def test_two_forms_of_one_call_have_versions_of_their_own(pages: dict[str, FormPage]) -> None:
    first = in_force(pages["fr"])
    other = record_version(call=pages["fr"].call, form_key=uuid4(), content=first.content)
    assert other.pk != first.pk
    assert other.content_hash == first.content_hash
    assert in_force(pages["fr"]) == first


def test_the_hash_does_not_hang_on_the_order_of_keys() -> None:
    assert content_hash({"a": 1, "b": [1]}) == content_hash({"b": [1], "a": 1}) != content_hash({"a": 1, "b": [2]})
