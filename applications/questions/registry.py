"""The kinds of question by name. Kinds may ask it, since it imports none: the package fills it when it is imported."""

from collections.abc import Collection
from typing import Any

from applications.questions.base import Question, Spec

KINDS: dict[str, Question] = {}


def question_blocks(kinds: Collection[str] | None = None) -> list[tuple[str, Any]]:
    """The blocks that an editor adds questions with, in the order that kinds say; all, or those named."""
    ordered = sorted(KINDS.values(), key=lambda question: question.order)
    ordered = [question for question in ordered if kinds is None or question.kind in kinds]
    return [(question.kind, question.block()) for question in ordered]


def question_for(spec: Spec) -> Question:
    """The kind of a question that was stored. A kind that no longer exists reads as short text."""
    return KINDS.get(spec["kind"], KINDS["short_text"])
