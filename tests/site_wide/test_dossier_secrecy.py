"""Every address of the admin, asked by people who have nothing to do with a dossier: none says anything of it."""

import random
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from applications.kinds import CallKind
from applications.models import (
    Application,
    Attachment,
    CorrectionRequest,
    Decision,
    Label,
    Message,
    Note,
    OutgoingEmail,
)
from applications.models.attachments import random_name
from applications.statuses import Status
from tests.applications.dossier_desk import Desk, desk
from tests.builders import Portal
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]

NOT_ASKED = ("logout", "jsi18n", "sprite", "failwhale")  # the last one is Wagtail’s own test of a page of errors
OURS = tuple(
    f"/admin/{name}/"
    for name in (
        "access",
        "applications",
        "bulk",
        "calls",
        "emails",
        "forms",
        "labels",
        "letters",
        "privacy",
        "releases",
        "sessions",
    )
)
SHARED_KEY = 777
OF_ONE = tuple(f"/admin/{route}/" for route in ("applications/<int:pk>", "applications/attendance", "emails/<int:pk>"))
SECRETS = ("Ada Martin", "ada@example.org", "A secret remark", "secret.pdf")


def admin_patterns() -> list[tuple[str, dict[str, Any]]]:
    """Every route below /admin/ with the converters of its arguments."""
    admin = next(
        one for one in get_resolver().url_patterns if isinstance(one, URLResolver) and str(one.pattern) == "admin/"
    )
    return list(_walk(admin.url_patterns, "/admin/", {}))


def routes(others: int | None) -> list[tuple[str, dict[str, Any]]]:
    """Those of applications, and so many of the rest: all of them where no number is given."""
    known = [one for one in admin_patterns() if not any(word in one[0] for word in NOT_ASKED)]
    rest = [one for one in known if not one[0].startswith(OURS)]
    left_out = [] if others is None else random.Random(20261201).sample(rest, len(rest) - others)
    return [one for one in known if one not in left_out]


def _walk(patterns: list[Any], prefix: str, converters: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in patterns:
        route = getattr(one.pattern, "_route", None)
        if route is None:
            continue  # a regular expression: Wagtail's catch-all and its pages of errors
        known = converters | one.pattern.converters
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, prefix + route, known)
        elif isinstance(one, URLPattern):
            yield prefix + route, known


def filled(route: str, converters: dict[str, Any], values: dict[str, str]) -> str:
    for name, converter in converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        for typed in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(typed, values.get(name, values.get(kind, values["int"])))
    return route


@pytest.fixture
def office() -> Desk:
    """The call has the seats of a session, and the key of the dossier: addresses that name a call are asked too."""
    begins = timezone.now() + timedelta(days=9)
    session = {"session_key": uuid.uuid4(), "session_starts_at": begins, "session_ends_at": begins}
    return desk(Portal(), CallKind.GRANT, pk=SHARED_KEY, session_state="confirmed", **session)


@pytest.fixture
def dossier(office: Desk) -> Application:
    """One with something in every drawer."""
    application = office.dossier(Status.IN_REVIEW, pk=SHARED_KEY)
    Attachment.objects.create(
        application=application,
        question="x",
        file=Attachment._meta.get_field("file").storage.save(random_name(), ContentFile(b"secret")),
        name="secret.pdf",
        size=6,
        type="application/pdf",
        sha256="0",
    )
    Note.objects.create(application=application, text="A secret remark")
    Message.objects.create(application=application, text="A secret remark", is_from_applicant=True)
    CorrectionRequest.objects.create(
        application=application, question="x", remark="A secret remark", due_on="2030-01-01"
    )
    Decision.objects.create(application=application, verdict="declined", reason="A secret remark")
    OutgoingEmail.objects.create(
        key="secret", occasion="receipt", to="ada@example.org", language="fr", application=application
    )
    application.labels.add(Label.objects.create(name="Label"))
    return application


def values_for(application: Application) -> dict[str, str]:
    attachment = application.attachments.get()
    return {
        "int": str(application.pk),
        "pk": str(application.pk),
        "object_id": str(application.pk),
        "attachment_id": str(attachment.pk),
        "uuid": str(attachment.pk),
        "app_label": "applications",
        "model_name": "application",
        "action": "assign",
        "slug": "application",
        "str": str(application.pk),
        "path": "x",
    }


def all_said(client: Client, address: str) -> Iterator[tuple[str, bytes]]:
    for method in ("get", "post"):
        response = getattr(client, method)(address, {"id": "all", "q": "Ada"})
        content = b"".join(response.streaming_content) if response.streaming else response.content
        yield f"{method} {address} → {response.status_code}", content


@pytest.mark.parametrize("others", [40, pytest.param(None, marks=pytest.mark.soak)], ids=["sample", "all"])
@pytest.mark.parametrize("who", ["stranger", "committee"])
def test_no_address_of_the_admin_says_anything_of_a_dossier(
    office: Desk, dossier: Application, who: str, others: int | None
) -> None:
    """The dossier is in review: a moderator of another call has no part in it, nor has the committee yet.

    Every address of applications is asked, and of the others as many as are said.
    """
    person: User = getattr(office, who)
    client = Client(raise_request_exception=False)
    client.force_login(person)
    asked = 0
    for route, converters in routes(others):
        address = filled(route, converters, values_for(dossier))
        for what, content in all_said(client, address):
            asked += 1
            text = content.decode(errors="replace")
            found = [secret for secret in (*SECRETS, dossier.reference) if secret in text]
            assert not found, f"{what} told {who}: {found}"
            assert "→ 500" not in what or not route.startswith(OURS), what
    assert asked > 150
    dossier.refresh_from_db()
    assert dossier.status == Status.IN_REVIEW
    assert dossier.messages.count() == 1
    assert dossier.notes.count() == 1


@pytest.mark.parametrize("who", ["stranger", "committee"])
def test_what_belongs_to_a_dossier_is_missing(office: Desk, dossier: Application, who: str) -> None:
    client = Client()
    client.force_login(getattr(office, who))
    of_dossiers = [(route, converters) for route, converters in admin_patterns() if route.startswith(OF_ONE)]
    assert len(of_dossiers) > 10
    values = values_for(dossier)
    for route, converters in of_dossiers:
        pk = str(dossier.emails.get().pk) if "emails" in route else values["pk"]
        address = filled(route, converters, values | {"pk": pk})
        for method in ("get", "post"):
            response = getattr(client, method)(address)
            assert response.status_code in (403, 404, 405), f"{method} {address}: {response.status_code}"
            if response.status_code == 405:
                assert getattr(client, "post" if method == "get" else "get")(address).status_code in (403, 404)
