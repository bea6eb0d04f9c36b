"""The demonstration's forms, filled in from the first step to the confirmation, as an applicant does."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from applications.drafts.filling import Filling
from applications.forms.page import FormPage
from applications.models import Application, FormVersion
from applications.models.applications import Outcome
from applications.questions.published import PublishedForm
from home.locales import locale_for
from portal.demo.forms.blocks import Form, theme
from tests.applications import sample_files as samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "own_storage")]

Given = dict[str, str]
REGISTRATIONS = {"neq": "1160000000", "siret": "73282932000074"}

GRANT, PIVO, COACHING = Form("grant"), Form("pivo-interest"), Form("request")
MORE, ENGINEERING, CONTACT, TOPIC = Form("more-coaching"), Form("engineering-request"), Form("contact"), Form("topic")


def chosen(form: Form, *options: str, **answers: str) -> Given:
    """Answers by key: options by their place in the form, others by theirs, with ``__`` for the slash."""
    given = {form.question(place.rpartition("/")[0]): form.option(place) for place in options}
    return given | {form.question(place.replace("__", "/")): answer for place, answer in answers.items()}


# code of the call, what is answered on purpose, how many answers come of it
WALKS = [
    ("pivo", chosen(PIVO, "who/who/municipality", who__years="yes", commitments__adopted="yes"), 22),
    ("pivo", chosen(PIVO, "who/who/mandated", who__years="yes", commitments__adopted="no"), 23),
    (
        "pic-coaching",
        chosen(
            COACHING,
            "who/pic/yes",
            "who/subject/learning",
            "question/kind/evaluation",
            who__montreal="yes",
            hours__hours="70",
        ),
        19,
    ),
    ("pic-more-coaching", chosen(MORE, "who/need/subject", who__adviser="yes"), 14),
    ("engineering", chosen(ENGINEERING, "who/who/commune", "who/project/area", "project/level/level-1"), 13),
    ("engineering", chosen(ENGINEERING, "who/who/group", "who/project/area", "project/level/level-3"), 19),
    (
        "micro-project",
        chosen(
            GRANT,
            "who/who/residents",
            "who/place/priority",
            who__begun="no",
            project__theme=theme("innovation"),
            when__outdoors="yes",
            data__present="no",
        ),
        28,
    ),
    (
        "micro-project",
        chosen(GRANT, "who/who/association", "who/place/watch", who__begun="no", when__outdoors="no"),
        26,
    ),
    ("topic", chosen(TOPIC, topic__speaks="yes"), 12),
    ("contact", chosen(CONTACT, "message/about/data"), 7),
]


def page_of(code: str, language: str) -> FormPage:
    return FormPage.objects.select_related("call").get(call__code=code, locale=locale_for(language))


def filling(code: str, given: Given) -> Filling:
    version = FormVersion.objects.in_force(page_of(code, "fr").translation_key)
    assert version is not None
    return Filling(version.form("fr"), {key: [value] for key, value in given.items()})


def posted(spec: dict[str, Any], given: Given) -> dict[str, Any]:
    """A right answer to a question, as a browser posts it."""
    key, kind = spec["key"], spec["kind"]
    day = timezone.localdate() + timedelta(days=90)
    of_kind: dict[str, Any] = {
        "short_text": "Le banc qui raconte",
        "long_text": "Un banc, des histoires.\nAnd a bench.",
        "email": "ada@example.org",
        "phone": "02 33 05 98 36",
        "number": spec.get("minimum"),
        "money": "1 500",
        "yes_no": "yes",
        "consent": "on",
        "files": SimpleUploadedFile("devis.pdf", samples.pdf(), "application/pdf"),
    }
    if kind == "date":
        return {f"{key}_day": str(day.day), f"{key}_month": str(day.month), f"{key}_year": str(day.year)}
    if kind == "address":
        parts = {"line1": "1, rue du Métier", "postal_code": "59000", "town": "Lille"}
        return {f"{key}_{part}": text for part, text in parts.items()}
    if kind == "organisation":
        register = spec["registers"][0]
        parts = {"name": "La Navette", "form": spec["forms"][0], "register": register}
        return {f"{key}_{part}": text for part, text in (parts | {"number": REGISTRATIONS[register]}).items()}
    if kind == "budget":
        return budget(spec)
    if kind == "group":
        rows = {f"{key}-0-{inner['key']}": "Inès" for inner in spec["questions"]}
        return {f"{key}-rows": ["0"], **rows}
    if "options" in spec:
        return {key: given.get(key, spec["options"][0]["key"])}
    return {key: given.get(key, of_kind[kind])}


def budget(spec: dict[str, Any], request: str = "800") -> dict[str, Any]:
    key = spec["key"]
    lines = {"expenses": ("expense_categories", "1 000,00"), "incomes": ("income_categories", "200")}
    found: dict[str, Any] = {f"{key}-request": request}
    for name, (categories, amount) in lines.items():
        found[f"{key}-{name}-rows"] = ["0"]
        found[f"{key}-{name}-0-category"] = spec[categories][0]["key"]
        found[f"{key}-{name}-0-label"] = "Location"
        found[f"{key}-{name}-0-amount"] = amount
    return found


def walk(client: Client, page: FormPage, given: Given) -> Any:
    """Answer every question of every step; returns the check page."""
    address = page.get_url()
    for _step in range(10):
        shown = client.get(address)
        if "submit_token" in shown.context:
            return shown
        data: dict[str, Any] = {"go": "next"}
        for spec in shown.context["step"].specs:
            if spec["kind"] != "information":
                data |= posted(spec, given)
        response = client.post(address, data)
        assert response.status_code == 303, (address, response.context["form"].errors)
        address = urlsplit(response["Location"]).path
    pytest.fail("The form does not end.")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("code", "given", "number"), WALKS)
def test_from_the_first_step_to_the_receipt(
    client: Client, code: str, given: Given, number: int, language: str
) -> None:
    page = page_of(code, language)
    check = walk(client, page, given)
    token = re.search(r'name="submit_token" value="([\w-]+)"', check.content.decode())
    assert token
    sent = client.post(f"{page.get_url()}check/", {"submit_token": token[1]})
    assert sent.status_code == 303
    application = Application.objects.get()
    assert (application.call, application.language) == (page.call, language)
    assert application.contact_email == "ada@example.org"
    assert application.contact_name == "Le banc qui raconte"
    given_answers = {key: answer for key, answer in application.answers.items() if answer not in (None, "", [])}
    assert len(given_answers) == number
    assert application.eligibility == ("" if code in ("topic", "contact") else Outcome.ELIGIBLE)
    assert application.reference in client.get(urlsplit(sent["Location"]).path).content.decode()


OUTCOMES = [
    ("pivo", chosen(PIVO, "who/who/council", who__years="yes"), Outcome.ELIGIBLE, ""),
    ("pivo", chosen(PIVO, "who/who/alone", who__years="yes"), Outcome.UNLIKELY, ""),
    ("pivo", chosen(PIVO, "who/who/borough", who__years="no"), Outcome.UNLIKELY, ""),
    ("pivo", chosen(PIVO, "who/who/residents", who__years="yes"), Outcome.NO, "menu-pic"),
    ("pic-coaching", chosen(COACHING, who__montreal="no"), Outcome.NO, "pivo"),
    (
        "pic-coaching",
        chosen(COACHING, "who/pic/no", "who/subject/learning", who__montreal="yes"),
        Outcome.UNLIKELY,
        "",
    ),
    (
        "pic-coaching",
        chosen(COACHING, "who/pic/unsure", "who/subject/other", who__montreal="yes"),
        Outcome.NO,
        "accompagnement-additionnel",
    ),
    (
        "pic-coaching",
        chosen(COACHING, "who/pic/unsure", "who/subject/learning", who__montreal="yes"),
        Outcome.ELIGIBLE,
        "",
    ),
    ("pic-more-coaching", chosen(MORE, "who/need/learning", who__adviser="no"), Outcome.NO, "demande"),
    ("pic-more-coaching", chosen(MORE, "who/need/subject", who__adviser="no"), Outcome.UNLIKELY, ""),
    ("pic-more-coaching", chosen(MORE, "who/need/subject", who__adviser="yes"), Outcome.ELIGIBLE, ""),
    (
        "engineering",
        chosen(ENGINEERING, "who/who/association", "who/project/area"),
        Outcome.NO,
        "initiatives-citoyennes",
    ),
    ("engineering", chosen(ENGINEERING, "who/who/public", "who/project/area"), Outcome.UNLIKELY, ""),
    ("engineering", chosen(ENGINEERING, "who/who/group", "who/project/single"), Outcome.UNLIKELY, ""),
    ("engineering", chosen(ENGINEERING, "who/who/group", "who/project/open"), Outcome.ELIGIBLE, ""),
    (
        "micro-project",
        chosen(GRANT, "who/who/town", "who/place/away", who__begun="yes"),
        Outcome.NO,
        "ingenierie-culturelle",
    ),
    ("micro-project", chosen(GRANT, "who/who/company", "who/place/watch", who__begun="no"), Outcome.NO, "offres"),
    ("micro-project", chosen(GRANT, "who/who/residents", "who/place/away", who__begun="no"), Outcome.NO, "offres"),
    ("micro-project", chosen(GRANT, "who/who/residents", "who/place/region", who__begun="no"), Outcome.UNLIKELY, ""),
    ("micro-project", chosen(GRANT, "who/who/association", "who/place/watch", who__begun="yes"), Outcome.UNLIKELY, ""),
    ("micro-project", chosen(GRANT, "who/who/residents", "who/place/unsure", who__begun="no"), Outcome.ELIGIBLE, ""),
]


@pytest.mark.parametrize(("code", "given", "outcome", "slug"), OUTCOMES)
def test_who_may_apply(client: Client, code: str, given: Given, outcome: Outcome, slug: str) -> None:
    finding = filling(code, given).finding()
    assert finding is not None
    assert finding.outcome == outcome
    for language in ("fr", "en"):
        page, visitor = page_of(code, language), Client()
        response = visitor.post(page.get_url(), {**given, "go": "next"}, follow=True)
        offer = response.context.get("offer")
        assert (offer.slug if offer else "") == slug
        assert ("finding" in response.context) == (outcome != Outcome.ELIGIBLE)


def shown(code: str, form: Form, places: list[str], given: Given) -> list[bool]:
    found = filling(code, given)
    return [found.is_shown(form.question(place)) for place in places]


def test_residents_and_associations_are_asked_about_themselves() -> None:
    places = ["you/members", "you/home", "budget/receiver", "you/association", "you/seat", "data/statutes"]
    assert shown("micro-project", GRANT, places, chosen(GRANT, "who/who/residents")) == [True] * 3 + [False] * 3
    assert shown("micro-project", GRANT, places, chosen(GRANT, "who/who/association")) == [False] * 3 + [True] * 3


def test_higher_levels_are_asked_more() -> None:
    places = ["progress/second", "progress/third", "progress/budget", "progress/documents"]
    levels = {
        "project/level/level-1": [False, False, False, False],
        "project/level/level-2": [True, False, False, True],
        "project/level/level-3": [False, True, True, True],
    }
    for level, expected in levels.items():
        assert shown("engineering", ENGINEERING, places, chosen(ENGINEERING, level)) == expected


@pytest.mark.parametrize(("hours", "expected"), [("31", [False] * 3), ("32", [True, True, False]), ("63", [True] * 3)])
def test_more_hours_bring_more_questions(hours: str, expected: list[bool]) -> None:
    places = ["hours/carried", "hours/cost", "hours/payer"]
    assert shown("pic-coaching", COACHING, places, chosen(COACHING, hours__hours=hours)) == expected


@pytest.mark.parametrize(("request_", "word"), [("850", "80"), ("200", "300"), ("799", "1")])
def test_the_budget_holds_its_limits(request_: str, word: str) -> None:
    spec = filling("micro-project", {}).specs[GRANT.question("budget/budget")]
    data = {key: [value] if isinstance(value, str) else value for key, value in budget(spec, request_).items()}
    found = Filling(
        PublishedForm({"title": "", "steps": [{"key": "s", "title": "", "questions": [spec]}]}), data
    ).checked()
    assert not found.is_valid()
    assert any(word in str(message) for message in found.errors[spec["key"]])
