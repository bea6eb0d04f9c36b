"""Links that lead back to a draft: sent, used, withdrawn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.drafts.mail_facts import draft_facts
from applications.drafts.resume_tokens import new_link
from applications.mail.composing import UnsendableError
from applications.mail.kinds import Facts, MailKind
from applications.mail.outbox import enqueue
from applications.mail.texts import shortened
from applications.models import Draft, DraftLink, OutgoingEmail
from users.email_addresses import fold_email


def _mail(email: OutgoingEmail) -> Facts:
    facts = draft_facts(email, without_page=UnsendableError)
    return facts | {"subject": _("Your draft: %(title)s") % {"title": shortened(facts["title"])}}


DRAFT_LINK = MailKind(
    code="draft_link", label=gettext_lazy("link to a draft"), compose=_mail, limit="draft link by recipient"
)


def send_link(*, draft: Draft, email: str, language: str, network: str = "") -> None:
    """Mail a new link to an address, which becomes the draft's. Links that were sent before stop working.

    Raises ``TooManyMailsError`` where no mail more may leave to it: then all is as it was.
    """
    now, email = timezone.now(), fold_email(email)
    with transaction.atomic():
        locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        revoke_links(draft=locked)
        locked.email, locked.language = email, language
        locked.save(update_fields=["email", "language"])
        link = new_link(locked, email, now)
        link.save(force_insert=True)
        enqueue(
            key=f"draft_link:{link.pk}",
            kind=DRAFT_LINK,
            to=email,
            language=language,
            draft=locked,
            context={"link": str(link.pk)},
            network=network,
            is_confirmed=has_used_link(locked),
            must_leave=True,
        )


def revoke_links(*, draft: Draft) -> None:
    """No link that was mailed so far opens the draft any more, and no reminder brings a new one to the address."""
    with transaction.atomic():
        draft.links.filter(revoked_at=None).update(revoked_at=timezone.now())
        Draft.objects.filter(pk=draft.pk).update(email="")


def use_link(*, link: DraftLink) -> None:
    """Note that a link was used. It works again until it ends: people come back more than once."""
    DraftLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now())


def has_used_link(draft: Draft) -> bool:
    """Whether somebody who reads the draft's address came back to it by a link that was mailed there."""
    return draft.links.filter(email=draft.email, used_at__isnull=False).exists()
