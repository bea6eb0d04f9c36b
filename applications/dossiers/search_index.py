"""What is found and sorted by: promoted answers, searchable words. Written with the answers, in one transaction."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import translation

from applications.dossiers.full_text import words_of, words_of_reference
from applications.models import Application, DossierText, FormVersion, PromotedAnswer
from applications.questions import question_for
from applications.questions.base import Promoted, Spec

LONGEST_KEY = 36
LONGEST_TEXT = 100
TOO_LARGE = Decimal(10) ** 14
STEP = Decimal("0.0001")


@dataclass(frozen=True)
class Index:
    """What is written of a dossier: values with the keys of their questions, and all words but those of its reference.

    It is made without a query, so that it can be made before a lock is taken.
    """

    promoted: frozenset[tuple[str, Promoted]]
    words: tuple[str, ...]

    def rows(self, application: Application) -> list[PromotedAnswer]:
        ordered = sorted(self.promoted, key=lambda one: (one[0], one[1].text))
        return [
            PromotedAnswer(application=application, question=key, text=value.text, number=value.number, day=value.day)
            for key, value in ordered
        ]

    def text(self, application: Application) -> DossierText:
        words = dict.fromkeys([*words_of_reference(application.reference), *self.words])
        return DossierText(application=application, words="".join(f" {word}" for word in words))


def index_of(*, version: FormVersion, language: str, answers: dict[str, Any], name: str = "", email: str = "") -> Index:
    """What is found and sorted by of answers to a version of a form. Private answers are left out of both. No query.

    The words are those of the applicant's language, and those that the form says in its other languages: staff search
    for an option as they read it.
    """
    specs = _answered_in_public(version, language, answers)
    promoted = {(spec["key"], value) for spec in specs for value in _promoted(spec, answers[spec["key"]])}
    words = [*words_of(name), *words_of(email), *_shown_words(specs, answers, language)]
    for code in version.form(language).languages:
        if code != language:
            said = [spec for spec in _answered_in_public(version, code, answers) if not question_for(spec).is_own_words]
            words += _shown_words(said, answers, code)
    return Index(frozenset(promoted), tuple(dict.fromkeys(words)))


def _answered_in_public(version: FormVersion, language: str, answers: dict[str, object]) -> list[Spec]:
    form = version.form(language)
    return [spec for key, spec in form.specs.items() if key in answers and key not in form.private]


def _shown_words(specs: list[Spec], answers: dict[str, object], language: str) -> list[str]:
    with translation.override(language):
        texts = [question_for(spec).shown(answers[spec["key"]], spec) for spec in specs]
    return [word for text in texts for word in words_of(text)]


def _promoted(spec: Spec, answer: object) -> list[Promoted]:
    """The values that the table has room for."""
    if len(spec["key"]) > LONGEST_KEY:
        return []
    values = [_rounded(value) for value in question_for(spec).promoted(answer, spec)]
    return [value for value in values if value and len(value.text) <= LONGEST_TEXT and "\0" not in value.text]


def _rounded(value: Promoted) -> Promoted | None:
    if value.number is None:
        return value
    if not value.number.is_finite() or abs(value.number) >= TOO_LARGE:
        return None
    return replace(value, number=value.number.quantize(STEP, ROUND_HALF_UP))


def index_answers(application: Application, prepared: Index | None = None) -> None:
    """Write the promoted answers and the words of a dossier anew. Inside the transaction that wrote its answers.

    ``prepared`` is what ``index_of`` made of these answers before. Nothing is written where nothing changed.
    """
    index = prepared or index_of(
        version=application.version,
        language=application.language,
        answers=application.answers,
        name=application.contact_name,
        email=application.contact_email,
    )
    written = application.promoted.values_list("question", "text", "number", "day")
    known = [(key, Promoted(text, number, day)) for key, text, number, day in written]
    if len(known) != len(index.promoted) or set(known) != index.promoted:
        if known:
            application.promoted.all().delete()
        PromotedAnswer.objects.bulk_create(index.rows(application))
    text = index.text(application)
    before = DossierText.objects.filter(pk=application.pk).first()
    if before is None or before.words != text.words:
        text.save(force_insert=before is None)
