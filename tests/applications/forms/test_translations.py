"""Forms in wagtail-localize: its screens work on the newest draft, and publish through the gate."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from applications.forms.page import FormPage
from applications.forms.publishing import PublicationRefusedError, findings_if_published
from applications.models import Call
from tests.applications.forms.rewording import LABELS, NEW_KEY, asked, draft, said, steps_with
from tests.builders import KEYS, OPTION_KEYS, items

pytestmark = pytest.mark.django_db


def translate(page: FormPage, **texts: str) -> Translation:
    """Give a page to wagtail-localize, translated all through."""
    english = Locale.objects.get(language_code="en")
    source = TranslationSource.update_or_create_from_instance(page)[0]
    translation = Translation.objects.get_or_create(source=source, target_locale=english)[0]
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        if texts.get(segment.string.data) != "":
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=english,
                defaults={
                    "data": texts.get(segment.string.data, f"EN {segment.string.data}"),
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                },
            )
    return translation


def test_asking_the_gate_leaves_no_trace(pages: dict[str, FormPage]) -> None:
    translate(pages["fr"])
    page = pages["fr"].get_latest_revision_as_object()
    page.steps = steps_with("fr", LABELS["fr"])
    before = [pages["en"].revisions.count(), StringSegment.objects.count()]
    assert findings_if_published(page).problems
    assert [pages["en"].revisions.count(), StringSegment.objects.count()] == before


def test_publishing_the_source_takes_the_translated_texts_along(pages: dict[str, FormPage]) -> None:
    translate(pages["fr"])
    revision = draft(pages["fr"], LABELS["fr"])
    with pytest.raises(PublicationRefusedError) as refusal:
        revision.publish()
    assert any(LABELS["fr"] in problem for problem in refusal.value.problems)
    translate(revision.as_object(), **{LABELS["fr"]: LABELS["en"]})
    revision.publish()
    assert asked(pages["fr"], "en")[-1] == LABELS["en"]
    assert asked(pages["fr"], "fr")[-1] == LABELS["fr"]
    revisions = pages["en"].revisions.count()
    draft(pages["fr"]).publish()
    assert pages["en"].revisions.count() == revisions


def test_the_call_and_the_short_address_follow_the_source(pages: dict[str, FormPage]) -> None:
    translate(pages["fr"])
    other = Call.objects.create(code="other")
    draft(pages["fr"], call=other, short_code="pivo").publish()
    pages["en"].refresh_from_db()
    assert (pages["en"].call, pages["en"].short_code) == (other, "pivo")


def test_translators_see_the_newest_draft_and_publish_both(
    admin: Client, pages: dict[str, FormPage], django_capture_on_commit_callbacks: Any
) -> None:
    translation = translate(pages["fr"])
    revision = draft(pages["fr"], LABELS["fr"])
    url = reverse("wagtailadmin_pages:edit", args=(pages["en"].pk,))
    segments = json.loads(admin.get(url).context["props"])["segments"]
    assert LABELS["fr"] in [segment.get("source") for segment in segments]
    assert not [segment for segment in segments if segment["contentPath"] in ("call", "short_code")]
    assert StringSegment.objects.filter(source=translation.source, string__data=LABELS["fr"]).exists()
    response = admin.post(url, {"action": "publish"}, follow=True)
    assert LABELS["fr"] in said(response)
    pages["en"].refresh_from_db()
    assert KEYS["why"] in str(pages["en"].steps.raw_data)
    assert NEW_KEY not in str(list(pages["en"].steps.raw_data))
    translate(revision.as_object(), **{LABELS["fr"]: LABELS["en"]})
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(url, {"action": "publish"})
    assert [asked(pages["fr"], code)[-1] for code in ("fr", "en")] == list(LABELS.values())


def test_a_synchronisation_takes_the_newest_draft_and_refuses_in_words(
    admin: Client, pages: dict[str, FormPage], django_capture_on_commit_callbacks: Any
) -> None:
    translation = translate(pages["fr"])
    draft(pages["fr"], LABELS["fr"])
    url = reverse("wagtail_localize:update_translations", args=(translation.source_id,))
    with pytest.raises(PublicationRefusedError), django_capture_on_commit_callbacks(execute=True):
        admin.post(url, {"publish_translations": "on"})
    assert StringSegment.objects.filter(source=translation.source, string__data=LABELS["fr"]).exists()
    assert asked(pages["fr"], "en")[-1] != LABELS["fr"]


def test_keys_and_operators_are_no_texts_to_translate(pages: dict[str, FormPage]) -> None:
    condition = {"question": KEYS["what"], "operator": "is", "value": OPTION_KEYS[0]}
    steps = steps_with("fr", LABELS["fr"])
    steps[0]["value"]["questions"][-1]["value"]["conditions"] = items(condition)
    page = pages["fr"].get_latest_revision_as_object()
    page.steps = steps
    translation = translate(page)
    texts = set(StringSegment.objects.filter(source=translation.source).values_list("string__data", flat=True))
    assert LABELS["fr"] in texts
    assert texts.isdisjoint(condition.values())
    assert not translation.source.overridablesegment_set.exists()
    translation.save_target(publish=False)
    pages["en"].refresh_from_db()
    questions = pages["en"].get_latest_revision_as_object().specs()[0]["questions"]
    assert questions[-1]["conditions"] == [condition]
