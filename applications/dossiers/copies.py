"""A copy of an application to keep: everything that its applicant wrote, under the questions as they were asked."""

from collections.abc import Iterable
from typing import Any, cast

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.dossiers.answers import ShownAnswer, ShownStep, dossier_steps
from applications.dossiers.beneficiaries import organisation_of
from applications.models import Application
from applications.questions.budget_table import BudgetSpec, Side, budget_table
from applications.questions.consent import ConsentSpec
from applications.questions.group import GroupSpec, GroupTable, group_table
from applications.uploads.sizes import readable_size
from home.documents import Document, in_words
from home.documents.texts import typeset
from home.languages import language_name
from home.templatetags.time_zones import clock, in_zone, zone_place

MOST_COLUMNS = 4
"""Of a repeated group that is shown as a table; what has more, or a longer cell, is one paragraph after the other."""
LONGEST_CELL = 60
LONGEST_BESIDE = 300
"""Characters of an answer that stands beside its question; what is longer, or a table, has the whole width."""
WIDE_KINDS = frozenset({"long_text", "budget", "group", "consent"})


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


class _Copy:
    def __init__(self, application: Application, language: str, *, with_private: bool) -> None:
        self.application, self.language, self.with_private = application, language, with_private
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

    def _facts(self) -> list[dict[str, Any]]:
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

    def _answer(self, answer: ShownAnswer) -> dict[str, Any]:
        form = self._form(answer)
        return {
            "label": self._words(answer.label),
            "private": answer.is_private,
            "wide": form["form"] != "none" and (answer.kind in WIDE_KINDS or len(answer.answer) > LONGEST_BESIDE),
            **form,
        }

    def _form(self, answer: ShownAnswer) -> dict[str, Any]:
        """How an answer is laid out: ``form``, and what its kind of layout needs."""
        if not answer.answer:
            return {"form": "none"}
        if answer.kind == "files":
            return {"form": "files", "files": [_file(facts) for facts in _facts_of_files(answer)]}
        if answer.kind == "consent":
            return {
                "form": "consent",
                "said": answer.answer,
                "words": self._words(cast(ConsentSpec, answer.spec)["text"]),
            }
        if answer.kind == "budget" and (table := budget_table(answer.value, cast(BudgetSpec, answer.spec))):
            return {"form": "budget", "sides": [self._side(side) for side in table.sides]}
        if answer.kind == "group" and (group := group_table(answer.value, cast(GroupSpec, answer.spec))).rows:
            return self._group(group, answer)
        language = self.application.language if answer.in_own_words else self.language
        text = answer.answer if answer.in_own_words else self._words(answer.answer)
        return {"form": "text", "value": in_words(text, language)}

    def _side(self, side: Side) -> dict[str, Any]:
        return {
            "title": side.title,
            "categories": [
                {
                    "label": self._words(category.label),
                    "subtotal": category.subtotal,
                    "lines": [{"label": line.label, "amount": line.amount} for line in category.lines],
                }
                for category in side.categories
            ],
            "total_label": side.total_label,
            "total": side.total,
        }

    def _group(self, group: GroupTable, answer: ShownAnswer) -> dict[str, Any]:
        written = self.application.language
        headings = [self._words(heading) for heading in group.headings]
        is_narrow = all(len(cell) <= LONGEST_CELL for _title, cells in group.rows for cell in cells)
        if is_narrow and len(headings) < MOST_COLUMNS:
            rows = [
                {"title": title, "cells": [in_words(cell, written) for cell in cells]} for title, cells in group.rows
            ]
            return {
                "form": "table",
                "headings": [self._words(cast(GroupSpec, answer.spec)["item"]), *headings],
                "rows": rows,
            }
        return {
            "form": "records",
            "rows": [
                {
                    "title": title,
                    "answers": [
                        (heading, in_words(cell or _("Not provided"), written if cell else self.language))
                        for heading, cell in zip(headings, cells, strict=True)
                    ],
                }
                for title, cells in group.rows
            ],
        }

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
    answers = [answer for step in steps for answer in step.answers if answer.kind == "files"]
    return [
        _file(facts) | {"question": typeset(answer.label, language)}
        for answer in answers
        for facts in _facts_of_files(answer)
    ]


def _facts_of_files(answer: ShownAnswer) -> list[dict[str, Any]]:
    return [facts for facts in answer.value if isinstance(facts, dict)] if isinstance(answer.value, list) else []


def _file(facts: dict[str, Any]) -> dict[str, str]:
    return {"name": str(facts.get("name") or ""), "size": readable_size(int(facts.get("size") or 0))}
