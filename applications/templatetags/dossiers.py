"""What the dossier page shows of answers: ``{% load dossiers %}``."""

from dataclasses import dataclass

from django import template

from applications.models import Attachment
from applications.questions import question_for
from applications.questions.base import Spec
from applications.questions.group import group_table

register = template.Library()
register.simple_tag(group_table)


@dataclass(frozen=True)
class AnsweredFile:
    """A file as the answer names it; ``attachment`` is None where it was deleted since."""

    name: str
    attachment: Attachment | None


@register.simple_tag
def answer_text(value: object, spec: Spec) -> str:
    """A stored answer in words, in the language of the spec."""
    return question_for(spec).shown(value, spec)


@register.simple_tag
def answer_files(value: object, files: dict[str, Attachment]) -> list[AnsweredFile]:
    """The files that an answer names, in its order. Nothing else that was sent to the question is the answer."""
    facts = [fact for fact in value if isinstance(fact, dict)] if isinstance(value, list) else []
    return [AnsweredFile(str(fact.get("name") or ""), files.get(str(fact.get("id")))) for fact in facts]
