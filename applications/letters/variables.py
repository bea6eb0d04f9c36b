"""The variables of letters: words in braces that stand for facts of a dossier. Plain text, and never a template.

``{{`` and ``}}`` stand for braces. What facts say is put in as it is: braces in it mean nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.kinds import CallKind
from applications.models import LetterOccasion
from home.plain_text import tidy

MESSAGE = frozenset({LetterOccasion.MESSAGE})
EVERYWHERE = frozenset(LetterOccasion)
CORRECTIONS = frozenset({LetterOccasion.CORRECTIONS, LetterOccasion.CORRECTION_REMINDER})
DECISIONS = frozenset({LetterOccasion.ACCEPTED, LetterOccasion.DECLINED, LetterOccasion.WAITING_LIST})
PLACED = frozenset(
    {
        LetterOccasion.REGISTERED,
        LetterOccasion.ACCEPTED,
        LetterOccasion.SESSION_REMINDER,
        LetterOccasion.SESSION_CHANGED,
    }
)
"""The applicant has a place, or may have one: they are told how to get in."""
OF_REGISTRATIONS = frozenset(
    {
        LetterOccasion.REGISTERED,
        LetterOccasion.PLACE_OFFERED,
        LetterOccasion.OFFER_LAPSED,
        LetterOccasion.SESSION_REMINDER,
        LetterOccasion.SESSION_CHANGED,
    }
)
CHANGED = frozenset({LetterOccasion.SESSION_CHANGED})
_PARTS = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_BLANKS = re.compile(r"[^\S\n]{2,}")
_BEFORE_POINT = re.compile(r"[^\S\n]+(?=[,.)”])")


@dataclass(frozen=True)
class Variable:
    """``is_long``: it has several lines, or lets its reader in, and does not fit into a subject.

    ``of_sessions``: only registrations know it.
    """

    name: str
    description: str | Promise
    occasions: frozenset[LetterOccasion] = EVERYWHERE
    is_long: bool = False
    of_sessions: bool = False

    @property
    def typed(self) -> str:
        return f"{{{self.name}}}"


VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable("name", gettext_lazy("Name of the contact; may be empty")),
        Variable("reference", gettext_lazy("Reference of the application")),
        Variable("title", gettext_lazy("Title of the form, in the language of the letter")),
        Variable("call", gettext_lazy("Offer or event that the call serves, or else the title of the form")),
        Variable("date", gettext_lazy("Day on which the application was received")),
        Variable("status", gettext_lazy("Where the application is, in the words that applicants read")),
        Variable("link", gettext_lazy("Address of the applicant’s own page"), is_long=True),
        Variable(
            "questions", gettext_lazy("Questions to answer again, each with your remark"), CORRECTIONS, is_long=True
        ),
        Variable("due_date", gettext_lazy("Day by which the answers are expected"), CORRECTIONS),
        Variable("message", gettext_lazy("What you wrote in the message"), MESSAGE, is_long=True),
        Variable("reason", gettext_lazy("Reason written with the decision; may be empty"), DECISIONS, is_long=True),
        Variable("amount", gettext_lazy("Amount granted; may be empty"), frozenset({LetterOccasion.ACCEPTED})),
        Variable(
            "session",
            gettext_lazy("Day, hours and place of the session, on lines of their own"),
            is_long=True,
            of_sessions=True,
        ),
        Variable("day", gettext_lazy("Day on which the session begins"), of_sessions=True),
        Variable(
            "access",
            gettext_lazy("Link for those registered, and how to get there; empty for who has no place, may be empty"),
            PLACED,
            is_long=True,
            of_sessions=True,
        ),
        Variable(
            "deadline",
            gettext_lazy("Until when the place is kept"),
            frozenset({LetterOccasion.PLACE_OFFERED}),
            of_sessions=True,
        ),
        Variable(
            "news", gettext_lazy("What has changed, in two words: “Cancelled”, “New date”"), CHANGED, of_sessions=True
        ),
        Variable(
            "change", gettext_lazy("What was and what is now, in sentences"), CHANGED, is_long=True, of_sessions=True
        ),
    )
}
NEEDED: dict[LetterOccasion, str] = {
    LetterOccasion.CORRECTIONS: "questions",
    LetterOccasion.CORRECTION_REMINDER: "questions",
    LetterOccasion.MESSAGE: "message",
    LetterOccasion.DECLINED: "reason",
    LetterOccasion.REGISTERED: "session",
    LetterOccasion.PLACE_OFFERED: "deadline",
    LetterOccasion.SESSION_REMINDER: "session",
    LetterOccasion.SESSION_CHANGED: "change",
}
"""Without it the letter would not say what it is about."""


def variables_of(occasion: str, kind: str = CallKind.REGISTRATION) -> list[Variable]:
    """Those that a letter may have; for a kind of call, those that say something there."""
    found = (variable for variable in VARIABLES.values() if occasion in variable.occasions)
    return [variable for variable in found if kind == CallKind.REGISTRATION or not variable.of_sessions]


def check(text: str, occasion: str, *, in_subject: bool = False) -> list[str]:
    """What is wrong with the braces of a text, in the reader's language; nothing when all is well."""
    problems: dict[str, None] = {}
    for part, name in _parts(text):
        if part in ("{", "}"):
            problems[_brace_problem(part)] = None
        elif name is not None:
            problems |= dict.fromkeys(_variable_problems(part, name, occasion, in_subject=in_subject))
    return list(problems)


def missing_problem(body: str, occasion: str) -> list[str]:
    """What is wrong with a body that lacks the variable that it cannot do without; nothing when all is well."""
    needed = NEEDED.get(LetterOccasion(occasion), "")
    if not needed or needed in used(body):
        return []
    return [
        _("“%(variable)s” is missing: without it the letter would not say what it is about.")
        % {"variable": VARIABLES[needed].typed}
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


def _variable_problems(part: str, name: str, occasion: str, *, in_subject: bool) -> Iterator[str]:
    variable = VARIABLES.get(name)
    if variable is None:
        yield _("“%(variable)s” is no variable: choose one from the list.") % {"variable": part}
    elif occasion not in variable.occasions:
        yield _("“%(variable)s” does not exist in this letter: choose one from the list.") % {"variable": part}
    elif in_subject and variable.is_long:
        yield _("“%(variable)s” does not fit into a subject.") % {"variable": part}
