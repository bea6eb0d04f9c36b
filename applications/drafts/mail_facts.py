"""What mails about drafts say: they carry links that somebody asked for, or is about to lose."""

from django.utils.translation import gettext_noop

from applications.drafts.resume_tokens import resume_token
from applications.forms.live_pages import live_page, path_of
from applications.mail.composing import NotNeededError, UnsendableError
from applications.mail.kinds import Facts
from applications.models import DraftLink, OutgoingEmail
from home.addresses import absolute
from home.templatetags.time_zones import deadline_in_zone, in_zone


def draft_facts(email: OutgoingEmail, *, without_page: type[UnsendableError | NotNeededError]) -> Facts:
    """What every mail about a draft says. Moments are in the call's time zone.

    Raises ``NotNeededError`` for a draft that was sent and a link that has ended; ``without_page`` for a form that is
    gone.
    """
    draft = email.draft
    if draft is None or draft.application_id:
        raise NotNeededError(gettext_noop("The draft was sent."))
    link = _good_link(email)
    page = live_page(draft.form_key, email.language)
    if page is None:
        raise without_page(gettext_noop("The page of the form is gone."))
    call = draft.call
    return {
        "draft": draft,
        "title": draft.version.form(email.language).title,
        "link": absolute(path_of(page) + page.reverse_subpage("resume", args=[resume_token(link)])),
        "link_ends_at": in_zone(link.expires_at, call.time_zone),
        "expires_at": deadline_in_zone(draft.expires_at, call.time_zone),
        "closes_at": deadline_in_zone(call.closes_at, call.time_zone) if call.closes_at else None,
        "is_open": call.is_open,
        "zone": call.time_zone,
        "contact": page.contact,
    }


def _good_link(email: OutgoingEmail) -> DraftLink:
    link = DraftLink.objects.filter(pk=email.context.get("link"), draft=email.draft).first()
    if link is None or not link.is_good() or not resume_token(link):
        raise NotNeededError(gettext_noop("The link does not work any more."))
    return link
