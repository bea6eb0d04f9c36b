"""The publish gate: why a form cannot be published, and what its editors should look at.

Pure functions over a form as plain data, in all its languages (see ``FormVersion.content``). Messages are in the active
language and name the place by its number and its own words.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.forms.gate_conditions import condition_problems
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.rows import repeated
from home.languages import language_name
from home.links import referenced_page_ids

Step = dict[str, Any]
Content = Mapping[str, Mapping[str, Any]]
FILES_AT_MOST = 12


@dataclass
class Findings:
    """``problems`` refuse the publication, ``warnings`` are only said."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def check(content: Content, *, source: str, dead_pages: Collection[int] = ()) -> Findings:
    """Look at a form in all its languages; ``source`` is the language that the others are translated from.

    ``dead_pages`` are the ids of the pages that are not live, among those that the texts lead to.
    """
    steps = content[source]["steps"]
    problems = [*_structure_problems(steps), *_text_problems(steps)]
    warnings = [*_many_files(steps), *_dead_links(steps, dead_pages)]
    for language in content:
        if language != source:
            theirs = content[language]["steps"]
            found = [*_parity_problems(steps, theirs), *_text_problems(theirs)]
            problems += [in_language(language, problem) for problem in found]
            own_links = set(dead_pages) - set(referenced_page_ids(steps))
            warnings += [in_language(language, warning) for warning in _dead_links(theirs, own_links)]
    return Findings(problems, warnings)


def in_language(language: str, problem: str) -> str:
    """A problem of one language version, said to an editor."""
    return _("%(language)s version. %(problem)s") % {"language": language_name(language), "problem": problem}


def step_place(number: int, step: Step) -> str:
    """Where a step is: “Step 2 “Your project””."""
    if not step["title"]:
        return _("Step %(number)d") % {"number": number}
    return _("Step %(number)d “%(title)s”") % {"number": number, "title": step["title"]}


def question_place(step_number: int, step: Step, number: int, spec: Spec) -> str:
    """Where a question is, by the number and the words of its step and of its own."""
    values = {"step": step_place(step_number, step), "number": number, "label": spec["label"]}
    if not spec["label"]:
        return _("%(step)s, question %(number)d") % values
    return _("%(step)s, question %(number)d “%(label)s”") % values


def each_question(steps: list[Step]) -> Iterator[tuple[str, Spec]]:
    """All questions with their places, in order."""
    for step_number, step in enumerate(steps, 1):
        for number, spec in enumerate(step["questions"], 1):
            yield question_place(step_number, step, number, spec), spec


def _at(place: str, problem: str | Promise) -> str:
    return _("%(place)s: %(problem)s") % {"place": place, "problem": problem}


def _structure_problems(steps: list[Step]) -> Iterator[str]:
    """What concerns all languages alike."""
    if not has_sure_email(steps):
        yield _("No step asks for an e-mail address. One must, always, and require an answer: receipts go there.")
    for number, step in enumerate(steps, 1):
        place = step_place(number, step)
        if not step["questions"]:
            yield _at(place, _("it has no question."))
        if step["kind"] == "eligibility" and number > 1:
            yield _at(place, _("the questions on who may apply come first."))
        for rule_number, rule in enumerate(step["rules"], 1):
            if not rule["conditions"]:
                yield _at(place, _("rule %(number)d has no condition.") % {"number": rule_number})
    for place, problem in condition_problems(steps, step_place, question_place):
        yield _at(place, problem)
    yield from _session_problems(steps)


def _session_problems(steps: list[Step]) -> Iterator[str]:
    """Everybody chooses one session, once."""
    conditional = {spec["key"] for step in steps if step["conditions"] for spec in step["questions"]}
    asked = [(place, spec) for place, spec in each_question(steps) if spec["kind"] == "session"]
    for place, _spec in asked[1:]:
        yield _at(place, _("the session is asked for already."))
    for place, spec in asked:
        if spec["key"] in conditional:
            yield _at(place, _("everybody is asked for the session: its step can have no condition."))


