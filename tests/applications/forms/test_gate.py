"""The publish gate: each fault is named with its place."""

from copy import deepcopy
from typing import Any

import pytest
from django.utils import translation

from applications.forms.gate import check, has_sure_email
from applications.forms.page_form import Findings
from applications.questions.base import Spec


def question(kind: str, key: str, label: str, **details: Any) -> Spec:
    return {
        "key": key,
        "kind": kind,
        "label": label,
        "hint": "",
        "required": True,
        "private": False,
        "conditions": [],
    } | details


def condition(question: str, value: str, operator: str = "is") -> dict[str, str]:
    return {"question": question, "operator": operator, "value": value}


def step(key: str, title: str, *questions: Spec, **details: Any) -> dict[str, Any]:
    return {
        "key": key,
        "kind": "step",
        "title": title,
        "introduction": "",
        "conditions": [],
        "rules": [],
        "questions": list(questions),
    } | details


def form(words: dict[str, str]) -> list[dict[str, Any]]:
    options = [{"key": "art", "label": words["art"]}, {"key": "sport", "label": words["sport"]}]
    return [
        step(
            "you",
            words["you"],
            question("email", "mail", words["mail"]),
            question("choice", "theme", words["theme"], options=options),
        ),
        step(
            "project",
            words["project"],
            question("short_text", "name", words["name"], autocomplete="", conditions=[condition("theme", "art")]),
            conditions=[condition("theme", "sport", "is_not")],
        ),
    ]


FRENCH = {
    "you": "Vous",
    "mail": "Courriel",
    "theme": "Thème",
    "art": "Art",
    "sport": "Le sport",
    "project": "Votre projet",
    "name": "Nom",
}
ENGLISH = {
    "you": "You",
    "mail": "E-mail",
    "theme": "Theme",
    "art": "Arts",
    "sport": "Sport",
    "project": "Your project",
    "name": "Name",
}


@pytest.fixture
def content() -> dict[str, Any]:
    return {
        "fr": {"title": "Demande", "steps": form(FRENCH)},
        "en": {"title": "Request", "steps": form(ENGLISH)},
    }


def look(content: dict[str, Any], dead_pages: set[int] = frozenset()) -> Findings:  # type: ignore[assignment]
    with translation.override("en"):
        return check(content, source="fr", dead_pages=dead_pages)


def problem(content: dict[str, Any]) -> str:
    """The one problem that there is."""
    problems = look(content).problems
    assert len(problems) == 1, problems
    return problems[0]


def in_both(content: dict[str, Any], step_number: int, question_number: int | None = None) -> list[dict[str, Any]]:
    steps = [content[code]["steps"][step_number] for code in ("fr", "en")]
    return steps if question_number is None else [step["questions"][question_number] for step in steps]


def test_a_form_that_is_in_order(content: dict[str, Any]) -> None:
    assert look(content) == Findings()


def test_messages_name_the_place_in_the_language_of_the_editor(content: dict[str, Any]) -> None:
    content["fr"]["steps"][0]["questions"][1]["options"][0]["label"] = " "
    assert problem(content) == "Step 1 “Vous”, question 2 “Thème”: an option has no text."
    content["fr"]["steps"][0]["questions"][1]["options"][0]["label"] = "Art"
    content["en"]["steps"][0]["questions"][1]["options"][0]["label"] = ""
    assert problem(content) == "English version. Step 1 “You”, question 2 “Theme”: an option has no text."


def test_a_question_without_text(content: dict[str, Any]) -> None:
    content["fr"]["steps"][1]["questions"][0]["label"] = ""
    assert problem(content) == "Step 2 “Votre projet”, question 1: it has no text."


def test_a_step_without_title_or_question(content: dict[str, Any]) -> None:
    for each in in_both(content, 1):
        each["questions"] = []
    assert problem(content) == "Step 2 “Votre projet”: it has no question."
    content["en"]["steps"][1]["title"] = ""
    assert look(content).problems[1] == "English version. Step 2: it has no title."


def test_two_options_that_read_the_same(content: dict[str, Any]) -> None:
    content["en"]["steps"][0]["questions"][1]["options"][1]["label"] = "arts "
    assert "two options say “arts”" in problem(content)


@pytest.mark.parametrize("where", ["step", "question"])
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (condition("name", "x", "is"), "does not come before it, “Nom”"),
        (condition("gone", "x"), "a question that is missing"),
        (condition("theme", "gone"), "an option of “Thème” that is gone"),
        (condition("theme", "art", "more"), "cannot say “is more than” of “Thème”"),
        (condition("theme", "art", "junk"), "cannot say “junk” of “Thème”"),
        (condition("mail", ""), "“Courriel”"),
    ],
)
def test_conditions_that_cannot_hold(content: dict[str, Any], wrong: dict[str, str], said: str, where: str) -> None:
    for each in in_both(content, 1, 0 if where == "question" else None):
        each["conditions"] = [wrong]
    assert said in problem(content)
    assert problem(content).startswith("Step 2 “Votre projet”")


@pytest.mark.parametrize(
    ("kind", "operator", "right", "wrong"),
    [
        ("yes_no", "is", ["yes", "no"], ["", "maybe"]),
        ("consent", "is", ["yes"], ["no", "true"]),
        ("number", "more", ["3", "-1.5", "1 000,50"], ["", "many", "٣x"]),
        ("date", "less", ["2026-02-28"], ["2026-02-30", "28/02/2026", "20260228", ""]),
        ("short_text", "contains", ["word"], ["", " "]),
    ],
)
def test_values_that_an_answer_can_have(
    content: dict[str, Any], kind: str, operator: str, right: list[str], wrong: list[str]
) -> None:
    for code in ("fr", "en"):
        asked = question(kind, "asked", "Asked", text="x", unit="", autocomplete="", minimum=None, maximum=None)
        content[code]["steps"][0]["questions"].append(asked)
    for value in [*right, *wrong]:
        for each in in_both(content, 1):
            each["conditions"] = [condition("asked", value, operator)]
        assert bool(look(content).problems) is (value in wrong), value


