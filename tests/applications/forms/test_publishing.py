"""A form and its translations are published as one set, whichever way is taken."""

import json
from copy import deepcopy
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import GroupPagePermission, Locale, Page, PageLogEntry

from applications.forms.page import FormPage
from applications.forms.publishing import PublicationRefusedError, findings_if_published
from applications.forms.wagtail_publishing import REFUSED
from applications.models import Call, FormVersion
from offers.models import FundPage
from tests.applications.forms.rewording import LABELS, NEW_KEY, asked, draft, said, steps_with
from tests.builders import FORM_STEPS, KEYS, Portal, page_data, staff, stream
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db

THEME_KEY = "00000000-0000-4000-8000-000000000002"


@pytest.fixture
def pages(portal: Portal, call: Call) -> dict[str, FormPage]:
    return portal.forms(call)


@pytest.mark.parametrize("last", ["fr", "en"])
def test_publishing_one_language_publishes_both(pages: dict[str, FormPage], last: str) -> None:
    drafts = {code: draft(page, LABELS[code]) for code, page in pages.items()}
    drafts[last].publish()
    for code, page in pages.items():
        page.refresh_from_db()
        assert page.live_revision == drafts[code]
        assert not page.has_unpublished_changes
        assert asked(page, code)[-1] == LABELS[code]
    assert FormVersion.objects.count() == 2


def test_a_language_that_lags_behind_refuses_both(pages: dict[str, FormPage]) -> None:
    with pytest.raises(PublicationRefusedError) as refusal:
        draft(pages["fr"], LABELS["fr"]).publish()
    assert "steps" in refusal.value.error_dict
    assert len(refusal.value.problems) == 1
    assert LABELS["fr"] in refusal.value.problems[0]
    pages["fr"].refresh_from_db()
    assert LABELS["fr"] not in str(pages["fr"].steps)
    assert FormVersion.objects.count() == 1


def test_a_dead_link_around_the_questions_is_a_warning(pages: dict[str, FormPage], portal: Portal) -> None:
    dead = portal.offer("en", "closed")
    dead.unpublish()
    draft(pages["en"], what_next=f'<p><a linktype="page" id="{dead.pk}">this</a></p>')
    with translation.override("en"):
        found = findings_if_published(pages["fr"].get_latest_revision_as_object())
    assert found.problems == []
    assert [text.partition(". ")[0] for text in found.warnings] == ["English version"]
    assert "what happens next" in found.warnings[0]


def test_a_form_in_one_language_is_refused(portal: Portal, call: Call) -> None:
    page = portal.form("fr", call, portal.offer("fr", "pivo"))
    with pytest.raises(ValidationError):
        page.get_latest_revision().publish()
    page.refresh_from_db()
    assert not page.live
    assert not FormVersion.objects.exists()


def test_a_site_in_one_language_needs_one(portal: Portal, call: Call) -> None:
    page = portal.form("fr", call, portal.offer("fr", "pivo"))
    Page.objects.filter(locale__language_code="en").delete()
    Locale.objects.get(language_code="en").delete()
    page.get_latest_revision().publish()
    assert asked(page, "fr")


def test_languages_of_two_calls_are_refused(pages: dict[str, FormPage]) -> None:
    with pytest.raises(PublicationRefusedError):
        draft(pages["en"], call=Call.objects.create(code="other")).publish()


@pytest.mark.parametrize("way", ["unpublish", "delete", "base class"])
def test_a_form_is_never_up_in_one_language_only(pages: dict[str, FormPage], way: str) -> None:
    if way == "base class":  # as for pages that expire
        Page.objects.get(pk=pages["en"].pk).unpublish(set_expired=True)
    else:
        getattr(pages["en"], way)()
    assert not FormPage.objects.live().exists()
    assert FormPage.objects.filter(pk=pages["fr"].pk).exists()


