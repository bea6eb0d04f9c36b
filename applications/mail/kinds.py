"""The kinds of mail: one row for each, which stands with the capability that it is about.

Whatever depends on the kind of a mail is asked of its row, which is found by the code that the outbox keeps. A letter
is a mail to an applicant whose text staff may write for each call.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils.functional import Promise

from applications.kinds import CallKind
from applications.models import Application, OutgoingEmail
from applications.models.occasions import Choices, answer_choices
from applications.statuses import ALL, Status

Facts = dict[str, Any]
"""What a mail is made of: ``subject``, what its ``template`` shows, and the ``contact`` whom an answer reaches.

``calendar`` is the content and the name, without ``.ics``, of a file for calendars. ``secrets`` are addresses that let
in whoever has them. ``paper`` is what the mail says as a letter on paper: texts by name.
"""
Composer = Callable[[OutgoingEmail], Facts]
"""Called by the worker at each try, outside of any transaction and without a lock, under the mail's language.

Raises ``UnsendableError`` or ``NotNeededError``; whatever else it raises puts the mail off.
"""
BY_RECIPIENT = "letter by recipient"
"""The limit of letters that applicants cause, or that leave by themselves."""
Words = str | Promise
Fact = TypeVar("Fact")


@dataclass(frozen=True, kw_only=True, eq=False)
class MailKind:
    """One kind of mail. ``code`` is kept in the database and never changes; ``label`` is what staff read.

    ``compose`` makes it, by default with the template of its code. None: another module does, which stands above that
    of the row and names itself in ``mail.composing.register_composer``.

    ``limit`` names the setting of how many such mails, with all other kinds of the same limit, leave to one address.
    Empty: what staff write, or the portal tells them, is not limited. ``is_counted_as_typed``: by the address to the
    letter, not by the mailbox, since it leaves to addresses that the portal has only; whoever types a variant of one,
    with a note after its name, does not use up what its owner may have.
    """

    code: str
    label: Words
    compose: Composer | None = None
    limit: str = ""
    is_for_staff: bool = False
    is_counted_as_typed: bool = False


@dataclass(frozen=True)
class Case:
    """What one letter is about. ``status`` is where the dossier was when the letter became due.

    ``served`` names what the dossier is for, where that is more than its call knows. ``facts`` are what happened to the
    dossier, each of a type of its own, by which it is found; of two of one type the first counts.
    """

    application: Application
    kind: "LetterKind"
    link: str
    status: str
    served: str = ""
    facts: tuple[object, ...] = ()

    def get(self, of: type[Fact]) -> Fact | None:
        return next((fact for fact in self.facts if isinstance(fact, of)), None)

    def knowing(self, *facts: object, **changes: Any) -> "Case":
        """The same case with more facts, which count before those that it has."""
        return replace(self, facts=(*facts, *self.facts), **changes)


@dataclass(frozen=True, eq=False)
class Variable:
    """A word in braces that stands for a fact of a dossier.

    ``value`` is what it stands for in a case, in the active language; empty where the case knows nothing of it. Then a
    preview shows the ``example``. ``is_long``: it has several lines, or lets its reader in, and does not fit into a
    subject. ``is_common`` tells in which letters it may stand besides those whose rows name it; for calls of other than
    its ``call_kinds`` it says nothing.
    """

    name: str
    description: Words
    value: Callable[[Case], str]
    example: Words | Callable[[Case], str] = ""
    is_long: bool = False
    is_common: Callable[["LetterKind"], bool] = lambda _kind: False
    call_kinds: frozenset[CallKind] = ALL

    @property
    def typed(self) -> str:
        return f"{{{self.name}}}"

    def is_known_to(self, kind: "LetterKind") -> bool:
        return self in kind.variables or self.is_common(kind)

    def example_in(self, case: Case) -> str:
        return self.example(case) if callable(self.example) else str(self.example)


@dataclass(frozen=True)
class StandardText:
    """The words of a letter unless a call has its own. Words in braces are variables; translations keep them.

    A text for calls of one kind only, or for dossiers in one status only, says so.
    """

    subject: Words
    body: Words
    call_kind: CallKind | None = None
    status: Status | None = None

    def is_for(self, call_kind: str, status: str) -> bool:
        return self.call_kind in (None, call_kind) and self.status in (None, status)


def _as_it_is(_email: OutgoingEmail, case: Case) -> Case:
    return case


def _nothing_more(case: Case) -> Case:
    return case


@dataclass(frozen=True, kw_only=True, eq=False)
class LetterKind(MailKind):
    """One kind of letter: all that there is to say of it.

    ``when`` tells staff when it leaves. ``standard`` is its text, but for what the first fitting one of ``variants``
    says. Its ``variables`` are those besides the common ones; without ``needed`` no text would say what it is about.
    ``call_kinds``: dossiers of other calls do not come to it. ``status``: where a dossier is when it leaves; None:
    anywhere. ``arrival``: a dossier that was just sent, and arrives in one of these statuses, is confirmed by it.
    ``is_seated``: the applicant has a seat, or may have one, and is told how to get in. ``is_kept``: it is shown to a
    board or a bank, and can be had as a PDF.

    ``about`` adds to a case what the letter is about. It is called as composers are, and raises as they do.
    ``example`` does the same for a preview, with what is on the dossier already.
    """

    when: Words
    standard: StandardText
    variants: tuple[StandardText, ...] = ()
    variables: tuple[Variable, ...] = ()
    needed: Variable | None = None
    call_kinds: frozenset[CallKind] = ALL
    status: Status | None = None
    arrival: frozenset[Status] = frozenset()
    is_seated: bool = False
    is_kept: bool = False
    template: str = "letter"
    about: Callable[[OutgoingEmail, Case], Case] = _as_it_is
    example: Callable[[Case], Case] = _nothing_more

    def text(self, call_kind: str, status: str = "") -> StandardText:
        return next((text for text in self.variants if text.is_for(call_kind, status)), self.standard)


def in_all_letters(_kind: LetterKind) -> bool:
    return True


_kinds: dict[str, MailKind] = {}
_variables: dict[str, Variable] = {}


def register_kinds(*kinds: MailKind) -> None:
    """Add kinds of mail, in the order in which staff read them, with the variables that the rows name.

    For apps to call in ``ready()``, before any mail is written. Raises ``ValueError`` for a code, or the name of a
    variable, that another row has.
    """
    for kind in kinds:
        if _kinds.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"Two kinds of mail have the code {kind.code!r}.")
        if isinstance(kind, LetterKind):
            register_variables(*kind.variables)


def register_variables(*variables: Variable) -> None:
    """Add variables of letters, in the order in which staff read them. When, and what is raised: ``register_kinds``."""
    for variable in variables:
        if _variables.setdefault(variable.name, variable) is not variable:
            raise ValueError(f"Two variables of letters have the name {variable.name!r}.")


def mail_kind(code: str) -> MailKind:
    """Raises ``KeyError`` for a kind that no installed app has."""
    return _kinds[code]


def letter_kind(code: str) -> LetterKind:
    """Raises ``KeyError`` for a mail that is no letter, and for no mail at all."""
    kind = _kinds[code]
    if isinstance(kind, LetterKind):
        return kind
    raise KeyError(code)


def letter_kinds() -> list[LetterKind]:
    return [kind for kind in _kinds.values() if isinstance(kind, LetterKind)]


def arrival_letter(status: Status) -> LetterKind:
    """The letter that confirms a dossier which arrives in a status."""
    return next(kind for kind in letter_kinds() if status in kind.arrival)


def codes_limited_by(limit: str) -> list[str]:
    """The codes of the kinds that are counted together."""
    return [kind.code for kind in _kinds.values() if kind.limit == limit]


def codes_for_staff() -> list[str]:
    """The codes of mails that go to staff, not to an applicant, whatever dossier they are about."""
    return [kind.code for kind in _kinds.values() if kind.is_for_staff]


def known_variables() -> dict[str, Variable]:
    """All variables by their names, whatever letters they may stand in."""
    return dict(_variables)


def _choices(of: type[MailKind]) -> Choices:
    return [(kind.code, kind.label) for kind in _kinds.values() if isinstance(kind, of)]


answer_choices(mails=lambda: _choices(MailKind), letters=lambda: _choices(LetterKind))
