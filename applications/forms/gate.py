"""The publish gate: why a form cannot be published, and what its editors should look at.

Pure functions over a form as plain data, in all its languages (see ``FormVersion.content``); only ``session_problems``
looks at where the form stands. Messages are in the active language and name the place by its number and its own words.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page

from applications.forms.page import FormPage
from applications.forms.page_form import Findings
from applications.kinds import CallKind
from applications.models import FormVersion
from applications.questions import question_for
from applications.questions.amounts import parse_number
from applications.questions.base import Condition, Role, Source, Spec, ValueKind
from applications.questions.compared import earlier_of
from applications.questions.date import parse_day
from applications.questions.operators import Operator
from applications.questions.published import FormContent, StepContent
from applications.questions.rows import repeated
from applications.questions.session import sessions_to_register
from home.languages import language_name
from home.links import referenced_page_ids
from offers.sessions import sessions

Content = Mapping[str, FormContent]
FILES_AT_MOST = 12


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


def step_label(number: int, step: StepContent) -> str:
    """Where a step is: “Step 2 “Your project””."""
    if not step["title"]:
        return _("Step %(number)d") % {"number": number}
    return _("Step %(number)d “%(title)s”") % {"number": number, "title": step["title"]}


def question_label(step_number: int, step: StepContent, number: int, spec: Spec) -> str:
    """Where a question is, by the number and the words of its step and of its own."""
    values = {"step": step_label(step_number, step), "number": number, "label": spec["label"]}
    if not spec["label"]:
        return _("%(step)s, question %(number)d") % values
    return _("%(step)s, question %(number)d “%(label)s”") % values


def each_question(steps: list[StepContent]) -> Iterator[tuple[str, Spec]]:
    """All questions with their places, in order."""
    for step_number, step in enumerate(steps, 1):
        for number, spec in enumerate(step["questions"], 1):
            yield question_label(step_number, step, number, spec), spec


def _at(where: str, problem: str | Promise) -> str:
    return _("%(place)s: %(problem)s") % {"place": where, "problem": problem}


def _structure_problems(steps: list[StepContent]) -> Iterator[str]:
    """What concerns all languages alike."""
    if not has_sure_email(steps):
        yield _("No step asks for an e-mail address. One must, always, and require an answer: receipts go there.")
    for number, step in enumerate(steps, 1):
        where = step_label(number, step)
        if not step["questions"]:
            yield _at(where, _("it has no question."))
        if step["kind"] == "eligibility" and number > 1:
            yield _at(where, _("the questions on who may apply come first."))
        for rule_number, rule in enumerate(step["rules"], 1):
            if not rule["conditions"]:
                yield _at(where, _("rule %(number)d has no condition.") % {"number": rule_number})
    yield from _condition_problems(steps)
    yield from _compared_dates(steps)
    yield from _asked_sessions(steps)


def _compared_dates(steps: list[StepContent]) -> Iterator[str]:
    earlier = earlier_of(spec for _place, spec in each_question(steps))
    for place, spec in each_question(steps):
        if spec.get("compared") and spec["key"] not in earlier:
            yield _at(place, _("no date is asked before it that it could be compared with."))


def _asked_sessions(steps: list[StepContent]) -> Iterator[str]:
    """Everybody chooses one session, once."""
    conditional = {spec["key"] for step in steps if step["conditions"] for spec in step["questions"]}
    asked = [(where, spec) for where, spec in each_question(steps) if _is_session(spec)]
    for where, _spec in asked[1:]:
        yield _at(where, _("the session is asked for already."))
    for where, spec in asked:
        if spec["key"] in conditional:
            yield _at(where, _("everybody is asked for the session: its step can have no condition."))


def _is_session(spec: Spec) -> bool:
    return question_for(spec).role(spec) == Role.SESSION


def _condition_problems(steps: list[StepContent]) -> Iterator[str]:
    """Conditions of steps, questions and rules: each asks an earlier question for an answer that it can have."""
    everything = {spec["key"]: spec for _place, spec in each_question(steps)}
    earlier: dict[str, Spec] = {}
    for step_number, step in enumerate(steps, 1):
        where = step_label(step_number, step)
        yield from (_at(where, problem) for problem in _faults(step["conditions"], earlier, everything))
        for number, spec in enumerate(step["questions"], 1):
            found = _faults(spec["conditions"], earlier, everything)
            yield from (_at(question_label(step_number, step, number, spec), problem) for problem in found)
            earlier[spec["key"]] = spec
        yield from (_at(where, problem) for problem in _faults_of_rules(step))


def _faults_of_rules(step: StepContent) -> Iterator[str]:
    """A rule asks only for answers of its own step."""
    own = {spec["key"]: spec for spec in step["questions"]}
    for number, rule in enumerate(step["rules"], 1):
        for problem in _faults(rule["conditions"], own, own):
            yield _("rule %(number)d: %(problem)s") % {"number": number, "problem": problem}


def _faults(
    conditions: Iterable[Condition], earlier: Mapping[str, Spec], everything: Mapping[str, Spec]
) -> Iterator[str]:
    for condition in conditions:
        spec = earlier.get(condition["question"])
        if spec is not None:
            yield from _faults_of_value(condition, spec)
        elif condition["question"] in everything:
            label = everything[condition["question"]]["label"]
            yield _("it is shown by a question that does not come before it, “%(label)s”.") % {"label": label}
        else:
            yield _("it is shown by a question that is missing.")


_WRONG_VALUES = {
    ValueKind.OPTIONS: gettext_lazy("a condition names an option of “%(label)s” that is gone."),
    ValueKind.YES_NO: gettext_lazy("a condition names an answer that “%(label)s” cannot have."),
    ValueKind.DATE: gettext_lazy("a condition on “%(label)s” compares with “%(value)s”, which is no date."),
    ValueKind.NUMBER: gettext_lazy("a condition on “%(label)s” compares with “%(value)s”, which is no number."),
    ValueKind.TEXT: gettext_lazy("a condition on “%(label)s” says no value."),
}


def _faults_of_value(condition: Condition, spec: Spec) -> Iterator[str]:
    kind, words = question_for(spec), {"label": spec["label"], "value": condition["value"]}
    if condition["operator"] not in kind.operators:
        words["operator"] = str(dict(Operator.choices).get(condition["operator"], condition["operator"]))
        yield _("a condition cannot say “%(operator)s” of “%(label)s”.") % words
        return
    compared = ValueKind.OPTIONS if "options" in spec else kind.value_kind
    if not _can_be_answered(condition["value"], compared, spec):
        yield str(_WRONG_VALUES[compared]) % words


def _can_be_answered(value: str, compared: ValueKind, spec: Spec) -> bool:
    match compared:
        case ValueKind.OPTIONS:
            return value in {option["key"] for option in spec["options"]}
        case ValueKind.YES_NO:
            return value in dict(question_for(spec).values())
        case ValueKind.DATE:
            return parse_day(value) is not None
        case ValueKind.NUMBER:
            return parse_number(value) is not None
    return bool(value.strip())


def has_sure_email(steps: list[StepContent]) -> bool:
    """Whether everybody who sends the form has to give an address."""
    return any(
        question_for(spec).role(spec) == Role.CONTACT_EMAIL and spec["required"] and not spec["conditions"]
        for step in steps
        if step["kind"] != "eligibility" and not step["conditions"]
        for spec in step["questions"]
    )


def _text_problems(steps: list[StepContent]) -> Iterator[str]:
    """What is missing or said twice within one language."""
    for number, step in enumerate(steps, 1):
        where = step_label(number, step)
        if not step["title"].strip():
            yield _at(where, _("it has no title."))
        for rule_number, rule in enumerate(step["rules"], 1):
            if not rule["message"].strip():
                yield _at(where, _("rule %(number)d has no message.") % {"number": rule_number})
    for where, spec in each_question(steps):
        for problem in _texts_of_question(spec):
            yield _at(where, problem)


def _texts_of_question(spec: Spec) -> Iterator[str]:
    kind = question_for(spec)
    for name, text in kind.wording(spec).items():
        if not text.strip():
            yield _missing_text(name)
    for label in repeated(spec.get("options", [])):
        yield _("two options say “%(label)s”.") % {"label": label}
    yield from kind.problems(spec)


def _missing_text(name: str) -> str:
    if name == "label":
        return _("it has no text.")
    if name.startswith("option:"):
        return _("an option has no text.")
    return _("a text is missing.")


def _parity_problems(steps: list[StepContent], others: list[StepContent]) -> Iterator[str]:
    """What a language lacks of its source, or has beyond it. Texts that are there but empty are said elsewhere."""
    yield from _steps_lacking(steps, others)
    yield from _questions_lacking(steps, others)
    yield from _added(steps, others)
    ours, theirs = _step_keys(steps), _step_keys(others)
    if [key for key in ours if key in theirs] != [key for key in theirs if key in ours]:
        yield _("The steps are not in the same order.")


def _step_keys(steps: list[StepContent]) -> list[str]:
    return [step["key"] for step in steps]


def _steps_lacking(steps: list[StepContent], others: list[StepContent]) -> Iterator[str]:
    theirs = {step["key"]: step for step in others}
    for number, step in enumerate(steps, 1):
        other = theirs.get(step["key"])
        if other is None:
            yield _at(step_label(number, step), _("this step is missing."))
        elif len(other["rules"]) != len(step["rules"]):
            yield _at(step_label(number, step), _("the rules are not the same."))


def _questions_lacking(steps: list[StepContent], others: list[StepContent]) -> Iterator[str]:
    """In steps that both have: of a step that is missing, its questions need no mention."""
    theirs = {spec["key"]: spec for _place, spec in each_question(others)}
    known_steps = set(_step_keys(others))
    for step_number, step in enumerate(steps, 1):
        for number, spec in enumerate(step["questions"], 1):
            where = question_label(step_number, step, number, spec)
            if spec["key"] in theirs:
                yield from (_at(where, problem) for problem in _question_parity(spec, theirs[spec["key"]]))
            elif step["key"] in known_steps:
                yield _at(where, _("this question is missing."))


def _added(steps: list[StepContent], others: list[StepContent]) -> Iterator[str]:
    """Steps that the source lacks, and questions that it lacks in the steps that both have."""
    known_steps, known = set(_step_keys(steps)), {spec["key"] for _place, spec in each_question(steps)}
    for step_number, step in enumerate(others, 1):
        if step["key"] not in known_steps:
            yield _at(step_label(step_number, step), _("this step is in this language only."))
            continue
        for number, spec in enumerate(step["questions"], 1):
            if spec["key"] not in known:
                where = question_label(step_number, step, number, spec)
                yield _at(where, _("this question is in this language only."))


def _question_parity(spec: Spec, other: Spec) -> Iterator[str]:
    if other["kind"] != spec["kind"]:
        yield _("it is of another kind.")
        return
    kind = question_for(spec)
    names, theirs = kind.wording(spec), kind.wording(other)
    for name, text in names.items():
        if name not in theirs:
            yield _("“%(text)s” is missing.") % {"text": text}
    if theirs.keys() - names.keys():
        yield _("it has texts that the source lacks.")
    if _settings(spec) != _settings(other):
        yield _("its settings or conditions are not the same.")


def _settings(spec: Spec) -> tuple[object, ...]:
    """What is the same in all languages."""
    return spec["required"], spec["private"], spec["conditions"]


def _many_files(steps: list[StepContent]) -> Iterator[str]:
    number = sum(1 for _place, spec in each_question(steps) if question_for(spec).takes_files and spec["required"])
    if number > FILES_AT_MOST:
        yield ngettext(
            "The form requires %(number)d file. People give up before that many.",
            "The form requires %(number)d files. People give up before that many.",
            number,
        ) % {"number": number}


def _dead_links(steps: list[StepContent], dead_pages: Collection[int]) -> Iterator[str]:
    message = _("a link leads to a page that is not published.")
    for number, step in enumerate(steps, 1):
        if set(referenced_page_ids([step["introduction"], step["rules"]])) & set(dead_pages):
            yield _at(step_label(number, step), message)
    for where, spec in each_question(steps):
        if set(referenced_page_ids(spec)) & set(dead_pages):
            yield _at(where, message)


def session_problems(page: FormPage, form: FormContent) -> Iterator[str]:
    """Why a page and the event above it do not go together; ``form`` is its content.

    Queries, beside those that find the event and its sessions: two for each other form below the event.
    """
    is_asked = any(_is_session(spec) for step in form["steps"] for spec in step["questions"])
    if not is_asked:
        is_for_all = page.call.kind == CallKind.REGISTRATION and page.call.session_key is None
        if is_for_all and sessions_to_register(Source(page, page.call)):
            yield _(
                "People register for the sessions of this event: add the question “Session of the event”, so that "
                "each registration has its session."
            )
        return
    if page.call.kind != CallKind.REGISTRATION:
        yield _("The form asks for the session of an event: choose a call of the kind “Registration”.")
    if page.call.session_key is not None:
        yield _("The form asks for the session, but its call is that of one session: choose another call.")
    for other in _other_forms(page):
        yield _("Another form of this event asks for the session already: “%(title)s”.") % {"title": other.title}


def _other_forms(page: FormPage) -> Iterator[FormPage]:
    parent = page.get_parent()
    if parent is None or not sessions().is_event(parent):
        return
    events = Page.objects.filter(translation_key=parent.translation_key)
    for event in events:
        forms = FormPage.objects.live().child_of(event).filter(alias_of=None, locale=page.locale_id)
        for other in forms.exclude(translation_key=page.translation_key):
            version = FormVersion.objects.in_force(other.translation_key)
            if version and version.asks_for(Role.SESSION):
                yield other