def test_the_editor_publishes_both_with_one_button(admin: Client, pages: dict[str, FormPage]) -> None:
    draft(pages["en"], LABELS["en"])
    data = page_data(pages["fr"], steps_with("fr", LABELS["fr"]), **{"action-publish": "1"})
    response = admin.post(reverse("wagtailadmin_pages:edit", args=(pages["fr"].pk,)), data)
    assert response.status_code == 302
    assert asked(pages["fr"], "en")[-1] == LABELS["en"]
    assert not FormPage.objects.filter(has_unpublished_changes=True).exists()


def test_the_editor_reads_why_it_is_refused_and_may_save_a_draft(admin: Client, pages: dict[str, FormPage]) -> None:
    url = reverse("wagtailadmin_pages:edit", args=(pages["fr"].pk,))
    data = page_data(pages["fr"], steps_with("fr", LABELS["fr"]))
    response = admin.post(url, data | {"action-publish": "1"})
    assert response.status_code == 200
    error = response.context["form"].errors.as_data()["steps"][0]
    assert LABELS["fr"] in error.non_block_errors[0]
    assert json.dumps(error.non_block_errors[0])[1:-1] in unescape(response.content.decode())
    assert asked(pages["fr"], "fr")[-1] != LABELS["fr"]
    assert admin.post(url, data).status_code == 302
    pages["fr"].refresh_from_db()
    assert LABELS["fr"] in str(pages["fr"].get_latest_revision_as_object().steps)


def test_a_new_form_is_refused_before_it_is_made(admin: Client, portal: Portal, call: Call) -> None:
    page = portal.form("fr", call, portal.offer("fr", "pivo"))
    data = page_data(page, slug="another")
    url = reverse("wagtailadmin_pages:add", args=("applications", "formpage", page.get_parent().pk))
    response = admin.post(url, data | {"action-publish": "1"})
    assert response.status_code == 200
    assert "steps" in response.context["form"].errors
    assert admin.post(url, data).status_code == 302
    assert FormPage.objects.count() == 2


def test_who_may_not_publish_one_language_publishes_none(pages: dict[str, FormPage], portal: Portal) -> None:
    group = Group.objects.create(name="French editors")
    for name in ("change_page", "publish_page"):
        permission = Permission.objects.get(codename=name, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=portal.homes["fr"], permission=permission)
    user = staff("fr@example.org", group)
    assert pages["fr"].permissions_for_user(user).can_publish()
    with pytest.raises(PublicationRefusedError):
        draft(pages["fr"], title="Autre").publish(user=user)


def test_several_pages_at_once(admin: Client, pages: dict[str, FormPage]) -> None:
    revision = draft(pages["fr"], LABELS["fr"])
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    response = admin.post(f"{url}?id={pages['fr'].pk}", {"include_descendants": ""}, follow=True)
    assert response.status_code == 200
    assert LABELS["fr"] in said(response)
    pages["fr"].refresh_from_db()
    assert pages["fr"].live_revision != revision
    draft(pages["en"], LABELS["en"])
    admin.post(f"{url}?id={pages['fr'].pk}", {"include_descendants": ""})
    pages["fr"].refresh_from_db()
    assert pages["fr"].live_revision == revision


def schedule(page: FormPage, **fields: Any) -> Any:
    """Have a draft published in an hour, and let that hour pass."""
    revision = draft(page, go_live_at=timezone.now() + timedelta(hours=1), **fields)
    revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at
    past = timezone.now() - timedelta(minutes=1)
    revision.approved_go_live_at, revision.content["go_live_at"] = past, past.isoformat()
    revision.save()
    return revision


def test_a_schedule_publishes_both_when_it_is_due(pages: dict[str, FormPage]) -> None:
    draft(pages["en"], LABELS["en"])
    schedule(pages["fr"], label=LABELS["fr"])
    assert asked(pages["fr"], "fr")[-1] != LABELS["fr"]
    call_command("publish_scheduled")
    assert [asked(pages["fr"], code)[-1] for code in ("fr", "en")] == list(LABELS.values())
    pages["en"].refresh_from_db()
    assert not pages["en"].has_unpublished_changes


