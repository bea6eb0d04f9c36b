"""Files given out: as downloads, to those who may have them."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import FileResponse, Http404
from django.test import Client
from django.urls import reverse
from PIL import Image

from applications.drafts.attachments import (
    hand_over,
)
from applications.drafts.file_responses import send_file, send_preview
from applications.models import Application, Attachment, Call, Draft, FormVersion, Scan
from applications.models.attachments import private_storage
from tests.applications import sample_files as samples
from tests.applications.attaching import PLAN, attach, new_application, new_draft
from tests.builders import moderators, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_storage")]


def read(response: FileResponse) -> bytes:
    """What a response streams; unlike closing that, this leaves the test its database connection."""
    data = b"".join(response)  # type: ignore[arg-type]
    response.file_to_stream.close()
    return data


def test_a_file_leaves_as_a_download(draft: Draft) -> None:
    kept = attach(draft, 'Été « x » "y"; plan.pdf')
    response = send_file(kept)
    assert read(response) == samples.pdf()
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%89t%C3%A9")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "text/javascript", ""])
def test_no_file_leaves_as_a_page_or_a_script(content_type: str, draft: Draft) -> None:
    kept = attach(draft)
    kept.type = content_type
    response = send_file(kept)
    assert read(response) == samples.pdf()
    assert response.headers["Content-Type"] == "application/octet-stream"
    with pytest.raises(Http404):
        send_preview(kept)


@pytest.mark.parametrize(("kind", "shown"), [("JPEG", "image/jpeg"), ("PNG", "image/jpeg"), ("WEBP", "image/jpeg")])
def test_a_preview_is_a_small_picture_made_anew(kind: str, shown: str, draft: Draft) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    data = samples.picture(kind, (3000, 1000), exif=exif.tobytes())
    assert b"taken at home" in data
    kept = attach(draft, f"photo.{kind.lower()}", data)
    response = send_preview(kept)
    assert response.headers["Content-Type"] == shown
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"taken at home" not in response.content
    with Image.open(io.BytesIO(response.content)) as picture:
        assert picture.size == (1600, 533)


def test_a_preview_keeps_what_is_transparent(draft: Draft) -> None:
    kept = attach(draft, "logo.png", samples.picture("PNG", mode="LA"))
    assert send_preview(kept).headers["Content-Type"] == "image/png"


@pytest.fixture
def received(draft: Draft, version: FormVersion) -> Attachment:
    kept = attach(draft)
    application = new_application(version, answers={PLAN: [{"id": str(kept.pk)}]})
    hand_over(draft=draft, application=application)
    kept.refresh_from_db()
    return kept


def address(kept: Attachment, application: Application | None = None) -> str:
    return reverse("applications:file", args=((application or kept.application).pk, kept.pk))  # type: ignore[union-attr]


def logged_in(email: str = "mod@example.org", *groups: Group, **fields: Any) -> Client:
    client = Client()
    client.force_login(staff(email, *groups, **fields))
    return client


def test_a_moderator_downloads(received: Attachment) -> None:
    response = logged_in("mod@example.org", moderators()).get(address(received))
    assert response.status_code == 200
    assert response.getvalue() == samples.pdf()
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'


def test_nobody_else_does(received: Attachment, version: FormVersion) -> None:
    other_group = Group.objects.create(name="moderators-of-another-call")
    wrong = logged_in("wrong@example.org", other_group)
    Call.objects.create(code="other", moderators=other_group)
    editor = logged_in("editor@example.org")
    for client in (wrong, editor):
        for query in ("", "?preview=1"):
            assert client.get(address(received) + query).status_code == 404
    response = Client().get(address(received))
    assert response.status_code == 302
    assert reverse("wagtailadmin_login") in response.headers["Location"]


def test_a_file_is_found_under_its_own_dossier_only(received: Attachment, version: FormVersion, draft: Draft) -> None:
    client = logged_in("mod@example.org", moderators())
    assert client.get(address(received, new_application(version))).status_code == 404
    unsent = attach(new_draft(version))
    assert client.get(address(unsent, received.application)).status_code == 404
    assert client.post(address(received)).status_code == 405


def test_a_file_that_is_missing_is_missing(received: Attachment) -> None:
    private_storage().delete(received.file.name)
    client = logged_in("mod@example.org", moderators())
    assert client.get(address(received)).status_code == 404
    assert client.get(address(received) + "?preview=1").status_code == 404


@pytest.mark.parametrize("scan", [Scan.NONE, Scan.PENDING, Scan.INFECTED])
def test_staff_get_no_file_that_was_not_found_clean(scan: Scan, received: Attachment, settings: Any) -> None:
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    Attachment.objects.update(scan=scan)
    client = logged_in("mod@example.org", moderators())
    for query in ("", "?preview=1"):
        response = client.get(address(received) + query)
        assert response.status_code == 403
        assert b"%PDF" not in response.content
        assert "plan.pdf" in response.content.decode()
    Attachment.objects.update(scan=Scan.CLEAN)
    assert client.get(address(received)).getvalue() == samples.pdf()


def test_no_address_of_the_site_leads_to_the_folder(received: Attachment, client: Client) -> None:
    name = received.file.name
    places = [f"/media/{name}", f"/media/../private/{name}", f"/media/%2e%2e/private/{name}", f"/{name}"]
    for place in [*places, f"/static/{name}", f"/documents/{name}", f"/private/{name}"]:
        assert client.get(place).status_code == 404, place
