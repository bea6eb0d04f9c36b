"""Mails that carry links somebody asked for, or is about to lose: to drafts, and to what was sent."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from applications.dossiers.tracking_tokens import GOOD_FOR, address_of
from applications.drafts.reminders import Event, events_ahead
from applications.drafts.resume_tokens import token_of
from applications.letters.parts import page_of, path_of
from applications.mail.composing import Facts, NotNeededError, UnsendableError
from applications.mail.texts import one_line, shortened
from applications.models import Application, DraftLink, Occasion, OutgoingEmail
from home.addresses import absolute
from home.templatetags.time_zones import deadline_in_zone, in_zone

MOST_LINKS = 50


def draft_link(email: OutgoingEmail) -> Facts:
    facts = _draft_facts(email)
    return facts | {"subject": _("Your draft: %(title)s") % {"title": shortened(facts["title"])}}


def draft_reminder(email: OutgoingEmail) -> Facts:
    facts = _draft_facts(email)
    events = events_ahead(email.context.get("covers", ()), facts["draft"], timezone.now())
    if not events:
        raise NotNeededError(gettext_noop("What it reminds of has moved or passed."))
    if Event.CLOSING in events:
        subject, moment = _("Open until %(date)s: %(title)s"), facts["closes_at"]
    else:
        subject, moment = _("Your draft is deleted on %(date)s: %(title)s"), facts["expires_at"]
    return facts | {
        "subject": subject % {"date": date_format(moment), "title": shortened(facts["title"])},
        "tells_closing": Event.CLOSING in events,
        "tells_expiry": Event.EXPIRY in events,
    }


def follow_links(email: OutgoingEmail) -> Facts:
    """Links to all that was sent under the address of the mail, the newest first; the rest is counted."""
    theirs = Application.objects.filter(contact_email__iexact=email.to, anonymised_at=None)
    found = list(theirs.select_related("call", "version")[: MOST_LINKS + 1])
    if not found:
        raise NotNeededError(gettext_noop("Nothing was sent under this address."))
    return {
        "subject": _("Your applications"),
        "links": [_followed(application, email) for application in found[:MOST_LINKS]],
        "has_more": len(found) > MOST_LINKS,
        "most": MOST_LINKS,
        "link_ends_on": (email.created_at + GOOD_FOR).date(),
    }


def _followed(application: Application, email: OutgoingEmail) -> dict[str, Any]:
    return {
        "title": one_line(application.version.in_language(email.language)["title"]),
        "reference": application.reference,
        "received_at": in_zone(application.submitted_at, application.call.time_zone),
        "link": address_of(application, email.language, since=email.created_at),
    }


def _draft_facts(email: OutgoingEmail) -> Facts:
    """What every mail about a draft says. Moments are in the call's time zone."""
    draft = email.draft
    if draft is None or draft.application_id:
        raise NotNeededError(gettext_noop("The draft was sent."))
    link = _good_link(email)
    page = page_of(draft.form_key, email.language)
    if page is None:
        reason = gettext_noop("The page of the form is gone.")
        raise NotNeededError(reason) if email.occasion == Occasion.DRAFT_REMINDER else UnsendableError(reason)
    call = draft.call
    return {
        "draft": draft,
        "title": draft.version.in_language(email.language)["title"],
        "link": absolute(path_of(page) + page.reverse_subpage("resume", args=[token_of(link)])),
        "link_ends_at": in_zone(link.expires_at, call.time_zone),
        "expires_at": deadline_in_zone(draft.expires_at, call.time_zone),
        "closes_at": deadline_in_zone(call.closes_at, call.time_zone) if call.closes_at else None,
        "is_open": call.is_open,
        "zone": call.time_zone,
        "contact": page.contact,
    }


def _good_link(email: OutgoingEmail) -> DraftLink:
    link = DraftLink.objects.filter(pk=email.context.get("link"), draft=email.draft).first()
    if link is None or not link.is_good() or not token_of(link):
        raise NotNeededError(gettext_noop("The link does not work any more."))
    return link
