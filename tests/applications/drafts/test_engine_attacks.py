"""What people, machines and chance may do to a form, and what must not come of it."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from applications.drafts.browser_cookie import sealed
from applications.drafts.filling import Filling
from applications.drafts.resume_links import send_link
from applications.drafts.resume_tokens import resume_token
from applications.forms.page import FormPage
from applications.models import Application, Call, Draft
from applications.questions.published import PublishedForm
from tests.applications.public.two_steps import TITLE_KEY, fill, path, send, two_steps
from tests.builders import ANSWERS, KEYS, OPTION_KEYS, Portal, kept_form, publish, stream

EXTRA, BOXES = (f"33333333-0000-4000-8000-00000000000{number}" for number in (1, 2))
ELSEWHERE = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}


def steps(language: str) -> list[dict[str, Any]]:
    """Two steps; the second has more questions for those who look for advice."""
    value = {"question": KEYS["what"], "operator": "is", "value": OPTION_KEYS[0]}
    conditions = [{"type": "item", "id": str(uuid.uuid4()), "value": value}]
    question = {"label": "More", "hint": "", "required": False, "conditions": conditions}
    options = [{"type": "item", "value": label, "id": key} for label, key in zip("AB", OPTION_KEYS, strict=True)]
    more = [
        stream("long_text", {**question, "limit": 500}, EXTRA),
        stream("choices", {**question, "label": "Boxes", "options": options}, BOXES),
    ]
    made = two_steps(language)
    made[1]["value"]["questions"] += more
    return made


def build() -> None:
    Portal().forms(Call.objects.create(code="pic"), steps={language: steps(language) for language in ("fr", "en")})


pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build)]


@pytest.fixture
def page() -> FormPage:
    return kept_form()["fr"]


def begin(client: Client, page: FormPage, **answers: str) -> Draft:
    """The first step of a draft, which is the newest one then."""
    given = {**ANSWERS, KEYS["name"]: answers.pop("name", "Ada Martin"), "go": "next", **answers}
    assert client.post(page.get_url(), given).status_code == 303
    return Draft.objects.order_by("started_at").last()  # type: ignore[return-value]


def token_for(draft: Draft) -> str:
    send_link(draft=draft, email="ada@example.org", language="fr")
    return resume_token(draft.links.get(revoked_at=None))


def post_raw(client: Client, address: str, charset: str, value: bytes, *names: str) -> Any:
    parts = b"".join(
        b'--X\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value) for name in names
    )
    return client.generic("POST", address, parts + b"--X--\r\n", f"multipart/form-data; boundary=X; charset={charset}")


def test_a_mailed_link_opens_its_own_draft(client: Client, page: FormPage) -> None:
    """On a computer where somebody else has begun the same form later."""
    token = token_for(begin(Client(), page, name="Mine"))
    begin(client, page, name="Another")
    client.post(f"{page.get_url()}resume/{token}/")
    html = client.get(f"{page.get_url()}step/1/").content.decode()
    assert 'value="Mine"' in html
    assert "Another" not in html


def test_a_link_of_a_sent_draft_says_so(client: Client, page: FormPage) -> None:
    fill(client, page)
    token = token_for(Draft.objects.get())
    send(client, page)
    stranger = Client()
    for response in (
        stranger.get(f"{page.get_url()}resume/{token}/"),
        stranger.post(f"{page.get_url()}resume/{token}/"),
    ):
        assert response.status_code == 404
        assert not response.cookies.get("drafts")


def test_what_another_window_shows_is_not_emptied_by_this_one(client: Client, page: FormPage) -> None:
    """The second step was opened before an answer to the first one added questions to it."""
    begin(client, page)
    second = f"{page.get_url()}step/2/"
    client.post(f"{page.get_url()}step/1/", {**ANSWERS, KEYS["what"]: OPTION_KEYS[0]})
    client.post(second, {TITLE_KEY: "Banc", EXTRA: "Many words", BOXES: OPTION_KEYS[1], "go": "save"})
    client.post(second, {TITLE_KEY: "Le banc", "asked": [TITLE_KEY], "go": "save"})
    data = Draft.objects.get().data
    assert (data[TITLE_KEY], data[EXTRA], data[BOXES]) == (["Le banc"], ["Many words"], [OPTION_KEYS[1]])
    client.post(second, {TITLE_KEY: "Le banc", EXTRA: "", "asked": [TITLE_KEY, EXTRA, BOXES], "go": "save"})
    data = Draft.objects.get().data
    assert data[EXTRA] == [""]
    assert BOXES not in data


def test_a_post_that_was_cut_short_empties_nothing(client: Client, page: FormPage) -> None:
    begin(client, page)
    client.post(f"{page.get_url()}step/1/", {KEYS["name"]: "Ada B.", "go": "save"})
    data = Draft.objects.get().data
    assert data[KEYS["name"]] == ["Ada B."]
    assert data[KEYS["why"]] == [ANSWERS[KEYS["why"]]]
    assert data[KEYS["what"]] == [OPTION_KEYS[1]]


@pytest.mark.parametrize("go", ["again", "leave"])
def test_a_window_that_saves_by_itself_reopens_no_draft(client: Client, page: FormPage, go: str) -> None:
    draft = begin(client, page)
    seal = sealed(draft.pk, draft.form_key)
    left = client.post(f"{page.get_url()}again/", {"go": go, "draft": seal})
    assert left["Clear-Site-Data"] == '"cache"'
    before = list(Draft.objects.values_list("pk", "revision"))
    late = client.post(f"{page.get_url()}step/1/", {**ANSWERS, "go": "save", "draft": seal})
    assert late.status_code == 409
    assert late.json()["error"]
    assert list(Draft.objects.values_list("pk", "revision")) == before
    assert "Ada Martin" not in client.get(page.get_url()).content.decode()
    # What somebody sends with a button is kept, and goes on being saved.
    assert client.post(f"{page.get_url()}step/1/", {**ANSWERS, "go": "next", "draft": seal}).status_code == 303
    assert client.post(f"{page.get_url()}step/1/", {**ANSWERS, "go": "save", "draft": seal}).status_code == 200
    assert Draft.objects.get().pk == draft.pk


@pytest.mark.parametrize("part", ["", "step/1/", "check/", "later/", "again/"])
def test_another_site_cannot_have_its_draft_filled_in(page: FormPage, part: str) -> None:
    draft = begin(Client(), page)
    victim = Client(enforce_csrf_checks=True)
    posted = {"draft": sealed(draft.pk, draft.form_key), KEYS["why"]: "Some words"}
    response = victim.post(page.get_url() + part, posted, headers=ELSEWHERE)
    assert response.status_code in (303, 403)
    assert draft.pk.hex not in response.content.decode()
    assert not victim.cookies.get("drafts")


def test_our_own_page_without_any_cookie_still_finds_its_draft(page: FormPage) -> None:
    draft = begin(Client(), page)
    forgetful = Client(enforce_csrf_checks=True)
    posted = {"draft": sealed(draft.pk, draft.form_key), TITLE_KEY: "Le banc"}
    here = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    response = forgetful.post(f"{page.get_url()}step/2/", posted, headers=here)
    assert response.status_code == 403
    assert "Le banc" in response.content.decode()
    assert draft.pk.hex in response.content.decode()


@pytest.mark.parametrize(
    ("charset", "value"), [("utf-7", b"a+2AA-b"), ("unicode_escape", rb"a\ud800b"), ("rot13", b"ab"), ("idna", b"a..b")]
)
@pytest.mark.parametrize("part", ["", "check/", "later/"])
def test_no_charset_breaks_a_page(client: Client, page: FormPage, charset: str, value: bytes, part: str) -> None:
    begin(client, page)
    names = [KEYS["why"], KEYS["name"], KEYS["mail"], "draft", "go", "step", "version", "submit_token", "email"]
    assert post_raw(client, page.get_url() + part, charset, value, *names).status_code < 500
    for seen in ("step/1/", "check/", "later/"):
        assert client.get(page.get_url() + seen, follow=True).status_code == 200


def test_nul_in_a_name_is_not_stored(client: Client, page: FormPage) -> None:
    """PostgreSQL refuses it in JSON."""
    draft = begin(client, page, **{f"{KEYS['why']}-\0": "x", f"{KEYS['why']}_\0": "y"})
    assert not [name for name in draft.data if "\0" in name]


def to_another_call(page: FormPage) -> Call:
    call = Call.objects.create(code="other")
    for each in FormPage.objects.filter(translation_key=page.translation_key):
        each.call = call
        each.save()
        each.save_revision()
    publish(FormPage.objects.get(pk=page.pk))
    return call


def test_a_form_that_goes_to_another_call_takes_its_drafts_and_keeps_its_confirmations(
    client: Client, page: FormPage
) -> None:
    fill(client, page)
    confirmation = path(send(client, page))
    other = Client()
    begin(other, page)
    call = to_another_call(page)
    other.get(page.get_url())
    assert Draft.objects.get(application=None).call == call
    response = client.get(confirmation)
    assert Application.objects.get().reference in response.content.decode()


def test_a_cancelled_address_does_not_come_back_by_itself(client: Client, page: FormPage) -> None:
    begin(client, page)
    assert Draft.objects.get().email == "ada@example.org"
    client.post(f"{page.get_url()}later/", {"email": "other@example.org"})
    client.post(f"{page.get_url()}step/2/", {TITLE_KEY: "x", "go": "save"})
    assert Draft.objects.get().email == "other@example.org"
    client.post(f"{page.get_url()}later/", {"go": "revoke"})
    client.post(f"{page.get_url()}step/2/", {TITLE_KEY: "y", "go": "save"})
    assert Draft.objects.get().email == ""
    client.post(f"{page.get_url()}step/1/", {**ANSWERS, KEYS["mail"]: "new@example.org", "go": "save"})
    assert Draft.objects.get().email == "new@example.org"


def test_a_form_that_was_moved_is_found_again(client: Client, page: FormPage) -> None:
    draft, before = begin(client, page), page.get_url()
    token = token_for(draft)
    page.slug = "renamed"
    after = publish(page).get_url()
    assert after != before
    link = Client().get(f"{before}resume/{token}/")
    assert (link.status_code, link["Location"]) == (302, f"{after}resume/{token}/")
    typed = {TITLE_KEY: "Le banc", "draft": sealed(draft.pk, draft.form_key)}
    late = client.post(f"{before}step/2/", typed)
    assert (late.status_code, late["Location"]) == (307, f"{after}step/2/")
    first = re.search(r'name="draft" value="([^"]+)"', Client().get(after).content.decode())
    assert first
    new = Client().post(before, {**ANSWERS, "draft": first[1], "version": str(draft.version_id)})
    assert (new.status_code, new["Location"]) == (307, after)
    for junk in ({}, {"draft": "junk"}, {"draft": f"{draft.pk.hex}:a:b"}):
        assert Client().post(before, junk).status_code == 404
    assert Client().get(f"{before}resume/{'0' * 64}/").status_code == 404


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_long_chain_of_conditions_is_followed_to_its_end(in_one_step: bool) -> None:
    """Each of three hundred questions depends on the one before; the last one is the address to write to."""
    keys = [str(uuid.uuid4()) for _ in range(300)]
    chain = [[], *([{"question": key, "operator": "is", "value": "yes"}] for key in keys)]
    facts = {"label": "?", "hint": "", "required": True, "private": False, "kind": "yes_no"}
    questions = [{**facts, "key": key, "conditions": chain[place]} for place, key in enumerate(keys)]
    last = {**facts, "key": "mail", "kind": "email", "conditions": chain[-1]}
    steps = [questions, [last]] if in_one_step else [[question] for question in [*questions, last]]
    content = {"title": "", "steps": [{"key": str(n), "title": "", "questions": some} for n, some in enumerate(steps)]}
    filling = Filling(PublishedForm(content), {**{key: ["yes"] for key in keys}, "mail": ["ada@example.org"]})
    assert filling.email() == "ada@example.org"
    assert len(Filling(PublishedForm(content), filling.data_as_lists()).steps) == len(steps)
