"""What a kind of question must know."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Generic, NotRequired, Protocol, TypedDict, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from applications.questions.condition_block import conditions_block
from applications.questions.operators import Operator
from applications.questions.printing import Paper, Printed


class Condition(TypedDict):
    """What shows a question or a step: see ``conditions``."""

    question: str
    operator: str
    value: str


def published_conditions(value: Iterable[Mapping[str, str]] | None) -> list[Condition]:
    """What an editor's blocks say, as plain data."""
    return [{"question": one["question"], "operator": one["operator"], "value": one["value"]} for one in value or ()]


class Option(TypedDict):
    """What one can choose. The key is the same in every language."""

    key: str
    label: str


class Spec(TypedDict):
    """One question as it was published in one language. A kind that adds keys says so in a type of its own.

    Plain JSON: a version of a form keeps it, and nothing else is needed to ask it or to read its answer.
    """

    key: str
    kind: str
    label: str
    hint: str
    required: bool
    private: bool
    conditions: list[Condition]
    options: NotRequired[list[Option]]


def options_of(spec: Spec) -> list[Option]:
    """What can be chosen; nothing where the question has no options of its own."""
    return spec.get("options", [])


class FileLimits(TypedDict):
    """What files may be sent: of which groups of types, how large, how many."""

    groups: list[str]
    max_mb: int
    max_files: int


class FilesSpec(Spec, FileLimits):
    """Of each kind that takes files."""


SpecT = TypeVar("SpecT", bound=Spec)
Details = Mapping[str, object]
"""What a kind adds to a spec: plain JSON."""

ONE_LINE = 250
LONGEST_KEPT = 40 * ONE_LINE
"""Characters that a draft keeps of a question, right or wrong, where its kind says no other number."""
TIMES_KEPT = 10
"""How many times as long as its question allows a text may be to be kept, so that one can shorten it later."""


class CallTerms(Protocol):
    """What questions take over from the call that their form is for."""

    @property
    def currency(self) -> str: ...

    @property
    def amount_min(self) -> Decimal | None: ...

    @property
    def amount_max(self) -> Decimal | None: ...

    @property
    def time_zone(self) -> str: ...


@dataclass(frozen=True)
class Source:
    """Where a question is published from: what a kind may take from beside its own block."""

    page: Page
    call: CallTerms


class FilterAs(StrEnum):
    """What staff choose an answer by. Each names the column of a promoted answer that holds it."""

    OPTIONS = "text"
    NUMBER = "number"
    DAY = "day"


class DoubtError(ValidationError):
    """What somebody probably did not mean. It is asked once, when they go on, and refuses nothing."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="doubt")


class Role(StrEnum):
    """What answers are to an application. Of several answers with one role, the first in the form counts."""

    CONTACT_EMAIL = "contact_email"
    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    PERHAPS_NAME = "perhaps_name"
    """A short text: whom staff talk to, where nothing else says it."""
    ORGANISATION = "organisation"
    """Stored by part, as ``organisation.PARTS``: its number in a register makes the beneficiary known."""
    SESSION = "session"
    """The key of a session, whose call the application arrives at."""
    TERRITORY = "territory"
    THEME = "theme"


class ValueKind(StrEnum):
    """What a condition compares with. Remote options are kept elsewhere than in the question."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    OPTIONS = "options"
    REMOTE = "remote"


class ExportAs(StrEnum):
    """What a cell of a spreadsheet is. One can count with figures, and sort by days."""

    TEXT = "text"
    FIGURE = "figure"
    DAY = "day"


@dataclass(frozen=True)
class Promoted:
    """One value of an answer that staff filter and sort by: an option's key, a number or a day. One of them is set."""

    text: str = ""
    number: Decimal | None = None
    day: date | None = None


class QuestionBlock(blocks.StructBlock):
    """What an editor says of every question. ``Question.block`` adds what all kinds have below it."""

    label = blocks.CharBlock(label=_("Question"), max_length=ONE_LINE)
    hint = blocks.CharBlock(
        label=_("Hint"), required=False, default="", max_length=300, help_text=_("One sentence, shown below.")
    )
    required = blocks.BooleanBlock(label=_("An answer is required"), required=False, default=True)
    private = blocks.BooleanBlock(
        label=_("Private"), required=False, help_text=_("Left out of e-mails and exports; deleted after the decision.")
    )
    conditions = conditions_block()

    settings = ("private", "conditions")

    def get_form_layout(self) -> blocks.BlockGroup:
        """What few questions need is folded away, below what the kind asks for."""
        first = [name for name in self.child_blocks if name not in self.settings]
        return blocks.BlockGroup(children=first, settings=[name for name in self.settings if name in self.child_blocks])


