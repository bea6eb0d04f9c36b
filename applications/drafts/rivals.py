"""One draft, several pages of it open: the rule of ``home.meanwhile`` for what applicants fill in.

A page has an id, and carries a digest of each question as it showed it. What a page wrote itself it knows as well, even
where the answer never reached it: the draft remembers the last digest of each of the last pages, in ``written``. Where
two pages typed different answers, the draft keeps the first as its data and the others as ``rivals``, by question and
page, until somebody who has read them says which is to stay. Nothing is sent before that.
"""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from applications.drafts.filling import Data, Filling, belongs_to, merged
from applications.drafts.too_long import TooLongError
from applications.drafts.typed_answers import written
from applications.models import Draft
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.published import PublishedForm
from home.meanwhile import Outcome, digest, outcome

MOST_PAGES = 10
"""Of how many pages a draft remembers what they wrote last into a question."""
MOST_RIVALS = 5
"""How many answers besides the one in the draft wait for a choice: more are not taken before one was made."""
THIS = "this"
"""Chosen: what stands in the field. Otherwise the page whose answer is to stay."""
CHOICE = "keep-"
"""Begins the name of the input that says which answer is to stay; the key of the question follows."""
_PAGE = re.compile(r"[\w-]{8,22}", re.ASCII)

Rivals = Mapping[str, Mapping[str, Data]]


@dataclass(frozen=True)
class PostedPage:
    """What a post says of its page: ``shown`` are digests by question, ``choices`` which answers are to stay.

    A choice is the answer's page, or ``this``, and the digest of all answers that there were to choose from.
    """

    id: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, posted: MultiValueDict[str, str]) -> "PostedPage":
        """Choices count with a button only: a page that saves by itself may not have been read to its end."""
        page, shown, choices = posted.get("page", ""), {}, {}
        for text in posted.getlist("shown"):
            key, _colon, seen = text.partition(":")
            shown[key] = seen
        if posted.get("go") != "save":
            for name in posted:
                if name.startswith(CHOICE):
                    answer, _colon, seen = posted.get(name, "").partition(":")
                    choices[name.removeprefix(CHOICE)] = (answer, seen)
        return cls(page if _PAGE.fullmatch(page) else "", shown, choices)


def page_id() -> str:
    return secrets.token_urlsafe(9)


def shown_digest(data: Data, key: str) -> str:
    """What a page carries of a question: rows without a text count for nothing."""
    return digest((name[len(key) :], values) for name, values in part(data, key).items() if not name.endswith("-rows"))


def part(data: Data, key: str) -> Data:
    """What is kept of one question."""
    return {name: values for name, values in data.items() if name[:36] == key[:36] and belongs_to(name, key)}


def choice_digest(data: Data, rivals: Mapping[str, Data], key: str) -> str:
    """Stands for all answers that there are to choose from."""
    answers = {page: shown_digest(inputs, key) for page, inputs in rivals.items()} | {THIS: shown_digest(data, key)}
    return digest((page, [answer]) for page, answer in answers.items())


def take(draft: Draft, specs: Sequence[Spec], posted: MultiValueDict[str, str], page: PostedPage) -> set[str]:
    """Write into a draft, which is locked, what a page changed of some questions; the caller saves it.

    Returns the keys of those of which the draft holds by now what the page has not shown. Raises ``TooLongError`` where
    too many answers to one question wait for a choice, and then the draft is not to be saved.
    """
    typed = merged(draft.data, list(specs), posted)
    behind = set()
    for spec in specs:
        if question_for(spec).asks and not question_for(spec).takes_files:
            answer = _Answer(draft, spec, page, part(typed, spec["key"]))
            answer.take()
            if answer.is_behind:
                behind.add(spec["key"])
    return behind


