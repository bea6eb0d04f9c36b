"""What the portal knows of a person, found by an e-mail address: to look at, to give out, to delete."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from applications.dossiers.answers import dossier_steps
from applications.mail.kinds import codes_for_staff
from applications.mail.outbox import to_applicants
from applications.models import Application, Attachment, Draft, OutgoingEmail
from applications.models.attachments import AttachmentQuerySet
from applications.models.drafts import DraftQuerySet
from applications.models.emails import OutgoingEmailQuerySet
from applications.statuses import public_name
from users.models import fold_email

IN_MEMORY = 2 * 1024 * 1024
"""Bytes of a ZIP that are kept in memory; a larger one is written to a file."""


@dataclass(frozen=True)
class Person:
    """What is kept under an address: dossiers, drafts, and mails that belong to neither.

    Among those mails are the ones of a dossier that has another contact by now.
    """

    email: str
    applications: list[Application]
    drafts: DraftQuerySet
    emails: OutgoingEmailQuerySet

    @property
    def is_known(self) -> bool:
        return bool(self.applications) or self.drafts.exists() or self.emails.exists()


def person_of(typed: str) -> Person:
    """All dossiers, drafts and mails of an address, whatever its capitals."""
    email = fold_email(typed.replace("\0", ""))
    theirs = Q(contact_email__iexact=email) | Q(beneficiary__key=f"email:{email}")
    dossiers = Application.objects.filter(theirs, anonymised_at=None).select_related(
        "call", "version", "beneficiary", "attendance"
    )
    besides = OutgoingEmail.objects.filter(to__iexact=email, draft=None).exclude(
        occasion__in=codes_for_staff(), application__isnull=False
    )
    return Person(
        email,
        list(dossiers.order_by("submitted_at", "pk")) if email else [],
        Draft.objects.unsent().filter(email__iexact=email).exclude(email="").select_related("version", "call"),
        besides.exclude(application__in=dossiers.values("pk")),
    )


def as_zip(person: Person, language: str) -> IO[bytes]:
    """Everything as one ZIP: a page to read, JSON for machines, and the files. Grows on disk, not in memory."""
    archive = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with translation.override(language), ZipFile(archive, "w", ZIP_DEFLATED) as target:
        data = as_data(person, language)
        target.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2))
        target.writestr("index.html", render_to_string("applications/personal_data.html", {"data": data}))
        for application in person.applications:
            for name, attachment in _files(application.attachments.all()):
                with attachment.file.open("rb") as content, target.open(f"{application.reference}/{name}", "w") as copy:
                    for chunk in content.chunks():
                        copy.write(chunk)
    archive.seek(0)
    return archive


def as_data(person: Person, language: str) -> dict[str, Any]:
    """The same as plain values, under the labels of a language."""
    return {
        "email": person.email,
        "made_at": timezone.now().isoformat(),
        "language": language,
        "applications": [_application(application, language) for application in person.applications],
        "drafts": [
            {
                "form": draft.version.in_language(language)["title"],
                "saved_at": draft.saved_at.isoformat(),
                "kept_until": draft.expires_at.isoformat(),
                "typed": draft.data,
            }
            for draft in person.drafts
        ],
        "emails": [_email(email) for email in person.emails],
    }


def _application(application: Application, language: str) -> dict[str, Any]:
    return {
        "reference": application.reference,
        "form": application.version.in_language(language)["title"],
        "received_at": application.submitted_at.isoformat(),
        "language": application.language,
        "status": public_name(application.call.kind, application.status),
        "contact": {"name": application.contact_name, "email": application.contact_email},
        "came": application.attendance.is_present if hasattr(application, "attendance") else None,
        "steps": [
            {"title": step.title, "answers": [{"question": one.label, "answer": one.answer} for one in step.answers]}
            for step in dossier_steps(application, language)
        ],
        "files": [name for name, _attachment in _files(application.attachments.all())],
        **_what_happened(application),
    }


def _what_happened(application: Application) -> dict[str, Any]:
    released = application.decisions.filter(released_at__isnull=False, revoked_at=None)
    return {
        "history": [
            {"at": change.at.isoformat(), "status": public_name(application.call.kind, change.to_status)}
            for change in application.status_changes.all()
        ],
        "decisions": [
            {"at": one.released_at.isoformat(), "decision": one.get_verdict_display(), "reason": one.reason}
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


def _email(email: OutgoingEmail) -> dict[str, Any]:
    return {
        "at": email.created_at.isoformat(),
        "to": email.to,
        "occasion": str(email.get_occasion_display()),
        "subject": email.sent_subject,
        "text": email.sent_text,
    }


def _files(attachments: AttachmentQuerySet) -> Iterator[tuple[str, Attachment]]:
    """The files that may be given out, each under a name of its own that every system takes."""
    for number, attachment in enumerate(attachments, 1):
        if attachment.is_safe:
            yield f"{number:02}-{attachment.name.replace('/', '-').replace(chr(92), '-')}", attachment
