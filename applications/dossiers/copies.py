"""A copy of an application to keep: everything that its applicant wrote, under the questions as they were asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.dossiers.answers import ShownAnswer, ShownStep, dossier_steps
from applications.dossiers.beneficiaries import organisation_of
from applications.models import Application
from applications.questions import question_for
from applications.questions.files import printed_files
from applications.questions.printing import Printed, Said
from home.documents import Document, in_words
from home.documents.texts import typeset
from home.languages import language_name
from home.templatetags.time_zones import clock, in_zone, zone_place

LONGEST_BESIDE = 300
"""Characters of an answer that stands beside its question; what is longer, or a table, has the whole width."""


def copy_of(
    application: Application, language: str, *, with_private: bool = True, is_own: bool = True, thread: str = "weld"
) -> Document:
    """The copy in a language; ``is_own``: for the applicant's own eyes. Three queries at most.

    It bears the moment when the answers last changed: the same answers make the same file.
    """
    with translation.override(language):
        return _Copy(application, language, with_private=with_private).document(is_own=is_own, thread=thread)


def name_of_copy(application: Application) -> str:
    """The name of the file, in the active language."""
    word = pgettext("name of a file", "application")
    return f"{word}-{application.reference}.pdf"


@dataclass(frozen=True)
class _Paper:
    """Whom answers are printed for: the reader's language, and the one that they were written in."""

    language: str
    written_in: str

    def words(self, text: str) -> str:
        return typeset(text, self.language)

    def said(self, text: str) -> Said:
        return in_words(text, self.written_in)

    def read(self, text: str) -> Said:
        return in_words(text, self.language)


class _Copy:
    def __init__(self, application: Application, language: str, *, with_private: bool) -> None:
        self.application, self.language, self.with_private = application, language, with_private
        self.paper = _Paper(language, application.language)
        self.steps = dossier_steps(application, language)
        self.corrected = application.corrections.filter(answered_at__isnull=False).order_by("answered_at").last()

    def document(self, *, is_own: bool, thread: str) -> Document:
        application = self.application
        title = self._words(application.version.form(self.language).title)
        eyebrow = _("Copy of your application") if is_own else _("Copy of an application")
        return Document(
            template="applications/copy",
            title=f"{eyebrow} {application.reference} – {title}",
            language=self.language,
            moment=self._moment(),
            reference=application.reference,
            running=title,
            thread=thread,
            data={
                "eyebrow": f"{eyebrow} {application.reference}",
                "heading": title,
                "facts": self._facts(),
                "notices": list(self._notices()),
                "steps": self._shown_steps(),
                "files": files_of(
                    [ShownStep(step.title, self._open(step.answers)) for step in self.steps], self.language
                ),
                "words": {
                    "private": pgettext("an answer", "private"),
                    "none": _("Not provided"),
                    "budget": [_("What"), _("Amount")],
                    "files": _("Files that came with it"),
                    "file_headings": [_("File"), _("Question"), _("Size")],
                },
            },
        )

    def _moment(self) -> Any:
        moments = (self.application.submitted_at, self.application.private_deleted_at, self.application.anonymised_at)
        corrected = self.corrected.answered_at if self.corrected else None
        return max(moment for moment in (*moments, corrected) if moment)

    def _facts(self) -> list[dict[str, object]]:
        application = self.application
        version = in_zone(application.version.published_at, application.call.time_zone)
        published = _("published on %(date)s (%(code)s)") % {
            "date": date_format(version),
            "code": application.version.content_hash[:8],
        }
        facts = [
            (_("Reference"), application.reference, self.language),
            (_("Sent on"), moment_in_words(application, application.submitted_at), self.language),
            (_("Name"), application.contact_name, application.language),
            (_("Organisation"), organisation_of(application), application.language),
            (_("Version of the form"), published, self.language),
            (_("Written in"), language_name(application.language), self.language),
        ]
        if self.corrected and self.corrected.answered_at:
            last = moment_in_words(application, self.corrected.answered_at)
            facts.append((_("Last corrected on"), last, self.language))
        return [{"label": label, "value": in_words(text, language)} for label, text, language in facts if text]

    def _notices(self) -> Iterable[str]:
        has_private = any(answer.is_private for step in self.steps for answer in step.answers)
        if self.application.anonymised_at:
            yield _("This application was anonymised: personal details were deleted.")
        elif self.application.private_deleted_at:
            yield _("The private answers were deleted: they were not needed any more.")
        elif has_private and not self.with_private:
            yield _("The private answers are left out of this copy.")

    def _shown_steps(self) -> list[dict[str, Any]]:
        steps = [
            {"title": self._words(step.title), "answers": [self._answer(answer) for answer in self._open(step.answers)]}
            for step in self.steps
        ]
        return [step for step in steps if step["answers"]]

    def _open(self, answers: Iterable[ShownAnswer]) -> list[ShownAnswer]:
        return [answer for answer in answers if self.with_private or not answer.is_private]

    def _answer(self, answer: ShownAnswer) -> dict[str, object]:
        form = self._form(answer)
        return {
            "label": self._words(answer.label),
            "private": answer.is_private,
            "wide": form["form"] != "none"
            and (question_for(answer.spec).is_wide or len(answer.answer) > LONGEST_BESIDE),
            **form,
        }

    def _form(self, answer: ShownAnswer) -> Printed:
        """How an answer is laid out: ``form``, and what its kind of layout needs."""
        if not answer.answer:
            return {"form": "none"}
        return question_for(answer.spec).printed(answer.value, answer.spec, self.paper)

    def _words(self, text: str) -> str:
        return typeset(text, self.language)


def moment_in_words(application: Application, moment: Any) -> str:
    """A day and an hour where the call is, in the active language: “12 March 2027 at 2:32 pm (Paris time)”."""
    zone = application.call.time_zone
    local = in_zone(moment, zone)
    words = {"date": date_format(local), "time": clock(local), "place": zone_place(zone)}
    return _("%(date)s at %(time)s (%(place)s time)") % words


def files_of(steps: Iterable[ShownStep], language: str) -> list[dict[str, str]]:
    """All files that answers name, each with the question that it answers."""
    answers = [answer for step in steps for answer in step.answers if question_for(answer.spec).takes_files]
    return [
        facts | {"question": typeset(answer.label, language)}
        for answer in answers
        for facts in printed_files(answer.value)
    ]