@dataclass
class _Answer:
    """What a page posted of one question, beside what the draft holds of it."""

    draft: Draft
    spec: Spec
    page: PostedPage
    inputs: Data
    is_behind: bool = False

    @property
    def key(self) -> str:
        return self.spec["key"]

    @property
    def rivals(self) -> dict[str, Data]:
        return dict(self.draft.rivals.get(self.key, {}))

    def take(self) -> None:
        choice, seen = self.page.choices.get(self.key, ("", ""))
        rivals = self.rivals
        if choice in (THIS, *rivals) and seen == choice_digest(self.draft.data, rivals, self.key):
            self._choose(choice, rivals)
            return
        stored, posted = shown_digest(self.draft.data, self.key), shown_digest(self.inputs, self.key)
        pages = dict(self.draft.written.get(self.key, ()))
        known = pages.get(self.page.id) or self.page.shown.get(self.key, stored)
        self.is_behind = known != stored
        result = outcome(shown=known, posted=posted, stored=stored)
        if result == Outcome.ASKED:
            self._add_rival(rivals)
        elif result == Outcome.WRITTEN or known == stored:  # a row more is no other answer, but it is to be kept
            self._write(self.inputs)
        if posted != known:
            self._remember(self.page.id, posted)

    def _choose(self, choice: str, rivals: Mapping[str, Data]) -> None:
        self.draft.rivals = {key: others for key, others in self.draft.rivals.items() if key != self.key}
        page, inputs = (self.page.id, self.inputs) if choice == THIS else (choice, rivals[choice])
        self._write(inputs)
        self._remember(page, shown_digest(inputs, self.key))

    def _write(self, inputs: Data) -> None:
        old = part(self.draft.data, self.key)
        self.draft.data = {name: values for name, values in self.draft.data.items() if name not in old} | inputs

    def _add_rival(self, rivals: dict[str, Data]) -> None:
        """Another answer, in place of the one that the same page typed before."""
        posted = shown_digest(self.inputs, self.key)
        others = {page: inputs for page, inputs in rivals.items() if page != self.page.id}
        if posted in {shown_digest(inputs, self.key) for inputs in others.values()}:
            return
        if len(others) >= MOST_RIVALS:
            text = _("There are several answers to “%(question)s”, from different pages: choose one of them first.")
            raise TooLongError([text % {"question": self.spec["label"]}])
        self.draft.rivals = {**self.draft.rivals, self.key: others | {self.page.id: self.inputs}}

    def _remember(self, page: str, posted: str) -> None:
        if page:
            before = [one for one in self.draft.written.get(self.key, ()) if one[0] != page]
            last = [*before, [page, posted]][-MOST_PAGES:]
            self.draft.written = {**self.draft.written, self.key: last}


@dataclass(frozen=True)
class Rival:
    """An answer to choose, in words; ``value`` is what a page posts for it."""

    value: str
    text: str


@dataclass(frozen=True)
class ToChoose:
    """The answers that there are to one question: ``this`` is in the draft, and stands in the field."""

    key: str
    this: Rival
    others: Sequence[Rival]

    @property
    def name(self) -> str:
        return CHOICE + self.key


def to_choose(data: Data, rivals: Rivals, spec: Spec) -> ToChoose | None:
    """What somebody has to choose from; None where there is one answer only."""
    key = spec["key"]
    others = rivals.get(key)
    if not others:
        return None
    seen = choice_digest(data, others, key)
    return ToChoose(
        key=key,
        this=Rival(f"{THIS}:{seen}", answer_in_words(spec, part(data, key))),
        others=[Rival(f"{page}:{seen}", answer_in_words(spec, inputs)) for page, inputs in sorted(others.items())],
    )


def answer_in_words(spec: Spec, inputs: Data) -> str:
    """What was typed into one question, right or wrong, whatever else was answered; empty for nothing."""
    alone: Spec = {**spec, "conditions": []}
    form = PublishedForm({"title": "", "steps": [{"key": "", "title": "", "questions": [alone]}]})
    return next((one.text for one in written(Filling(form, inputs), [alone])), "")


def undecided(rivals: Rivals, specs: Iterable[Spec]) -> set[str]:
    """The questions with more than one answer."""
    return {spec["key"] for spec in specs if rivals.get(spec["key"])}
