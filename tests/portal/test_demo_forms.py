"""The demonstration's eight forms: their calls, their two languages, and what the publish gate says of them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from applications.forms.page import FormPage
from applications.forms.publishing import findings_if_published, refresh_versions
from applications.models import Application, Call, FormVersion, TerritoryList
from applications.models.calls import CallKind, Period
from applications.questions import KINDS
from applications.questions.published import PublishedForm
from home.locales import locale_for
from users.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LANGUAGES = ("fr", "en")

# code, address below the language, kind, time zone
FORMS = [
    ("pivo", "offres/pivo/interet/", CallKind.ENQUIRY, "America/Toronto"),
    ("pic-coaching", "offres/menu-pic/demande/", CallKind.COACHING, "America/Toronto"),
    ("pic-more-coaching", "offres/menu-pic/accompagnement-additionnel/", CallKind.COACHING, "America/Toronto"),
    ("engineering", "offres/ingenierie-culturelle/demande/", CallKind.COACHING, "Europe/Paris"),
    ("micro-project", "offres/initiatives-citoyennes/demande/", CallKind.GRANT, "Europe/Paris"),
    (
        "echanges",
        "agenda/echanges-de-pratiques/inscription/",
        CallKind.REGISTRATION,
        "America/Toronto",
    ),
    ("topic", "agenda/echanges-de-pratiques/sujet/", CallKind.ENQUIRY, "America/Toronto"),
    ("contact", "contact/", CallKind.ENQUIRY, "Europe/Paris"),
]
CODES = [code for code, *_rest in FORMS]


def form(code: str, language: str = "fr") -> FormPage:
    return FormPage.objects.select_related("call").get(call__code=code, locale=locale_for(language))


def content(code: str, language: str = "fr") -> PublishedForm:
    version = FormVersion.objects.in_force(form(code).translation_key)
    assert version is not None
    return version.form(language)


def specs(code: str, language: str = "fr") -> list[dict[str, Any]]:
    return list(content(code, language).specs.values())


@pytest.mark.parametrize(("code", "path", "kind", "zone"), FORMS)
def test_each_form_has_its_call(code: str, path: str, kind: str, zone: str) -> None:
    call = Call.objects.get(code=code)
    assert (call.kind, call.time_zone, call.is_open) == (kind, zone, True)
    assert call.moderators.name == Role.MODERATORS
    for language in LANGUAGES:
        page = form(code, language)
        assert page.live
        assert page.get_url() == f"/{language}/{path}"
    parent = form(code).get_parent()
    assert call.subject == (None if code == "contact" else parent)


def test_no_other_form_or_call_is_there() -> None:
    assert set(Call.objects.filter(session_key=None).values_list("code", flat=True)) == set(CODES)
    assert Call.objects.exclude(session_key=None).count() == 3
    assert FormPage.objects.count() == len(CODES) * len(LANGUAGES)


@pytest.mark.parametrize("code", CODES)
def test_the_gate_finds_nothing(code: str) -> None:
    for language in LANGUAGES:
        findings = findings_if_published(form(code, language))
        assert (findings.problems, findings.warnings) == ([], [])


@pytest.mark.parametrize("code", CODES)
def test_the_languages_share_keys_and_no_words(code: str) -> None:
    french, english = specs(code, "fr"), specs(code, "en")
    assert [(spec["key"], spec["kind"]) for spec in french] == [(spec["key"], spec["kind"]) for spec in english]
    assert {spec["label"] for spec in french}.isdisjoint(spec["label"] for spec in english)
    hints = {spec["hint"] for spec in french} - {""}
    assert hints.isdisjoint(spec["hint"] for spec in english)


def test_every_kind_of_question_is_asked() -> None:
    assert {spec["kind"] for code in CODES for spec in specs(code)} == set(KINDS)


def test_the_first_form_keeps_the_keys_that_answers_hang_on() -> None:
    """As they were in the first release: name, e-mail, neighbourhood, kind, heart, coach, consent."""
    assert {
        "2e35a369-52d6-52c7-addc-dca5eb919f77",
        "455fb301-ddbb-5922-b51c-70c7b198e094",
        "51051ae9-dd06-502f-96ac-822deca9e11c",
        "8d88933c-b8c5-59fd-9ee8-bc7e9d90cba8",
        "aab1bddd-d4cd-5125-9a34-111fbf6a5816",
        "b5f156dd-21ba-564b-8e86-9e518f68859e",
        "b76fb8e9-6f9d-5569-9cea-a768974ead91",
    } <= {spec["key"] for spec in specs("pic-coaching")}


def test_the_fund_gives_the_grant_its_themes_and_its_call_the_amounts() -> None:
    asked = {spec["kind"]: spec for spec in specs("micro-project")}
    fund = form("micro-project").get_parent().specific
    assert [option["key"] for option in asked["theme"]["options"]] == [theme.id for theme in fund.themes]
    assert len(asked["theme"]["options"]) == 10
    budget = asked["budget"]
    assert (budget["amount_min"], budget["amount_max"]) == ("300", "3000")
    assert (budget["currency"], budget["share"], budget["in_kind"]) == ("EUR", 80, True)
    steps = content("micro-project").steps
    assert [step["kind"] for step in steps] == ["eligibility", *["step"] * 5]


def test_nine_seats_a_year_for_additional_coaching() -> None:
    call = Call.objects.get(code="pic-more-coaching")
    assert (call.capacity, call.capacity_period, call.has_waiting_list) == (9, Period.YEAR, True)


def test_the_grant_closes_weeks_later_at_the_end_of_a_day() -> None:
    closes = Call.objects.get(code="micro-project").closes_at
    assert closes is not None
    assert 42 <= (closes - timezone.now()).days <= 43
    assert f"{closes.astimezone(ZoneInfo('Europe/Paris')):%H:%M}" == "00:00"


def test_a_deadline_stays_until_it_has_passed() -> None:
    calls = Call.objects.filter(code="micro-project")
    soon = timezone.now() + timedelta(hours=1)
    calls.update(closes_at=soon)
    call_command("load_demo", "--no-queue", verbosity=0)
    assert calls.get().closes_at == soon
    calls.update(closes_at=timezone.now() - timedelta(hours=1))
    call_command("load_demo", "--no-queue", verbosity=0)
    assert calls.get().closes_at >= timezone.now() + timedelta(days=42)


def test_a_load_puts_calls_and_lists_back_and_keeps_applications() -> None:
    call = Call.objects.get(code="pic-more-coaching")
    version = FormVersion.objects.filter(call=call).latest()
    application = Application.objects.create(call=call, version=version, reference="X", language="fr", answers={})
    before = content("micro-project"), content("topic")
    Call.objects.filter(pk=call.pk).update(capacity=3)
    Call.objects.filter(code="micro-project").update(amount_max=Decimal(9000))
    TerritoryList.objects.update(lines="Ailleurs")
    refresh_versions(FormPage.objects.all())
    assert content("micro-project") != before[0]
    assert content("topic") != before[1]
    call_command("load_demo", "--no-queue", verbosity=0)
    assert Call.objects.get(pk=call.pk).capacity == 9
    assert Call.objects.get(code="micro-project").amount_max == 3000
    assert [len(found.territories()) > 30 for found in TerritoryList.objects.all()] == [True, True]
    assert (content("micro-project"), content("topic")) == before
    assert Application.objects.get(pk=application.pk).version == version


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_a_link_away(client: Client, language: str) -> None:
    places = {
        "pivo": "offres/pivo/",
        "pic-coaching": "offres/menu-pic/",
        "pic-more-coaching": "offres/menu-pic/",
        "engineering": "offres/ingenierie-culturelle/",
        "micro-project": "offres/initiatives-citoyennes/",
        "topic": "agenda/echanges-de-pratiques/",
        "contact": "a-propos/",
    }
    for code, path in places.items():
        html = client.get(f"/{language}/{path}").content.decode()
        assert f'href="{form(code, language).get_url()}"' in html, code


@pytest.mark.parametrize("code", CODES)
def test_what_comes_next_is_said_in_both_languages(code: str) -> None:
    french, english = form(code, "fr"), form(code, "en")
    assert "démonstration" in french.what_next
    assert "demonstration" in english.what_next
    assert (french.contact is None) == (code == "contact")
