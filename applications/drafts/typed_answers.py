"""What somebody typed into a form, as it can be read: right or wrong."""

from dataclasses import dataclass

from applications.drafts.filling import Filling, belongs_to
from applications.questions import question_for
from applications.questions.base import Spec


@dataclass(frozen=True)
class Written:
    """A question with what was typed into it, right or wrong."""

    spec: Spec
    text: str


def written(filling: Filling, specs: list[Spec] | None = None) -> list[Written]:
    """What was typed, question by question; those without a word are left out."""
    found = []
    for spec in specs if specs is not None else list(filling.specs.values()):
        question = question_for(spec)
        if question.asks:
            answer = filling.answer_to(spec["key"])
            text = question.shown(answer, spec) if answer is not None else _as_typed(filling, spec)
            if text:
                found.append(Written(spec, text))
    return found


def _as_typed(filling: Filling, spec: Spec) -> str:
    names = [name for name in filling.data if belongs_to(name, spec["key"]) and not name.endswith("-rows")]
    return question_for(spec).typed([value for name in names for value in filling.data.getlist(name)], spec)
