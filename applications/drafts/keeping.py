"""What is kept of people who fill in forms: their files, and drafts that they have not sent."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.files import File

from applications.drafts.attachments import delete_attachments
from applications.models import Application, Attachment, Draft
from applications.models.keeping import Keeper
from home.file_names import short_name


class Files(Keeper):
    """Files of answers and of messages, and of the draft of corrections, which goes with them."""

    def empty(self, application: Application) -> None:
        delete_attachments(Attachment.objects.filter(application=application))
        drafts = Draft.objects.filter(corrects=application) | Draft.objects.filter(application=application)
        delete_attachments(Attachment.objects.filter(draft__in=drafts))
        drafts.delete()

    def empty_private(self, application: Application, questions: Collection[str]) -> None:
        delete_attachments(Attachment.objects.filter(application=application, question__in=questions))

    def known(self, applications: Sequence[Application], language: str) -> Mapping[int, Mapping[str, Any]]:
        found: dict[int, list[Attachment]] = defaultdict(list)
        for attachment in Attachment.objects.filter(application__in=[each.pk for each in applications]):
            found[attachment.application_id or 0].append(attachment)
        return {each.pk: {"files": [name for name, _file in _named(found[each.pk])]} for each in applications}

    def files(self, application: Application) -> Iterable[tuple[str, "File[Any]"]]:
        return _named(application.attachments.all())


def _named(attachments: Iterable[Attachment]) -> Iterator[tuple[str, "File[Any]"]]:
    """The files that may be given out, each under a name of its own that every system takes."""
    for number, attachment in enumerate(attachments, 1):
        if attachment.is_safe:
            name = f"{number:02}-{attachment.name.replace('/', '-').replace(chr(92), '-')}"
            yield short_name(name), attachment.file


class UnsentDrafts(Keeper):
    """Drafts that have an address. ``privacy.erasure`` deletes them itself: it tells how many there were."""

    def known_of(self, email: str, language: str) -> Mapping[str, object]:
        return {
            "drafts": [
                {
                    "form": draft.version.form(language).title,
                    "saved_at": draft.saved_at.isoformat(),
                    "kept_until": draft.expires_at.isoformat(),
                    "typed": draft.data,
                    "typed_elsewhere": draft.rivals,
                }
                for draft in Draft.objects.of_person(email)
            ]
        }
