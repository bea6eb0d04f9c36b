"""The kinds of question by name. Kinds may ask it, since it imports none: the package fills it when it is imported."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from applications.questions.base import AnyQuestion, FilesSpec, Spec

KINDS: dict[str, AnyQuestion] = {}

KindT = TypeVar("KindT", bound=AnyQuestion)


def question_kind(kind: type[KindT]) -> type[KindT]:
    """Make a class a kind of question that editors can ask. Raises ``ValueError`` for a name that is taken."""
    if kind.kind in KINDS:
        raise ValueError(f"There is a kind of question “{kind.kind}” already.")
    KINDS[kind.kind] = kind()
    return kind


def question_blocks(wanted: Callable[[AnyQuestion], bool] = lambda _question: True) -> list[tuple[str, Any]]:
    """The blocks that an editor adds questions with, in the order that kinds say; all, or those wanted."""
    ordered = sorted(filter(wanted, KINDS.values()), key=lambda question: question.order)
    return [(question.kind, question.block()) for question in ordered]


def kind_named(name: str) -> AnyQuestion:
    """A kind of question. One that no longer exists reads as short text."""
    return KINDS.get(name, KINDS["short_text"])


def question_for(spec: Spec) -> AnyQuestion:
    """The kind of a question that was stored."""
    return kind_named(spec["kind"])


def files_spec(spec: Spec) -> FilesSpec | None:
    """The question as one that takes files; None for one that takes none."""
    return cast(FilesSpec, spec) if question_for(spec).takes_files else None
