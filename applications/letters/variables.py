"""The variables of letters: words in braces that stand for facts of a dossier. Plain text, and never a template.

``{{`` and ``}}`` stand for braces. What facts say is put in as it is: braces in it mean nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from applications.mail.kinds import Case, LetterKind, Variable, known_variables
from home.plain_text import tidy

_PARTS = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_BLANKS = re.compile(r"[^\S\n]{2,}")
_BEFORE_POINT = re.compile(r"[^\S\n]+(?=[,.)”])")


def variables_of(kind: LetterKind, call_kind: str = "") -> list[Variable]:
    """Those that a letter may have; for a kind of call, those that say something there."""
    known = (variable for variable in known_variables().values() if variable.is_known_to(kind))
    return [variable for variable in known if not call_kind or call_kind in variable.call_kinds]


def facts_of(case: Case, names: Iterable[str]) -> dict[str, str]:
    """What the named variables stand for, in the active language. Those that the case knows nothing of are empty."""
    known = known_variables()
    return {name: known[name].value(case) for name in names if name in known}


def example_facts(case: Case, names: Iterable[str]) -> dict[str, str]:
    """The same for a preview: what has not happened to the dossier yet is made up, and says so."""
    return {name: text or _example(known_variables()[name], case) for name, text in facts_of(case, names).items()}


def _example(variable: Variable, case: Case) -> str:
    return variable.example_in(case) if case.application.call.kind in variable.call_kinds else ""


def check(text: str, kind: LetterKind, *, in_subject: bool = False) -> list[str]:
    """What is wrong with the braces of a text, in the reader's language; nothing when all is well."""
    problems: dict[str, None] = {}
    for part, name in _parts(text):
        if part in ("{", "}"):
            problems[_brace_problem(part)] = None
        elif name is not None:
            problems |= dict.fromkeys(_variable_problems(part, name, kind, in_subject=in_subject))
    return list(problems)


def missing_problem(body: str, kind: LetterKind) -> list[str]:
    """What is wrong with a body that lacks the variable that it cannot do without; nothing when all is well."""
    if kind.needed is None or kind.needed.name in used(body):
        return []
    return [
        _("“%(variable)s” is missing: without it the letter would not say what it is about.")
        % {"variable": kind.needed.typed}
    ]


def used(text: str) -> set[str]:
    """The names that stand in braces."""
    return {name for _part, name in _parts(text) if name is not None}


def render(text: str, facts: Mapping[str, str]) -> str:
    """A text with its facts. What is not known stays as it was typed; an empty fact leaves no trace. Never raises."""
    lines = (_line(line, facts) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return tidy("\n".join(line for line in lines if line is not None))


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    """Each brace, pair of braces or word in braces; with the name, where it is a word."""
    for match in _PARTS.finditer(text):
        yield match[0], match[1]


def _line(line: str, facts: Mapping[str, str]) -> str | None:
    """One line; None for one that says nothing without its facts: « Amount: {amount} »."""
    has_empty = has_text = False

    def put_in(match: re.Match[str]) -> str:
        nonlocal has_empty, has_text
        if match[0] in ("{{", "}}"):
            return match[0][0]
        if match[1] is None or match[1] not in facts:
            return match[0]
        text = facts[match[1]]
        has_empty, has_text = has_empty or not text, has_text or bool(text)
        return text

    filled = _PARTS.sub(put_in, line)
    if not has_empty:
        return filled
    filled = _BEFORE_POINT.sub("", _BLANKS.sub(" ", filled)).strip()
    says_nothing = not has_text and filled.endswith(":") and line.rstrip().endswith("}")
    return None if says_nothing else filled


def _brace_problem(brace: str) -> str:
    return _("A “%(brace)s” stands alone: write “%(double)s” if you mean a brace.") % {
        "brace": brace,
        "double": brace * 2,
    }


def _variable_problems(part: str, name: str, kind: LetterKind, *, in_subject: bool) -> Iterator[str]:
    variable = known_variables().get(name)
    if variable is None:
        yield _("“%(variable)s” is no variable: choose one from the list.") % {"variable": part}
    elif not variable.is_known_to(kind):
        yield _("“%(variable)s” does not exist in this letter: choose one from the list.") % {"variable": part}
    elif in_subject and variable.is_long:
        yield _("“%(variable)s” does not fit into a subject.") % {"variable": part}