def has_sure_email(steps: list[Step]) -> bool:
    """Whether everybody who sends the form has to give an address."""
    return any(
        spec["kind"] == "email" and spec["required"] and not spec["conditions"]
        for step in steps
        if step["kind"] != "eligibility" and not step["conditions"]
        for spec in step["questions"]
    )


def _text_problems(steps: list[Step]) -> Iterator[str]:
    """What is missing or said twice within one language."""
    for number, step in enumerate(steps, 1):
        place = step_place(number, step)
        if not step["title"].strip():
            yield _at(place, _("it has no title."))
        for rule_number, rule in enumerate(step["rules"], 1):
            if not rule["message"].strip():
                yield _at(place, _("rule %(number)d has no message.") % {"number": rule_number})
    for place, spec in each_question(steps):
        kind = question_for(spec)
        for name, text in kind.wording(spec).items():
            if not text.strip():
                yield _at(place, _missing_text(name))
        for label in repeated(spec.get("options", [])):
            yield _at(place, _("two options say “%(label)s”.") % {"label": label})
        for problem in kind.problems(spec):
            yield _at(place, problem)


def _missing_text(name: str) -> str:
    if name == "label":
        return _("it has no text.")
    if name.startswith("option:"):
        return _("an option has no text.")
    return _("a text is missing.")


def _parity_problems(steps: list[Step], others: list[Step]) -> Iterator[str]:
    """What a language lacks of its source, or has beyond it. Texts that are there but empty are said elsewhere."""
    theirs = {step["key"]: step for step in others}
    for number, step in enumerate(steps, 1):
        if step["key"] not in theirs:
            yield _at(step_place(number, step), _("this step is missing."))
        elif len(theirs[step["key"]]["rules"]) != len(step["rules"]):
            yield _at(step_place(number, step), _("the rules are not the same."))
    specs = {spec["key"]: spec for _place, spec in each_question(others)}
    for place, spec in each_question(steps):
        if spec["key"] in specs:
            yield from (_at(place, problem) for problem in _question_parity(spec, specs[spec["key"]]))
        elif any(spec in step["questions"] for step in steps if step["key"] in theirs):
            yield _at(place, _("this question is missing."))
    ours = {spec["key"] for _place, spec in each_question(steps)} | {step["key"] for step in steps}
    for number, step in enumerate(others, 1):
        if step["key"] not in ours:
            yield _at(step_place(number, step), _("this step is in this language only."))
    for place, spec in each_question([step for step in others if step["key"] in ours]):
        if spec["key"] not in ours:
            yield _at(place, _("this question is in this language only."))
    shared = [step["key"] for step in steps if step["key"] in theirs]
    if shared != [step["key"] for step in others if step["key"] in shared]:
        yield _("The steps are not in the same order.")


def _question_parity(spec: Spec, other: Spec) -> Iterator[str]:
    kind = question_for(spec)
    names, theirs = kind.wording(spec), kind.wording(other)
    if other["kind"] != spec["kind"]:
        yield _("it is of another kind.")
        return
    for name, text in names.items():
        if name not in theirs:
            yield _("“%(text)s” is missing.") % {"text": text}
    if theirs.keys() - names.keys():
        yield _("it has texts that the source lacks.")
    if [spec[name] for name in ("required", "private", "conditions")] != [
        other[name] for name in ("required", "private", "conditions")
    ]:
        yield _("its settings or conditions are not the same.")


def _many_files(steps: list[Step]) -> Iterator[str]:
    number = sum(1 for _place, spec in each_question(steps) if question_for(spec).takes_files and spec["required"])
    if number > FILES_AT_MOST:
        yield ngettext(
            "The form requires %(number)d file. People give up before that many.",
            "The form requires %(number)d files. People give up before that many.",
            number,
        ) % {"number": number}


def _dead_links(steps: list[Step], dead_pages: Collection[int]) -> Iterator[str]:
    message = _("a link leads to a page that is not published.")
    for number, step in enumerate(steps, 1):
        if set(referenced_page_ids([step["introduction"], step["rules"]])) & set(dead_pages):
            yield _at(step_place(number, step), message)
    for place, spec in each_question(steps):
        if set(referenced_page_ids(spec)) & set(dead_pages):
            yield _at(place, message)
