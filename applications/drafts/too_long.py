"""What is too long to be kept, long before anybody says whether it is an answer."""

from collections.abc import Sequence

from django.utils.datastructures import MultiValueDict
from django.utils.translation import ngettext

from applications.drafts.filling import belongs_to
from applications.questions import question_for
from applications.questions.base import Spec


class TooLongError(Exception):
    """Answers that are far longer than their questions take. Nothing of what came with them was written."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))


def refuse_too_long(specs: Sequence[Spec], posted: MultiValueDict[str, str]) -> None:
    """Raise ``TooLongError``, which names the questions, where a draft would keep more of one than it may take.

    A draft keeps what is wrong too, so that nobody types it twice; but not without end, whoever sends it.
    """
    messages = []
    for spec in specs:
        question = question_for(spec)
        if question.asks and not question.takes_files:
            length = _length(spec["key"], posted)
            if length > question.longest_kept(spec):
                messages.append(_said(spec, length))
    if messages:
        raise TooLongError(messages)


def _length(key: str, posted: MultiValueDict[str, str]) -> int:
    """Characters of all inputs of a question, with their names, which are kept as well."""
    return sum(len(name) + sum(map(len, posted.getlist(name))) for name in posted if belongs_to(name, key))


def _said(spec: Spec, length: int) -> str:
    text = ngettext(
        "The answer to “%(question)s” has %(length)s character, which is far too long to be saved.",
        "The answer to “%(question)s” has %(length)s characters, which is far too long to be saved.",
        length,
    )
    return text % {"question": spec["label"], "length": length}