class Question(ABC, Generic[SpecT]):
    """One kind of question: the editor's block, the applicant's field, the answer as stored, shown and exported.

    The names of a question's inputs are its key, or begin with its key and ``-`` or ``_``: a draft keeps them as they
    were posted, right or wrong, and the field reads them from there.
    """

    kind: ClassVar[str]
    order: ClassVar[int]
    template: ClassVar[str] = "applications/questions/one_field.html"
    operators: ClassVar[tuple[Operator, ...]] = ()
    """What a condition may ask of an answer. The first one is what the editor is offered first."""
    value_kind: ClassVar[ValueKind] = ValueKind.TEXT
    options_field: ClassVar[str] = ""
    """The field of the block that says where remote options are kept."""
    takes_files: ClassVar[bool] = False
    """The draft keeps its files, not what was posted: ``field`` reads the facts of each as JSON."""
    may_post_nothing: ClassVar[bool] = False
    """Whether a browser posts nothing of it when it is emptied, as of boxes that are not ticked."""
    filter_as: ClassVar[FilterAs | None] = None
    """How staff narrow a queue by the answers; None where they cannot. See ``promoted``."""
    is_sortable: ClassVar[bool] = True
    """Whether a queue that is filtered by it is sorted by it too: there is one value to compare."""
    export_as: ClassVar[ExportAs] = ExportAs.TEXT
    identifies: ClassVar[bool] = True
    """Whether an answer may tell who gave it, so that nothing stays of it when its dossier is anonymised."""
    asks: ClassVar[bool] = True
    """False for what is only read."""
    is_correctable: ClassVar[bool] = True
    """Whether staff may open the question again once the form was sent."""
    is_own_words: ClassVar[bool] = False
    """The answer is in the applicant's language, whatever the reader's."""

    is_wide: ClassVar[bool] = False
    """Whether an answer has the whole width on paper, however short it is."""
    is_table: ClassVar[bool] = False
    """Whether pages show an answer as a table, which says the words of both languages only once."""
    is_personal: ClassVar[bool] = False
    """Whether it asks for data that browsers know of their owner. Only the first such question of a form is taken to
    be about the applicant, unless its editor says so."""
    is_simple: ClassVar[bool] = False
    """Whether it may be asked once for each row of a repeated group."""
    decides: ClassVar[bool] = False
    """Whether it may stand among the questions that tell who may apply."""
    shown_template: ClassVar[str] = "applications/questions/answers/text.html"
    """How pages show a stored answer: they give ``value``, ``spec``, and ``text``, which is not empty."""
    staff_template: ClassVar[str] = "applications/questions/answers/staff_text.html"
    """The same for staff, who have the files of the dossier too, in ``files``."""
    wording_template: ClassVar[str] = "applications/questions/wording/text.html"
    """What a question says in the language ``other`` beside its label and hint; empty for nothing."""

    @abstractmethod
    def block(self) -> blocks.StructBlock:
        """What the editor fills in."""

    def details(self, value: Any, source: Source) -> Details:
        """What this kind adds to a spec; ``value`` is the editor's block."""
        return {}

    def spec(self, key: str, value: Any, source: Source) -> SpecT:
        """The question as it is published: plain data, apart from the page it came from."""
        common: dict[str, object] = {
            "key": key,
            "kind": self.kind,
            "label": value["label"],
            "hint": value.get("hint") or "",
            "required": bool(value.get("required", True)),
            "private": bool(value.get("private")),
            "conditions": published_conditions(value.get("conditions")),
        }
        return cast(SpecT, common | dict(self.details(value, source)))

    @abstractmethod
    def field(self, spec: SpecT) -> forms.Field:
        """The form field that asks the question."""

    def doubts(self, spec: SpecT, data: Mapping[str, Any], name: str) -> list[DoubtError]:
        """What is asked of an answer that may be given as it is; ``name`` begins the names of its inputs."""
        return []

    def beside(self, spec: SpecT, answer: object, earlier: SpecT, other: object) -> ValidationError | None:
        """What is wrong with an answer beside the one to the question of its kind before it; both as stored."""
        return None

    def of_somebody_else(self, spec: SpecT) -> SpecT:
        """The question as one about another person than the applicant, whose data no browser offers."""
        return spec

    def change_rows(self, spec: SpecT, data: dict[str, list[str]], instruction: str) -> None:
        """Add or remove a row of a repeated answer in what a draft keeps. Nonsense is ignored.

        ``data`` maps names of inputs to what was posted, and is changed in place.
        """
        return

    def stored(self, cleaned: object) -> object:
        """The answer as JSON; None, or what is empty, where there is none."""
        return cleaned

    def shown(self, answer: object, spec: SpecT) -> str:
        """The answer in words, in the language of the spec; empty when there is none. Lines are kept."""
        return str(answer or "")

    def printed(self, answer: object, spec: SpecT, paper: Paper) -> Printed:
        """The answer on paper, where there is one."""
        text = self.shown(answer, spec)
        value = paper.said(text) if self.is_own_words else paper.read(paper.words(text))
        return {"form": "text", "value": value}

    def role(self, spec: SpecT) -> Role | None:
        """What the answer is to the application, beside being an answer."""
        return None

    def remote_options(self, chosen: int | None, parent: int | None) -> list[tuple[str, str]]:
        """What a condition compares with, where options are kept elsewhere: in what the editor chose, or above.

        ``chosen`` and ``parent``, the page above the form, are primary keys that a browser sent.
        """
        return []

    def columns(self, spec: SpecT) -> list[str]:
        """The headings that the answer has in an export."""
        return [spec["label"]]

    def column_keys(self, spec: SpecT) -> list[str]:
        """What tells the columns apart, so that another wording of the question leads to the same columns."""
        headings = self.columns(spec)
        if len(headings) == 1:
            return [""]
        names = [heading.removeprefix(spec["label"]) for heading in headings]
        return [f"{name} {names[: index + 1].count(name)}" for index, name in enumerate(names)]

    def cells(self, answer: object, spec: SpecT) -> list[str]:
        """The answer in an export, one text per column."""
        return [self.shown(answer, spec)]

    def promoted(self, answer: object, spec: SpecT) -> list[Promoted]:
        """The values that staff filter and sort by: none for most kinds, one for each option of several choices."""
        return []

    def options(self, spec: SpecT) -> list[tuple[str, str]]:
        """The keys and labels of what can be chosen; nothing where there is nothing to choose."""
        return [(option["key"], option["label"]) for option in options_of(spec)]

    def unit(self, spec: SpecT) -> str:
        """What a number is counted in; empty where it is not, or there is no number."""
        return ""

    def holds(self, operator: Operator, answer: object, value: str) -> bool:
        """Whether an answer that was given is, is not, contains, is more or less than what a condition names."""
        if operator == Operator.IS_NOT:
            return not self.holds(Operator.IS, answer, value)
        return operator == Operator.IS and str(answer) == value

    def values(self) -> list[tuple[str, str]]:
        """What a condition can compare with and its label, where that is the same for all questions of the kind."""
        return []

    def longest_kept(self, spec: SpecT) -> int:
        """How many characters a draft keeps of what was posted, the names of its inputs among them."""
        return LONGEST_KEPT + 100 * len(options_of(spec))

    def typed(self, values: list[str], spec: SpecT) -> str:
        """What was posted, in words, where it is no answer: what somebody typed is never out of sight."""
        return "\n".join(value for value in values if value.strip())

    def shown_value(self, value: str, spec: SpecT) -> str:
        """What a condition compares with, in words."""
        return dict(self.values()).get(value) or self.shown(value, spec) or value

    def without_person(self, answer: object) -> object:
        """What stays of an answer when its dossier is anonymised, for statistics; None for nothing."""
        return None if self.identifies else answer

    def wording(self, spec: SpecT) -> dict[str, str]:
        """The texts that every language must have, by names that the languages share."""
        options = {f"option:{option['key']}": option["label"] for option in options_of(spec)}
        return {"label": spec["label"], **options}

    def problems(self, spec: SpecT) -> list[str]:
        """Why this question cannot be published, in the editor's language, beside texts that are missing."""
        return []


def field_arguments(spec: Spec, *, when_empty: Any = None) -> dict[str, Any]:
    """What every field takes from its spec. ``when_empty`` is what one reads who left it empty."""
    return {
        "label": spec["label"],
        "help_text": spec["hint"],
        "required": spec["required"],
        "error_messages": {"required": when_empty or _("Answer this question")},
    }


AnyQuestion = Question[Any]
"""A kind of question, whatever it adds to a spec."""
