"""Short addresses and their codes to scan."""

import re
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from PIL import Image

from applications.forms.page import FormPage
from applications.models import Call
from tests.builders import page_data, staff
from users.roles import Role, setup_roles

pytestmark = pytest.mark.django_db


def log_in(**fields: bool) -> Client:
    client = Client()
    client.force_login(staff("someone@example.org", **fields))
    return client


def test_a_form_gets_one_at_its_first_publication_and_keeps_it(pages: dict[str, FormPage]) -> None:
    code = pages["fr"].short_code
    assert re.fullmatch(r"[2-9a-z]{6}", code)
    assert pages["en"].short_code == code
    for page in pages.values():
        page.get_latest_revision_as_object().save_revision().publish()
    assert set(FormPage.objects.values_list("short_code", flat=True)) == {code}


def test_an_editor_may_choose_one_that_is_free(pages: dict[str, FormPage]) -> None:
    client = log_in(is_superuser=True, is_staff=True)
    url = f"/admin/pages/{pages['fr'].pk}/edit/"
    client.post(url, page_data(pages["fr"], short_code="Quartiers", **{"action-publish": "1"}))
    assert set(FormPage.objects.values_list("short_code", flat=True)) == {"quartiers"}
    call = Call.objects.create(code="other")
    french = FormPage(title="Autre", slug="autre", call=call, action_label="x", locale=pages["fr"].locale, live=False)
    pages["fr"].get_parent().add_child(instance=french)
    answer = client.post(
        f"/admin/pages/{french.pk}/edit/", page_data(pages["fr"], slug="autre", short_code="quartiers")
    )
    assert "short_code" in answer.context["form"].errors


@pytest.mark.parametrize(("asked", "language"), [("fr-CA,fr;q=0.9", "fr"), ("en-GB", "en"), ("de", "fr"), ("", "fr")])
def test_it_leads_to_the_form_in_the_language_of_the_reader(
    client: Client, pages: dict[str, FormPage], asked: str, language: str
) -> None:
    response = client.get(f"/go/{pages['fr'].short_code.upper()}/", headers={"accept-language": asked})
    assert response.status_code == 302
    assert response["Location"] == pages[language].get_url()
    assert "Accept-Language" in response["Vary"]
    assert response["Location"].startswith(f"/{language}/")


def test_an_unknown_one_is_a_page_in_the_language_of_the_reader(client: Client, pages: dict[str, FormPage]) -> None:
    pages["fr"].unpublish()
    for code in ("nothing", pages["fr"].short_code):
        response = client.get(f"/go/{code}/", headers={"accept-language": "en"})
        assert response.status_code == 404
        assert response["Content-Language"] == "en"
    assert client.post(f"/go/{pages['fr'].short_code}/").status_code == 405
    assert client.get("/go/%00/").status_code == 404


def test_an_editor_downloads_the_code(pages: dict[str, FormPage]) -> None:
    client = log_in(is_superuser=True, is_staff=True)
    form, code = pages["en"], pages["en"].short_code
    svg = client.get(f"/admin/forms/{form.pk}/qr.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg["Content-Disposition"] == f'attachment; filename="{code}.svg"'
    assert b"<svg" in svg.content
    png = client.get(f"/admin/forms/{form.pk}/qr.png")
    picture = Image.open(BytesIO(png.content)).convert("L")
    assert picture.width == picture.height > 500
    assert picture.crop((0, 0, picture.width, 4 * 24)).getextrema() == (255, 255)
    assert picture.getextrema() == (0, 255)
    edit = client.get(f"/admin/pages/{form.pk}/edit/").content.decode()
    assert f"http://localhost/go/{code}/" in edit
    assert f"/admin/forms/{form.pk}/qr.svg" in edit
    assert client.get(f"/admin/forms/{form.pk}/qr.gif").status_code == 404
    assert client.get("/admin/forms/0/qr.svg").status_code == 404


@pytest.mark.parametrize("who", ["moderator", "anonymous"])
def test_the_code_is_missing_for_who_may_not_edit_the_form(pages: dict[str, FormPage], who: str) -> None:
    setup_roles()
    client = Client()
    if who == "moderator":
        client.force_login(staff("mod@example.org", Group.objects.get(name=Role.MODERATORS)))
    response = client.get(f"/admin/forms/{pages['fr'].pk}/qr.png")
    assert response.status_code == (404 if who == "moderator" else 302)
    assert b"PNG" not in response.content
