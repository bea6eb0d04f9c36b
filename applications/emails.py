"""The texts of mails: from a row of the outbox to a mail in its language. Made anew at each try; nothing is written."""

import unicodedata
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from applications.dossier import ShownStep, dossier_steps
from applications.links import token_of
from applications.models import Application, DraftLink, FormPage, Occasion, OutgoingEmail
from applications.plain_text import plain_text, tidy
from applications.reminders import Event, events_ahead
from applications.statuses import Status
from home.locales import language_of
from home.navigation import current_chrome
from home.templatetags.time_zones import deadline_in_zone, in_zone

LONGEST_TITLE = 120


class UnsendableError(Exception):
    """The mail cannot be made, now or later. The reason is English, for translation where staff read it."""


class NotNeededError(Exception):
    """What the mail is about has passed. The reason likewise."""


Facts = dict[str, Any]


def compose(email: OutgoingEmail) -> EmailMessage:
    """The mail as it is sent. Raises ``UnsendableError`` or ``NotNeededError``."""
    with translation.override(email.language):
        facts = _FACTS[Occasion(email.occasion)](email)
        contact = facts["contact"]
        body = render_to_string(
            f"applications/emails/{email.occasion}.txt",
            facts | {"chrome": current_chrome(""), "site_url": _whole(f"/{email.language}/")},
        )
    return EmailMessage(
        subject=one_line(facts["subject"]),
        body=tidy(body) + "\n",
        to=[email.to],
        reply_to=[contact.email] if contact and contact.email else None,
        headers={"Message-ID": email.message_id_header, "Auto-Submitted": "auto-generated"},
    )


def one_line(text: str) -> str:
    """A text that people wrote, fit for a header: no breaks, no control characters."""
    visible = (" " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text)
    return " ".join("".join(visible).split())


def _receipt(email: OutgoingEmail) -> Facts:
    application = email.application
    if application is None:
        raise UnsendableError(gettext_noop("The application is gone."))
    title = application.version.in_language(email.language)["title"]
    is_waiting = application.status == Status.WAITING_LIST
    subject = _("Received: %(title)s (%(reference)s)")
    if is_waiting:
        subject = _("On the waiting list: %(title)s (%(reference)s)")
    page = _page_of(application.version.form_key, email.language)
    return {
        "subject": subject % {"title": _short(title), "reference": application.reference},
        "application": application,
        "title": title,
        "is_waiting": is_waiting,
        "received_at": in_zone(application.submitted_at, application.call.time_zone),
        "zone": application.call.time_zone,
        "what_next": plain_text(page.what_next, settings.WAGTAILADMIN_BASE_URL) if page else "",
        "contact": page.contact if page else None,
        **_answers(application, email.language),
    }


def _answers(application: Application, language: str) -> Facts:
    """What was sent, without private answers."""
    steps = dossier_steps(application, language)
    open_steps = [ShownStep(step.title, [each for each in step.answers if not each.is_private]) for step in steps]
    return {
        "steps": [step for step in open_steps if step.answers],
        "leaves_out_private": any(each.is_private for step in steps for each in step.answers),
    }


def _draft_link(email: OutgoingEmail) -> Facts:
    facts = _draft_facts(email)
    return facts | {"subject": _("Your draft: %(title)s") % {"title": _short(facts["title"])}}


def _draft_reminder(email: OutgoingEmail) -> Facts:
    facts = _draft_facts(email)
    events = events_ahead(email.context.get("covers", ()), facts["draft"], timezone.now())
    if not events:
        raise NotNeededError(gettext_noop("What it reminds of has moved or passed."))
    if Event.CLOSING in events:
        subject, moment = _("Open until %(date)s: %(title)s"), facts["closes_at"]
    else:
        subject, moment = _("Your draft is deleted on %(date)s: %(title)s"), facts["expires_at"]
    return facts | {
        "subject": subject % {"date": date_format(moment), "title": _short(facts["title"])},
        "tells_closing": Event.CLOSING in events,
        "tells_expiry": Event.EXPIRY in events,
    }


def _draft_facts(email: OutgoingEmail) -> Facts:
    """What every mail about a draft says. Moments are in the call's time zone."""
    draft = email.draft
    if draft is None or draft.application_id:
        raise NotNeededError(gettext_noop("The draft was sent."))
    link = _good_link(email)
    page = _page_of(draft.form_key, email.language)
    if page is None:
        reason = gettext_noop("The page of the form is gone.")
        raise NotNeededError(reason) if email.occasion == Occasion.DRAFT_REMINDER else UnsendableError(reason)
    call = draft.call
    return {
        "draft": draft,
        "title": draft.version.in_language(email.language)["title"],
        "link": _whole(_path_of(page) + page.reverse_subpage("resume", args=[token_of(link)])),
        "link_ends_at": in_zone(link.expires_at, call.time_zone),
        "expires_at": deadline_in_zone(draft.expires_at, call.time_zone),
        "closes_at": deadline_in_zone(call.closes_at, call.time_zone) if call.closes_at else None,
        "is_open": call.is_open,
        "zone": call.time_zone,
        "contact": page.contact,
    }


def _good_link(email: OutgoingEmail) -> DraftLink:
    link = DraftLink.objects.filter(pk=email.context.get("link"), draft=email.draft).first()
    if link is None or not link.is_good():
        raise NotNeededError(gettext_noop("The link does not work any more."))
    return link


def _page_of(form_key: uuid.UUID, language: str) -> FormPage | None:
    """The live page of a form in a language, or else in another one; None if nobody can open it."""
    pages = FormPage.objects.live().filter(translation_key=form_key).select_related("contact").order_by("pk")
    found = sorted(pages, key=lambda page: language_of(page.locale_id) != language)
    return next((page for page in found if _path_of(page)), None)


def _path_of(page: FormPage) -> str:
    parts = page.get_url_parts()
    return str(parts[2]) if parts and parts[2] else ""


def _whole(path: str) -> str:
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


_FACTS: dict[Occasion, Callable[[OutgoingEmail], Facts]] = {
    Occasion.RECEIPT: _receipt,
    Occasion.DRAFT_LINK: _draft_link,
    Occasion.DRAFT_REMINDER: _draft_reminder,
}
