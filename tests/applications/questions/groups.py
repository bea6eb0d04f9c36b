"""A question with rows, and what people type into it."""

from typing import Any

from applications.questions.base import Spec
from tests.applications.questions.asking import KEY, spec_of
from tests.builders import stream

NAME, MAIL, ADULT, BORN, AMOUNT = (f"1f0c3d52-0000-4000-8000-00000000000{number}" for number in range(5))


def group(**values: Any) -> Spec:
    questions = [
        stream("short_text", {"label": "Name"}, NAME),
        stream("email", {"label": "E-mail", "required": False}, MAIL),
        stream("yes_no", {"label": "Adult?"}, ADULT),
    ]
    return spec_of("group", **{"item": "Member", "minimum": 2, "maximum": 4, "questions": questions, **values})


def typed(*rows: dict[str, str]) -> dict[str, list[str]]:
    data = {f"{KEY}-{index}-{key}": [text] for index, row in enumerate(rows) for key, text in row.items()}
    return {f"{KEY}-rows": [str(index) for index in range(len(rows))], **data}