def test_a_schedule_that_is_refused_is_cancelled_and_stops_nothing(pages: dict[str, FormPage], portal: Portal) -> None:
    draft(pages["en"], LABELS["en"])
    schedule(pages["fr"], label=LABELS["fr"])
    content = portal.content("fr", "infos")
    content.title, content.go_live_at = "Nouveau", timezone.now() + timedelta(hours=1)
    other = content.save_revision()
    other.publish()
    other.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    other.content["go_live_at"] = other.approved_go_live_at.isoformat()
    other.save()
    draft(pages["en"], steps=FORM_STEPS["en"])
    call_command("publish_scheduled")
    content.refresh_from_db()
    pages["fr"].refresh_from_db()
    assert content.title == "Nouveau"
    assert pages["fr"].live
    assert pages["fr"].has_unpublished_changes
    assert not pages["fr"].scheduled_revision
    assert LABELS["fr"] not in str(pages["fr"].steps)
    entry = PageLogEntry.objects.get(action=REFUSED)
    assert LABELS["fr"] in str(entry.formatter.format_message(entry))


def test_a_translation_that_waits_makes_the_set_wait(pages: dict[str, FormPage]) -> None:
    draft(pages["en"], LABELS["en"], go_live_at=timezone.now() + timedelta(days=1))
    revision = draft(pages["fr"], LABELS["fr"])
    revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at
    assert FormVersion.objects.count() == 1


def test_a_copied_form_is_a_draft(admin: Client, pages: dict[str, FormPage]) -> None:
    parent = pages["fr"].get_parent()
    data = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": str(parent.pk), "publish_copies": "on"}
    response = admin.post(reverse("wagtailadmin_pages:copy", args=(pages["fr"].pk,)), data)
    assert response.status_code == 302
    copy = FormPage.objects.get(slug="copie")
    assert (copy.live, copy.short_code) == (False, "")
    assert FormPage.objects.live().count() == 2


def test_forms_follow_the_themes_of_their_fund(portal: Portal, call: Call) -> None:
    themes = {code: [stream("theme", {"name": f"Art {code}", "description": ""}, NEW_KEY)] for code in ("fr", "en")}
    funds = {code: portal.add(code, FundPage, "fund", portal.offers[code], themes=themes[code]) for code in themes}
    for code, fund in funds.items():
        steps = deepcopy(FORM_STEPS[code])
        steps[0]["value"]["questions"].append(stream("theme", {"label": code, "required": True}, THEME_KEY))
        page = portal.form(code, call, fund, steps=steps)

    def options(code: str) -> list[str]:
        version = FormVersion.objects.in_force(page.translation_key)
        assert version
        return [option["label"] for option in version.content[code]["steps"][0]["questions"][-1]["options"]]

    assert (options("fr"), options("en")) == (["Art fr"], ["Art en"])
    for code, fund in funds.items():
        fund.themes = [*themes[code], stream("theme", {"name": f"Sport {code}", "description": ""}, KEYS["mail"])]
        fund.save_revision().publish()
        assert ("Sport fr" in options("fr")) is (code == "en")  # not before both languages have it
    assert options("en") == ["Art en", "Sport en"]


def test_a_form_stays_with_its_queue_unless_one_handles_both(pages: dict[str, FormPage]) -> None:
    """Otherwise an editor would have the applications of a live form arrive in a queue of their own."""
    setup_roles()
    call, own = pages["fr"].call, Group.objects.create(name="own")
    call.moderators = Group.objects.create(name="of the call")
    call.save()
    other = Call.objects.create(code="other", moderators=own)
    editor = staff("editor@example.org", Group.objects.get(name=Role.EDITORS), own)
    client, url = Client(), reverse("wagtailadmin_pages:edit", args=(pages["fr"].pk,))
    client.force_login(editor)
    refused = client.post(url, page_data(pages["fr"], call=str(other.pk)))
    assert refused.status_code == 200
    assert refused.context["form"].errors["call"]
    assert pages["fr"].get_latest_revision_as_object().call == call
    editor.groups.add(call.moderators)
    assert client.post(url, page_data(pages["fr"], call=str(other.pk))).status_code == 302
    assert FormPage.objects.get(pk=pages["fr"].pk).get_latest_revision_as_object().call == other
