"""The receipt of an application: what was received and when, with a code that anybody can check. No answer is in it."""

from collections.abc import Iterable
from urllib.parse import urlencode

import segno
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.dossiers.answers import ShownStep, dossier_steps
from applications.dossiers.beneficiaries import organisation_of
from applications.dossiers.copies import files_of, moment_in_words
from applications.dossiers.receipt_codes import receipt_code
from applications.kinds import CallKind
from applications.models import Application
from home.addresses import absolute
from home.documents import Document, Written, in_words
from home.documents.texts import typeset


def receipt_of(
    application: Application, language: str, *, thread: str = "weld", about: Iterable[tuple[str, str]] = ()
) -> Document:
    """The receipt in a language. ``about``: facts of what it is for, labels and texts. One query at most.

    It bears the moment of arrival: it is the same file however often it is made.
    """
    with translation.override(language):
        steps, code = dossier_steps(application, language), receipt_code(application)
        form = typeset(application.version.form(language).title, language)
        is_registration = application.call.kind == CallKind.REGISTRATION
        heading = _("Receipt for a registration") if is_registration else _("Receipt for an application")
        address = absolute(reverse("receipts"))
        return Document(
            template="applications/receipt",
            title=f"{heading} {application.reference}",
            language=language,
            moment=application.submitted_at,
            reference=application.reference,
            running=heading,
            thread=thread,
            data={
                "eyebrow": application.reference,
                "heading": heading,
                "lead": _lead(is_registration=is_registration),
                "facts": _facts(application, form, language, about),
                "code": code,
                "qr": _qr(f"{address}?{urlencode({'reference': application.reference, 'code': code})}"),
                "address": address,
                "shown_address": address.partition("://")[2],
                "parts": [_part(step, language) for step in steps],
                "files": files_of(steps, language),
                "words": {
                    "code": _("Receipt code"),
                    "check": _("Anybody can check this receipt with its reference and its code:"),
                    "check_says": _(
                        "That page says whether this receipt is genuine, which form it is for and when we received it. "
                        "It says nothing about you, and shows no answer."
                    ),
                    "qr": _("QR code that opens the page where this receipt can be checked"),
                    "parts": _("What was received"),
                    "part_headings": [_("Part of the form"), _("Answers")],
                    "files": _("Files"),
                    "file_headings": [_("File"), _("Question"), _("Size")],
                },
            },
        )


def name_of_receipt(application: Application) -> str:
    """The name of the file, in the active language."""
    word = pgettext("name of a file", "receipt")
    return f"{word}-{application.reference}.pdf"


def _lead(*, is_registration: bool) -> str:
    if is_registration:
        return _("We have received this registration. This receipt does not say whether it is confirmed.")
    return _("We have received this application. This receipt says nothing about the decision.")


def _facts(
    application: Application, form: str, language: str, about: Iterable[tuple[str, str]]
) -> list[dict[str, str | Written]]:
    facts = [
        (_("Form"), form, language),
        (_("Received"), moment_in_words(application, application.submitted_at), language),
        *((label, typeset(text, language), language) for label, text in about),
        (_("Name"), application.contact_name, application.language),
        (_("Organisation"), organisation_of(application), application.language),
    ]
    return [{"label": label, "value": in_words(text, said_in)} for label, text, said_in in facts if text]


def _part(step: ShownStep, language: str) -> dict[str, object]:
    return {"title": typeset(step.title, language), "count": str(sum(bool(answer.answer) for answer in step.answers))}


def _qr(address: str) -> str:
    """The address as a picture (SVG), which a document draws."""
    return str(segno.make(address, error="m", micro=False).svg_inline(dark="#1b2233", border=0))
