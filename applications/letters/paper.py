"""Letters on paper: what a mail said, under the letterhead of its call, as a PDF that its reader keeps and shows.

What stands in one was written down when the mail was tried (``OutgoingEmail.paper``) and is never composed again: a
letter that was sent does not change with the words, the people or the signatory of its call.
"""

from collections.abc import Iterable
from typing import TypedDict

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from applications.dossiers.beneficiaries import organisation_of
from applications.dossiers.copies import moment_in_words
from applications.dossiers.letters import ACCEPTED, MESSAGE
from applications.forms.live_pages import live_page
from applications.letters.wording import example_mail, letter_of, letters_about
from applications.mail.kinds import Case, Facts
from applications.models import Application, OutgoingEmail
from home.addresses import absolute
from home.characters import one_line
from home.documents import Document, in_words
from home.documents.texts import typeset
from home.templatetags.time_zones import in_zone


class Paper(TypedDict):
    """What is written down of a letter. ``letterhead`` and ``text`` have lines; all but ``text`` may be empty."""

    letterhead: str
    place: str
    name: str
    organisation: str
    subject: str
    text: str
    signatory: str
    role: str


def paper_of(case: Case, facts: Facts) -> Paper:
    """The letter that a mail with these facts is, in the active language. One query at most.

    Where the mail leads to the applicant's own page, it leads to the page on which they ask for its address: whoever
    they show the letter to shall not be let in.
    """
    application, call, language = case.application, case.application.call, get_language() or ""
    return {
        "letterhead": call.letterhead_in(language),
        "place": call.letter_place,
        "name": one_line(application.contact_name),
        "organisation": one_line(organisation_of(application)),
        "subject": one_line(facts["subject"]),
        "text": facts["letter"].replace(case.link, absolute(reverse("tracking"))),
        "signatory": call.signatory_name,
        "role": call.signatory_role_in(language),
    }


def letters_among(emails: Iterable[OutgoingEmail]) -> list[OutgoingEmail]:
    """Those that can be had as a PDF, the latest first. No query."""
    found = [each for each in emails if each.is_on_paper]
    return sorted(found, key=lambda each: (each.created_at, each.pk), reverse=True)


def letter_on_paper(application: Application, email: OutgoingEmail) -> Document:
    """The letter of a mail about a dossier, in its own language. One query.

    Its date is that on which it became due, where the call is: a second sending makes no new letter.
    """
    paper, language = email.paper, email.language
    page = live_page(application.version.form_key, language)
    with translation.override(language):
        date = date_format(in_zone(email.created_at, application.call.time_zone))
        words = _("%(place)s, %(date)s") if paper["place"] else pgettext("above a letter", "%(date)s")
        return Document(
            template="applications/letter",
            title=paper["subject"],
            language=language,
            moment=email.sent_at or email.created_at,
            reference=application.reference,
            running=paper["subject"],
            thread=page.thread if page else "",
            data={
                "letterhead": paper["letterhead"].strip().splitlines(),
                "to": [in_words(line, language) for line in (paper["name"], paper["organisation"]) if line],
                "dated": words % {"place": paper["place"], "date": date},
                "facts": _facts(application, language),
                "subject": paper["subject"],
                "text": in_words(paper["text"], language),
                "signatory": [line for line in (paper["signatory"], paper["role"]) if line],
                "sent": _sent(application, email),
            },
        )


def sample_letter(application: Application, language: str) -> Document:
    """How the letters of a call look in a language: that of an acceptance, or else a message, with made-up facts.

    An application that is not in the database does.
    """
    kept = {kind.code: kind for kind in letters_about(application.call) if kind.is_kept}
    kind = kept.get(ACCEPTED.code) or kept[MESSAGE.code]
    with translation.override(language):
        case, facts = example_mail(application, kind, letter_of(application.call, kind, language))
        email = OutgoingEmail(application=application, language=language, paper=paper_of(case, facts))
    return letter_on_paper(application, email)


def name_of_letter(application: Application, email: OutgoingEmail) -> str:
    """The name of the file, in the active language."""
    word, day = pgettext("name of a file", "letter"), in_zone(email.created_at, application.call.time_zone)
    return f"{word}-{application.reference}-{day:%Y-%m-%d}.pdf"


def _facts(application: Application, language: str) -> list[dict[str, object]]:
    form = typeset(application.version.form(language).title, language)
    received = moment_in_words(application, application.submitted_at)
    facts = ((_("Reference"), application.reference), (_("Form"), form), (_("Received"), received))
    return [{"label": label, "value": text} for label, text in facts]


def _sent(application: Application, email: OutgoingEmail) -> str:
    if email.sent_at is None:
        return ""
    return _("Sent by e-mail on %(moment)s.") % {"moment": moment_in_words(application, email.sent_at)}