def test_a_form_asks_everybody_for_an_address(content: dict[str, Any]) -> None:
    for change in ({"required": False}, {"conditions": [condition("theme", "art")]}, {"kind": "short_text"}):
        changed = deepcopy(content)
        for each in in_both(changed, 0, 0):
            each.update({"autocomplete": ""} | change)
        assert any("e-mail address" in text for text in look(changed).problems)
    assert not has_sure_email([step("who", "Who", question("email", "mail", "Mail"), kind="eligibility")])
    assert not has_sure_email([step("you", "You", question("email", "mail", "Mail"), conditions=[condition("a", "b")])])


def test_what_a_language_lacks_of_its_source(content: dict[str, Any]) -> None:
    lacking = deepcopy(content)
    del lacking["en"]["steps"][1]
    assert problem(lacking) == "English version. Step 2 “Votre projet”: this step is missing."
    lacking = deepcopy(content)
    del lacking["en"]["steps"][0]["questions"][0]
    assert "Step 1 “Vous”, question 1 “Courriel”: this question is missing." in problem(lacking)
    lacking = deepcopy(content)
    del lacking["en"]["steps"][0]["questions"][1]["options"][1]
    assert "“Le sport” is missing." in problem(lacking)


def test_what_a_language_has_beyond_its_source(content: dict[str, Any]) -> None:
    more = deepcopy(content)
    more["en"]["steps"].append(step("more", "More", question("short_text", "x", "X", autocomplete="")))
    assert "Step 3 “More”: this step is in this language only." in problem(more)
    more = deepcopy(content)
    more["en"]["steps"][1]["questions"].append(question("short_text", "x", "X", autocomplete=""))
    assert "question 2 “X”: this question is in this language only." in problem(more)
    more["en"]["steps"].insert(0, step("more", "More", question("short_text", "y", "Y", autocomplete="")))
    assert [text.partition(". ")[2] for text in look(more).problems] == [
        "Step 1 “More”: this step is in this language only.",
        "Step 3 “Your project”, question 2 “X”: this question is in this language only.",
    ]
    more = deepcopy(content)
    more["en"]["steps"][1]["questions"][0]["required"] = False
    assert "its settings or conditions are not the same" in problem(more)
    more = deepcopy(content)
    more["en"]["steps"].reverse()
    assert any("same order" in text for text in look(more).problems)


@pytest.fixture
def with_rules(content: dict[str, Any]) -> dict[str, Any]:
    for code in ("fr", "en"):
        where = question("choice", "where", f"Où ? {code}", options=[{"key": "here", "label": "Ici"}])
        rule = {"conditions": [condition("where", "here", "is_not")], "outcome": "no", "message": "Non", "page": None}
        content[code]["steps"].insert(0, step("who", f"Qui ? {code}", where, kind="eligibility", rules=[rule]))
    return content


def test_who_may_apply_comes_first(with_rules: dict[str, Any]) -> None:
    assert look(with_rules) == Findings()
    for code in ("fr", "en"):
        with_rules[code]["steps"].insert(1, with_rules[code]["steps"].pop(0))
    content = {code: {**form, "steps": [form["steps"][1], form["steps"][0]]} for code, form in with_rules.items()}
    assert look(content) == Findings()
    assert "come first" in problem(with_rules | {c: {**f, "steps": f["steps"]} for c, f in with_rules.items()})


def test_rules_need_a_message_and_a_condition_on_their_own_questions(with_rules: dict[str, Any]) -> None:
    for change, said in (
        ({"message": " "}, "rule 1 has no message"),
        ({"conditions": []}, "rule 1 has no condition"),
        ({"conditions": [condition("theme", "art")]}, "rule 1: it is shown by a question that is missing"),
    ):
        changed = deepcopy(with_rules)
        changed["fr"]["steps"][0]["rules"][0].update(change)
        assert said in look(changed).problems[0]


def test_warnings_are_no_refusal(content: dict[str, Any]) -> None:
    content["fr"]["steps"][0]["introduction"] = '<p><a linktype="page" id="7">ici</a></p>'
    content["fr"]["steps"][1]["questions"][0]["text"] = '<p><a id="8" linktype="page">là</a></p>'
    found = look(content, {7, 8, 9})
    assert found.problems == []
    assert [text.split(":")[0] for text in found.warnings] == [
        "Step 1 “Vous”",
        "Step 2 “Votre projet”, question 1 “Nom”",
    ]
    assert look(content, {9}).warnings == []


def test_a_dead_link_of_a_translation_is_said_once_and_in_its_language(content: dict[str, Any]) -> None:
    content["fr"]["steps"][0]["introduction"] = '<p><a linktype="page" id="7">ici</a></p>'
    content["en"]["steps"][0]["introduction"] = '<p><a linktype="page" id="8">here</a></p>'
    found = look(content, {8})
    assert found.warnings == [
        "English version. Step 1 “You”: a link leads to a page that is not published.",
    ]
    content["en"]["steps"][0]["introduction"] = content["fr"]["steps"][0]["introduction"]
    assert len(look(content, {7}).warnings) == 1
