"""What the portal knows of a person, found by an e-mail address: to look at, to give out, to delete."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.files import File
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from applications.dossiers.answers import dossier_steps
from applications.mail.kinds import codes_for_staff
from applications.mail.outbox import to_applicants
from applications.models import Application, Draft, OutgoingEmail
from applications.models.drafts import DraftQuerySet
from applications.models.emails import OutgoingEmailQuerySet
from applications.models.keeping import keepers
from applications.statuses import public_name
from users.email_addresses import fold_email

IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a ZIP that are kept in memory; a larger one is written to a file."""


@dataclass(frozen=True)
class Person:
    """What is kept under an address: dossiers, drafts, mails that belong to neither, and what keepers know besides.

    Among those mails are the ones of a dossier that has another contact by now.
    """

    email: str
    applications: list[Application]
    drafts: DraftQuerySet
    emails: OutgoingEmailQuerySet

    @property
    def is_known(self) -> bool:
        return (
            bool(self.applications)
            or self.emails.exists()
            or any(_known_of(self.email, settings.LANGUAGE_CODE).values())
        )


def person_of(typed: str) -> Person:
    """All dossiers, drafts and mails of an address, whatever its capitals."""
    email = fold_email(typed.replace("\0", ""))
    theirs = Q(contact_email=email) | Q(beneficiary__key=f"email:{email}")
    dossiers = Application.objects.filter(theirs, anonymised_at=None).select_related("call", "version", "beneficiary")
    besides = OutgoingEmail.objects.filter(to=email, draft=None).exclude(
        occasion__in=codes_for_staff(), application__isnull=False
    )
    return Person(
        email,
        list(dossiers.order_by("submitted_at", "pk")) if email else [],
        Draft.objects.of_person(email),
        besides.exclude(application__in=dossiers.values("pk")),
    )


def as_zip(person: Person, language: str) -> IO[bytes]:
    """Everything as one ZIP: a page to read, JSON for machines, and the files. Grows on disk, not in memory."""
    archive = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with translation.override(language), ZipFile(archive, "w", ZIP_DEFLATED) as target:
        data = as_data(person, language)
        target.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2))
        templates = [keeper.page_template for keeper in keepers() if keeper.page_template]
        page = render_to_string("applications/personal_data.html", {"data": data, "templates": templates})
        target.writestr("index.html", page)
        for application in person.applications:
            for name, file in _files(application):
                with file.open("rb") as content, target.open(f"{application.reference}/{name}", "w") as copy:
                    for chunk in content.chunks():
                        copy.write(chunk)
    archive.seek(0)
    return archive


def as_data(person: Person, language: str) -> dict[str, object]:
    """The same as plain values, under the labels of a language."""
    known = _known(person.applications, language)
    return {
        "email": person.email,
        "made_at": timezone.now().isoformat(),
        "language": language,
        "applications": [_application(each, language, known[each.pk]) for each in person.applications],
        **_known_of(person.email, language),
        "emails": [_email(email) for email in person.emails],
    }


def _known(applications: list[Application], language: str) -> dict[int, dict[str, object]]:
    """What the keepers know of dossiers, by their keys."""
    found: dict[int, dict[str, Any]] = {application.pk: {} for application in applications}
    for keeper in keepers() if applications else ():
        for key, known in keeper.known(applications, language).items():
            found[key] |= known
    return found


def _known_of(email: str, language: str) -> dict[str, object]:
    """What they know under the address besides."""
    return {name: value for keeper in keepers() for name, value in keeper.known_of(email, language).items()}


def _application(application: Application, language: str, known: Mapping[str, object]) -> dict[str, object]:
    return {
        "reference": application.reference,
        "form": application.version.form(language).title,
        "received_at": application.submitted_at.isoformat(),
        "language": application.language,
        "status": public_name(application.call.kind, application.status),
        "contact": {"name": application.contact_name, "email": application.contact_email},
        "steps": [
            {"title": step.title, "answers": [{"question": one.label, "answer": one.answer} for one in step.answers]}
            for step in dossier_steps(application, language)
        ],
        **known,
        **_what_happened(application),
    }


def _what_happened(application: Application) -> dict[str, object]:
    released = application.decisions.announced()
    return {
        "history": [
            {"at": change.at.isoformat(), "status": public_name(application.call.kind, change.to_status)}
            for change in application.status_changes.all()
        ],
        "decisions": [
            {
                "at": one.released_at.isoformat(),
                "decision": public_name(application.call.kind, one.verdict),
                "reason": one.reason,
            }
            for one in released
            if one.released_at
        ],
        "corrections": [
            {"at": one.asked_at.isoformat(), "remark": one.remark, "before": one.before, "after": one.after}
            for one in application.corrections.all()
        ],
        "messages": [
            {"at": one.sent_at.isoformat(), "from_you": one.is_from_applicant, "text": one.text}
            for one in application.messages.all()
        ],
        "notes": [{"at": note.written_at.isoformat(), "text": note.text} for note in application.notes.all()],
        "emails": [_email(email) for email in to_applicants(application.emails.all())],
    }


def _email(email: OutgoingEmail) -> dict[str, object]:
    return {
        "at": email.created_at.isoformat(),
        "to": email.to,
        "occasion": str(email.get_occasion_display()),
        "subject": email.sent_subject,
        "text": email.sent_text,
    }


def _files(application: Application) -> Iterator[tuple[str, File[Any]]]:
    for keeper in keepers():
        yield from keeper.files(application)
