"""What a form asks, seen through what was typed: conditions, steps, eligibility. No database."""

import json
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict

from applications.drafts.filling import Filling, merged
from applications.models.applications import Outcome
from applications.questions.published import PublishedForm

KEYS = {
    name: f"00000000-0000-4000-8000-0000000000{n:02}" for n, name in enumerate(["who", "why", "age", "mail", "more"])
}


def spec(name: str, kind: str = "short_text", *conditions: tuple[str, str, str], **details: Any) -> dict[str, Any]:
    return {
        "key": KEYS[name],
        "kind": kind,
        "label": name,
        "hint": "",
        "required": True,
        "private": False,
        "conditions": [{"question": KEYS[q], "operator": o, "value": v} for q, o, v in conditions],
        **details,
    }


OPTIONS = [{"key": "club", "label": "A club"}, {"key": "town", "label": "A town"}]


def step(key: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    plain = {"key": key, "kind": "step", "title": key, "introduction": "", "conditions": [], "rules": []}
    return plain | {"questions": list(questions)} | more


def form(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"title": "Form", "steps": list(steps)}


def typed(**answers: str) -> dict[str, list[str]]:
    return {KEYS[name]: [value] for name, value in answers.items()}


TWO_STEPS = form(
    step("first", spec("who", "choice", options=OPTIONS), spec("why", "long_text", ("who", "is", "club"), limit=200)),
    step("second", spec("mail", "email", ("who", "is_not", "club")), spec("more")),
)


def test_a_question_shows_when_its_condition_holds() -> None:
    assert Filling(PublishedForm(TWO_STEPS), typed(who="club")).is_shown(KEYS["why"])
    assert not Filling(PublishedForm(TWO_STEPS), typed(who="town")).is_shown(KEYS["why"])


@pytest.mark.parametrize("answer", ["", "junk", "\x00"])
def test_what_is_not_answered_fulfils_nothing(answer: str) -> None:
    filling = Filling(PublishedForm(TWO_STEPS), typed(who=answer))
    assert not filling.is_shown(KEYS["why"])
    assert not filling.is_shown(KEYS["mail"])


def test_what_the_page_itself_decides_is_on_it() -> None:
    filling = Filling(PublishedForm(TWO_STEPS), typed(who="town"))
    assert [s["key"] for s in filling.steps[0].specs] == [KEYS["who"], KEYS["why"]]
    asked = filling.asked(filling.steps[0], filling.form(filling.steps[0]))
    assert [one.is_shown for one in asked] == [True, False]
    assert asked[1].depends_on[0]["question"] == KEYS["who"]


def test_what_earlier_steps_hide_is_not_on_the_page() -> None:
    assert [s["key"] for s in Filling(PublishedForm(TWO_STEPS), typed(who="club")).steps[1].specs] == [KEYS["more"]]
    assert [s["key"] for s in Filling(PublishedForm(TWO_STEPS), typed(who="town")).steps[1].specs] == [
        KEYS["mail"],
        KEYS["more"],
    ]


def test_hidden_answers_stay_in_the_draft_and_out_of_what_is_sent() -> None:
    data = typed(who="town", why="Because", mail="a@example.org", more="More")
    filling = Filling(PublishedForm(TWO_STEPS), data)
    checked = filling.checked()
    assert checked.is_valid()
    assert KEYS["why"] not in checked.answers()
    assert filling.data[KEYS["why"]] == "Because"


def test_errors_of_hidden_questions_do_not_count() -> None:
    filling = Filling(PublishedForm(TWO_STEPS), typed(who="town", why="x" * 5000, mail="a@example.org", more="More"))
    assert filling.form(filling.steps[0], is_checked=True).is_valid()


def test_a_form_that_is_not_checked_says_nothing_and_shows_all() -> None:
    filling = Filling(PublishedForm(TWO_STEPS), typed(mail="no address", who="town"))
    shown = filling.form(filling.steps[1])
    assert not shown.errors
    assert shown[KEYS["mail"]].value() == "no address"


def test_a_step_with_a_condition_is_skipped() -> None:
    condition = [{"question": KEYS["who"], "operator": "is", "value": "club"}]
    content = form(TWO_STEPS["steps"][0], step("second", spec("more"), conditions=condition))
    assert len(Filling(PublishedForm(content), typed(who="town")).steps) == 1
    assert len(Filling(PublishedForm(content), typed(who="club")).steps) == 2


def test_a_hidden_question_fulfils_no_condition() -> None:
    content = form(
        step("first", spec("who", "choice", options=OPTIONS)),
        step("second", spec("why", "choice", ("who", "is", "club"), options=OPTIONS)),
        step("third", spec("more", "short_text", ("why", "is", "town"))),
    )
    assert Filling(PublishedForm(content), typed(who="club", why="town")).is_shown(KEYS["more"])
    assert not Filling(PublishedForm(content), typed(who="town", why="town")).is_shown(KEYS["more"])


def test_a_circle_of_conditions_ends() -> None:
    content = form(
        step(
            "first",
            spec("who", "short_text", ("why", "contains", "a")),
            spec("why", "short_text", ("who", "contains", "a")),
        )
    )
    filling = Filling(PublishedForm(content), typed(who="a", why="a"))
    assert filling.steps is not None
    assert filling.checked().is_valid()


def rule(value: str, outcome: str) -> dict[str, Any]:
    condition = {"question": KEYS["who"], "operator": "is", "value": value}
    return {"conditions": [condition], "outcome": outcome, "message": "Read this", "page": None}


RULES = [rule("town", "no"), rule("club", "unlikely")]


@pytest.mark.parametrize(
    ("answer", "outcome"), [("town", Outcome.NO), ("club", Outcome.UNLIKELY), ("other", Outcome.ELIGIBLE), ("", None)]
)
def test_eligibility(answer: str, outcome: Outcome | None) -> None:
    options = [*OPTIONS, {"key": "other", "label": "Other"}]
    content = form(
        step("e", spec("who", "choice", options=options), kind="eligibility", rules=RULES), step("s", spec("more"))
    )
    finding = Filling(PublishedForm(content), typed(who=answer)).finding()
    assert (finding.outcome if finding else None) == outcome


def test_where_one_goes_on() -> None:
    assert Filling(PublishedForm(TWO_STEPS), {}).first_unfinished().number == 1  # type: ignore[union-attr]
    assert Filling(PublishedForm(TWO_STEPS), typed(who="town")).first_unfinished().number == 2  # type: ignore[union-attr]
    assert (
        Filling(PublishedForm(TWO_STEPS), typed(who="town", mail="a@example.org", more="x")).first_unfinished() is None
    )


def test_only_posted_questions_change() -> None:
    data = {KEYS["who"]: ["club"], KEYS["more"]: ["kept"], "gone-key": ["kept too"]}
    posted = MultiValueDict({KEYS["who"]: ["town"], "other": ["not ours"]})
    kept = merged(data, [spec("who", "choice", options=OPTIONS), spec("why", "long_text", limit=10)], posted)
    assert kept == {KEYS["who"]: ["town"], KEYS["more"]: ["kept"], "gone-key": ["kept too"]}


def test_what_is_unticked_goes_and_nul_becomes_a_space() -> None:
    posted = MultiValueDict({KEYS["more"]: ["a\x00b"]})
    kept = merged({KEYS["who"]: ["club"]}, [spec("who", "choices", options=OPTIONS), spec("more")], posted)
    assert kept == {KEYS["more"]: ["a b"]}


def test_nobody_posts_facts_of_files() -> None:
    posted = MultiValueDict({KEYS["more"]: [json.dumps({"id": "x"})]})
    assert merged({}, [spec("more", "files")], posted) == {}


@pytest.mark.parametrize(
    ("tokens", "name"),
    [
        ({"who": "", "why": "name"}, "Martin"),
        ({"who": "given-name", "why": "family-name"}, "Ada Martin"),
        ({"who": "", "why": ""}, "Ada"),
    ],
)
def test_whom_staff_talk_to(tokens: dict[str, str], name: str) -> None:
    asked = [spec(key, autocomplete=token) for key, token in tokens.items()]
    assert Filling(PublishedForm(form(step("first", *asked))), typed(who="Ada", why="Martin")).name() == name
