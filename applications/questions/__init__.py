"""Kinds of question. Each module of this package holds one; a new kind is a new module."""

from collections.abc import Collection
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from applications.questions.base import Question, Spec

_MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
KINDS: dict[str, Question] = {
    module.question.kind: module.question for module in _MODULES if hasattr(module, "question")
}


def question_blocks(kinds: Collection[str] | None = None) -> list[tuple[str, Any]]:
    """The blocks that an editor adds questions with, in the order that kinds say; all, or those named."""
    ordered = sorted(KINDS.values(), key=lambda question: question.order)
    ordered = [question for question in ordered if kinds is None or question.kind in kinds]
    return [(question.kind, question.block()) for question in ordered]


def question_for(spec: Spec) -> Question:
    """The kind of a question that was stored. A kind that no longer exists reads as short text."""
    return KINDS.get(spec["kind"], KINDS["short_text"])


__all__ = ["KINDS", "Question", "Spec", "question_blocks", "question_for"]
