"""The usual step of tests, with a question for files."""

import uuid
from typing import Any

from tests.builders import FORM_STEPS, stream

PLAN = str(uuid.uuid5(uuid.NAMESPACE_URL, "plan"))


def with_files(language: str) -> list[dict[str, Any]]:
    step = FORM_STEPS[language][0]
    question = {"label": "Plan", "hint": "", "groups": ["documents"], "max_mb": 1, "max_files": 2}
    questions = [*step["value"]["questions"], stream("files", question, PLAN)]
    return [{**step, "value": {**step["value"], "questions": questions}}]
