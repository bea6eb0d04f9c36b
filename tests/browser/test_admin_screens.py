"""Every screen that staff act on, with the demonstration's queue: nothing for axe to find, nothing sticks out."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from wagtail.users.models import UserProfile

from applications.models import Application, Beneficiary, Label, Letter, OutgoingEmail, SavedView
from portal.demo.queue.load import load_queue
from tests.browser.axe import findings
from tests.browser.signing_in import sign_in
from tests.browser.visitor import overflow
from users.models import User

pytestmark = pytest.mark.browser


@pytest.fixture
def queue(demo_server: str) -> Iterator[dict[str, Application]]:
    """A dossier of each status, by its status, in the committed demonstration; taken away afterwards."""
    before = set(Application.objects.values_list("pk", flat=True))
    load_queue()
    made = Application.objects.exclude(pk__in=before).select_related("call")
    yield {one.status: one for one in made.filter(call__kind__in=("grant", "coaching"))}
    keys = list(made.values_list("pk", flat=True))
    Application.objects.filter(pk__in=keys).delete()
    for model in (Beneficiary, Label, Letter, SavedView):
        model._default_manager.all().delete()


def screens(queue: dict[str, Application]) -> list[str]:
    def of(name: str, status: str) -> str:
        return reverse(f"applications:{name}", args=(queue[status].pk,))

    mail = OutgoingEmail.objects.filter(application=queue["accepted"]).first()
    letter = Letter.objects.filter(language="fr").first()
    assert mail
    assert letter
    dossiers = "&".join(f"id={one.pk}" for one in list(queue.values())[:3])
    acts = [
        of("decide", "ready"), of("reopen", "declined"), of("ask_corrections", "in_review"), of("hold", "received"),
        of("message", "received"), of("dossier", "waiting_applicant"), of("dossier", "accepted"),
    ]  # fmt: skip
    lists = [
        reverse("applications:releases"), reverse("applications:export"), reverse("emails:index"),
        reverse("emails:mail", args=(mail.pk,)), reverse("labels:index"), reverse("labels:add"),
        reverse("letters:index"), reverse("letters:call", args=(letter.call_id,)),
        reverse("letters:letter", args=(letter.call_id, letter.occasion, letter.language)),
        reverse("access:index"), reverse("privacy:purges"),
        reverse("privacy:index"),
    ]  # fmt: skip
    bulk = [
        f"/admin/bulk/applications/application/{action}/?{dossiers}"
        for action in ("assign", "label", "move", "message", "release")
    ]
    return [*acts, *lists, *bulk]


@pytest.mark.axe
@pytest.mark.parametrize(("language", "width", "scheme"), [("fr", 1280, "light"), ("en", 390, "light")])
def test_axe_finds_nothing(
    queue: dict[str, Application],
    demo_server: str,
    browser_page: Callable[..., Page],
    language: str,
    width: int,
    scheme: str,
) -> None:
    person = User.objects.get(email="admin@example.org")
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language, "theme": scheme})
    page = browser_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(page, demo_server, person.email)
    wrong = {}
    for path in screens(queue):
        answer = page.goto(demo_server + path)
        assert answer
        assert answer.ok, f"{path}: {answer.status}"
        assert page.locator("html").get_attribute("lang") == language
        if found := findings(page):
            wrong[path] = found
        if overflow(page) > 0:
            wrong[f"{path} is too wide"] = []
    assert wrong == {}
