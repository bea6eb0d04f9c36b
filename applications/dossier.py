"""A dossier as it is read: answers in the order of the form, under the labels of the reader's language."""

from dataclasses import dataclass

from applications.models import Application
from applications.questions import question_for

OWN_WORDS = ("short_text", "long_text")


@dataclass(frozen=True)
class ShownAnswer:
    """``in_own_words``: the answer is the applicant's own text, in the applicant's language."""

    key: str
    label: str
    answer: str
    is_long: bool
    in_own_words: bool


@dataclass(frozen=True)
class ShownStep:
    title: str
    answers: list[ShownAnswer]


def dossier_steps(application: Application, language_code: str) -> list[ShownStep]:
    """The answers under the wording of the version that they were given to, in a language. No query."""
    form = application.version.in_language(language_code)
    return [
        ShownStep(
            step["title"],
            [
                ShownAnswer(
                    key=spec["key"],
                    label=spec["label"],
                    answer=question_for(spec).shown(application.answers.get(spec["key"]), spec),
                    is_long=spec["kind"] == "long_text",
                    in_own_words=spec["kind"] in OWN_WORDS,
                )
                for spec in step["questions"]
            ],
        )
        for step in form["steps"]
    ]
