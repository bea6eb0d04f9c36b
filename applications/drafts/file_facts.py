"""What a draft keeps, files included, as its form reads it."""

import json
from collections.abc import Iterable

from applications.drafts.filling import Data
from applications.models import Attachment, Draft


def files_as_data(attachments: Iterable[Attachment]) -> Data:
    """By question: the facts of each file, as JSON."""
    data: Data = {}
    for attachment in attachments:
        facts = {
            "id": str(attachment.pk),
            "name": attachment.name,
            "size": attachment.size,
            "type": attachment.type,
            "scan": attachment.scan,
        }
        data.setdefault(attachment.question, []).append(json.dumps(facts))
    return data


def file_facts_of(draft: Draft) -> Data:
    """One query, if the form takes files at all."""
    taking = draft.version.form(draft.language).taking_files
    return files_as_data(draft.attachments.all()) if taking else {}
