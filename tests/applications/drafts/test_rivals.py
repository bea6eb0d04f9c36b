"""One draft, two pages of it open: what somebody typed never vanishes unseen."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils.datastructures import MultiValueDict

from applications.drafts.rivals import MOST_RIVALS, PostedPage, page_id, shown_digest, take
from applications.drafts.saving import Typed, take_typed
from applications.drafts.too_long import TooLongError
from applications.forms.page import FormPage
from applications.models import Application, Draft
from home.meanwhile import Outcome, digest, outcome
from tests.answering import answered
from tests.applications.drafts.any_question import KIND_NAMES, spec_of
from tests.applications.public.two_steps import TITLE_KEY, build_two_steps, send
from tests.builders import ANSWERS, KEYS, kept_form
from tests.pages import OpenPage

WHY, NAME, WHAT = KEYS["why"], KEYS["name"], KEYS["what"]
KEY = "44444444-0000-4000-8000-000000000001"

pytestmark = [pytest.mark.django_db, pytest.mark.kept(by=build_two_steps)]


@pytest.fixture(params=["fr", "en"])
def page(request: Any) -> FormPage:
    return kept_form()[request.param]


@pytest.fixture
def devices(page: FormPage) -> tuple[Client, Client]:
    """A laptop that has begun a form, and a phone that opened the mailed link: both may open the draft."""
    laptop, phone = Client(), Client()
    laptop.post(page.get_url(), {"asked": NAME, "go": "later"})
    phone.cookies = laptop.cookies.copy()
    return laptop, phone


def step_of(page: FormPage) -> str:
    return f"{page.get_url()}step/1/"


def typed_in_draft() -> dict[str, list[str]]:
    data: dict[str, list[str]] = Draft.objects.get().data
    return data


@pytest.mark.parametrize(
    ("shown", "posted", "stored", "expected"),
    [
        ("a", "a", "b", Outcome.STAYS),
        ("a", "b", "b", Outcome.STAYS),
        ("a", "b", "a", Outcome.WRITTEN),
        ("a", "b", "c", Outcome.ASKED),
        ("a", "a", "a", Outcome.STAYS),
    ],
)
def test_what_becomes_of_a_field(shown: str, posted: str, stored: str, expected: Outcome) -> None:
    assert outcome(shown=shown, posted=posted, stored=stored) == expected


def test_a_digest_sees_texts_and_not_what_browsers_do_to_them() -> None:
    text = digest([("", ["one\r\ntwo "])])
    assert text == digest([("", ["one\ntwo"]), ("-rows", ["  "])])
    assert text != digest([("", ["one\n\ntwo"])])
    assert digest([("a", ["b"])]) != digest([("", ["a", "b"])]) != digest([("", ["ab"])])
    assert len(text) == 12


def test_an_empty_page_of_a_laptop_does_not_empty_what_a_phone_typed(
    page: FormPage, devices: tuple[Client, Client]
) -> None:
    """Every field of the step counts: texts, choices, ticks."""
    laptop, phone = (OpenPage(client, step_of(page)) for client in devices)
    phone.type(**ANSWERS)
    assert phone.press().status_code == 303
    assert laptop.press().status_code == 303, "all is answered by now"
    assert {name: values[0] for name, values in typed_in_draft().items()} == ANSWERS


def test_each_page_writes_what_it_changed(page: FormPage, devices: tuple[Client, Client]) -> None:
    laptop, phone = (OpenPage(client, step_of(page)) for client in devices)
    phone.type(**{WHY: "From the phone"})
    laptop.type(**{NAME: "From the laptop"})
    phone.press("later")
    laptop.press("later")
    assert typed_in_draft()[WHY] == ["From the phone"]
    assert typed_in_draft()[NAME] == ["From the laptop"]
    assert not Draft.objects.get().rivals


@pytest.mark.parametrize("button", ["next", "later", "back", "save", "both:1"])
def test_of_two_answers_none_is_written_over(page: FormPage, devices: tuple[Client, Client], button: str) -> None:
    laptop, phone = (OpenPage(client, step_of(page)) for client in devices)
    phone.type(**ANSWERS | {WHY: "From the phone"})
    phone.press("later")
    laptop.type(**ANSWERS | {WHY: "From the laptop"})
    laptop.press(button)
    assert typed_in_draft()[WHY] == ["From the phone"]
    for client in devices:
        shown = OpenPage(client, step_of(page))
        assert shown.inputs[WHY] == ["From the phone"]
        assert "From the laptop" in shown.html, "both devices read both"
    assert "keep-" + WHY in Client.get(devices[0], step_of(page)).content.decode()


def choices_in(shown: OpenPage) -> list[str]:
    return re.findall(rf'name="keep-{WHY}" value="([^"]+)"', shown.html)


def conflict(page: FormPage, devices: tuple[Client, Client]) -> OpenPage:
    """The page that the laptop gets after the phone was faster."""
    laptop, phone = (OpenPage(client, step_of(page)) for client in devices)
    phone.type(**ANSWERS | {WHY: "From the phone"})
    phone.press("later")
    laptop.type(**ANSWERS | {WHY: "From the laptop"})
    return laptop.shown_after()


@pytest.mark.parametrize(("place", "stays"), [(0, "From the phone, and more"), (1, "From the laptop")])
def test_continuing_asks_and_the_answer_that_is_chosen_stays(
    page: FormPage, devices: tuple[Client, Client], place: int, stays: str
) -> None:
    asked = conflict(page, devices)
    assert asked.response.status_code == 422
    assert f'href="#keep-{WHY}"' in asked.html
    asked.type(**{WHY: "From the phone, and more"})
    again = asked.shown_after()
    assert again.response.status_code == 422, "not without a choice"
    again.type(**{f"keep-{WHY}": choices_in(again)[place]})
    assert again.press().status_code == 303
    assert typed_in_draft()[WHY] == [stays]
    assert not Draft.objects.get().rivals


def test_nothing_is_sent_before_a_choice(page: FormPage, devices: tuple[Client, Client]) -> None:
    conflict(page, devices)
    devices[0].post(f"{page.get_url()}step/2/", {TITLE_KEY: "Le banc", "go": "next"})
    assert send(devices[0], page).status_code == 422
    assert not Application.objects.exists()
    asked = OpenPage(devices[0], step_of(page))
    asked.type(**{f"keep-{WHY}": choices_in(asked)[1]})
    asked.press()
    assert send(devices[0], page).status_code == 303
    assert Application.objects.get().answers[WHY] == "From the laptop"
    draft = Draft.objects.get()
    assert (draft.rivals, draft.written) == ({}, {})


def test_a_choice_between_other_answers_than_there_are_by_now_is_none(
    page: FormPage, devices: tuple[Client, Client]
) -> None:
    asked, other = conflict(page, devices), OpenPage(devices[1], step_of(page))
    other.type(**{WHY: "A third one"})
    other.press("later")
    asked.type(**{f"keep-{WHY}": choices_in(asked)[1]})
    again = asked.shown_after()
    assert again.response.status_code == 422
    assert "A third one" in again.html
    assert "From the laptop" in again.html


def test_a_page_that_saves_by_itself_is_not_asked_about_its_own_words(
    page: FormPage, devices: tuple[Client, Client]
) -> None:
    """Not even where the answer to a saving never reached it, or after going back to it."""
    laptop = OpenPage(devices[0], step_of(page))
    for text in ("W", "Wo", "Words"):
        laptop.type(**ANSWERS | {WHY: text})
        assert laptop.press("save").json()["notice"] == ""
    assert laptop.press().status_code == 303
    laptop.type(**{WHY: "Words, and more after going back"})
    assert laptop.press().status_code == 303
    assert typed_in_draft()[WHY] == ["Words, and more after going back"]


def test_a_page_that_saves_by_itself_says_that_there_are_two_answers(
    page: FormPage, devices: tuple[Client, Client]
) -> None:
    laptop, phone = (OpenPage(client, step_of(page)) for client in devices)
    phone.type(**{WHY: "From the phone"})
    phone.press("later")
    for text in ("From the lap", "From the laptop"):
        laptop.type(**{WHY: text})
        answer = laptop.press("save").json()
        assert answer["notice"]
        assert answer["saved"]
    (rival,) = Draft.objects.get().rivals[WHY].values()
    assert rival[WHY] == ["From the laptop"], "one answer of one page"


def test_a_page_that_comes_back_unkept_still_knows_what_it_knew(page: FormPage, devices: tuple[Client, Client]) -> None:
    laptop, phone = (OpenPage(client, step_of(page)) for client in devices)
    phone.type(**{NAME: "Ada from the phone"})
    phone.press("later")
    laptop.type(**{WHY: "x" * 100_000})
    back = laptop.shown_after()
    assert back.response.status_code == 422
    back.type(**{WHY: "Short"})
    back.press("later")
    assert typed_in_draft()[NAME] == ["Ada from the phone"]
    assert typed_in_draft()[WHY] == ["Short"]


@pytest.mark.parametrize("kind", [kind for kind in KIND_NAMES if kind not in ("files", "information")])
def test_every_kind_of_question_counts_as_one_field(kind: str) -> None:
    """Repeated rows, budgets, choices, dates and addresses: an empty page changes none, and two answers are two."""
    spec: Any = spec_of(kind, KEY)
    empty, filled = Draft(), answered(spec, 1)
    first, second = (PostedPage(page_id(), {KEY: shown_digest({}, KEY)}) for _ in range(2))
    take(empty, [spec], MultiValueDict(filled), first)
    take(empty, [spec], MultiValueDict({f"{KEY}-rows": ["0"]}), second)
    assert empty.data == filled
    other = {name: [f"{value} else" for value in values] for name, values in filled.items()}
    take(empty, [spec], MultiValueDict(other), second)
    assert empty.data == filled
    assert empty.rivals[KEY] == {second.id: other}


def test_no_row_is_removed_that_the_page_has_not_shown_as_it_is() -> None:
    spec: Any = spec_of("group", KEY)
    row = f"{KEY}-0-{spec['questions'][0]['key']}"
    shown = {f"{KEY}-rows": ["0", "1"], row: ["One"], row.replace("-0-", "-1-"): ["Two"]}
    page = PostedPage(page_id(), {KEY: shown_digest(shown, KEY)})
    draft = Draft(data={**shown, row: ["One, and more"]})
    take_typed(draft, Typed([spec], MultiValueDict(shown), "en", (KEY, "remove-0"), (), page), [spec])
    assert draft.data[row] == ["One, and more"]
    take_typed(draft, Typed([spec], MultiValueDict(draft.data), "en", (KEY, "remove-0")), [spec])
    assert row not in draft.data


def test_answers_that_wait_for_a_choice_have_an_end() -> None:
    spec: Any = spec_of("short_text", KEY)
    draft = Draft(data={KEY: ["The first"]})
    pages = [PostedPage(page_id(), {KEY: shown_digest({}, KEY)}) for _ in range(MOST_RIVALS + 1)]
    for number, page in enumerate(pages[:-1]):
        take(draft, [spec], MultiValueDict({KEY: [f"Another, {number}"]}), page)
    with pytest.raises(TooLongError):
        take(draft, [spec], MultiValueDict({KEY: ["One too many"]}), pages[-1])
    assert len(draft.rivals[KEY]) == MOST_RIVALS


@pytest.mark.parametrize("page", ["", "this", "x" * 30, "<b>12345678"])
def test_nonsense_about_the_page_is_no_page(page: str) -> None:
    posted = MultiValueDict({"page": [page], "shown": ["", "x", str(uuid.uuid4())], "keep-": [""]})
    assert PostedPage.of(posted).id == ""
