"""The outbox: every mail that leaves is a row first, written in the transaction that makes it due."""

import uuid
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models.applications import Application
from applications.models.drafts import Draft
from applications.models.occasions import mail_choices
from users.models import User


class EmailStatus(models.TextChoices):
    """``UNCERTAIN``: the sending was cut short, and is tried again. ``DROPPED``: the occasion had passed.

    ``WITHHELD``: it would have been one mail too many to its address, or because of one sender. Only staff send it.
    """

    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    UNCERTAIN = "uncertain", _("perhaps sent")
    FAILED = "failed", _("not sent")
    DROPPED = "dropped", _("no longer needed")
    WITHHELD = "withheld", _("withheld")


WAITING = (EmailStatus.QUEUED, EmailStatus.UNCERTAIN)
REPEATABLE = (EmailStatus.SENT, EmailStatus.FAILED, EmailStatus.UNCERTAIN, EmailStatus.WITHHELD)


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def visible_to(self, user: User) -> "OutgoingEmailQuerySet":
        """The mails that a person may see: moderators those of their dossiers, administrators all, a committee none."""
        if user.is_authenticated and user.is_active and user.is_administrator:
            return self
        return self.filter(application__in=Application.objects.handled_by(user))

    def repeatable(self) -> "OutgoingEmailQuerySet":
        """As ``is_repeatable`` says of one."""
        return self.filter(Q(status__in=REPEATABLE) | Q(status=EmailStatus.QUEUED, attempts__gt=0))

    def due(self, now: datetime) -> "OutgoingEmailQuerySet":
        return self.filter(status__in=WAITING, next_try_at__lte=now)

    def interrupted(self, now: datetime) -> "OutgoingEmailQuerySet":
        """Those whose sender has not said what came of it, and will not any more."""
        return self.filter(status=EmailStatus.SENDING, leased_until__lt=now)

    def late(self, since: datetime) -> "OutgoingEmailQuerySet":
        """Those that nobody has taken up. What waits for its next try is not late."""
        left = Q(status=EmailStatus.SENDING, leased_until__lt=since)
        return self.filter(Q(status__in=WAITING, next_try_at__lt=since) | left)


class OutgoingEmail(models.Model):
    """One mail. ``key`` names its occasion, so that no occasion mails twice; ``message_id`` stays the same at each try.

    The text is made when it is sent, from the application or the draft, in ``language``. What left is kept as
    ``sent_subject`` and ``sent_text``, for staff to read, without the addresses that let their holder in.
    ``paper`` is what a letter that its reader keeps says as a PDF, ``letters.paper.Paper`` as it was when the mail was
    last tried; empty for all other mails.
    ``is_uncertain`` stays true when a sending was cut short: the mail may have left once more than it should.
    ``attempts`` counts from the last time that it was put into the outbox. ``recipient`` and ``sender`` are hashes, by
    which mails are counted: of the mailbox, and of the network of the person who caused it, empty for staff and portal.
    """

    key = models.CharField(max_length=100, unique=True)
    occasion = models.CharField(_("occasion"), max_length=40, choices=mail_choices)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField(_("to"))
    recipient = models.CharField(max_length=64, blank=True, editable=False)
    sender = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    context = models.JSONField(default=dict)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, blank=True, related_name="emails")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="emails")
    status = models.CharField(_("state"), max_length=10, choices=EmailStatus.choices, default=EmailStatus.QUEUED)
    is_uncertain = models.BooleanField(_("perhaps sent twice"), default=False)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    error = models.TextField(_("reason"), blank=True)
    sent_subject = models.TextField(_("subject"), blank=True)
    sent_text = models.TextField(_("text"), blank=True)
    paper = models.JSONField(default=dict, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing e-mail")
        verbose_name_plural = _("outgoing e-mails")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["status", "next_try_at"], name="outbox_order"),
            models.Index(fields=["recipient", "created_at"], name="outbox_by_recipient"),
            models.Index(fields=["sender", "created_at"], name="outbox_by_sender", condition=~Q(sender="")),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def message_id_header(self) -> str:
        """By which a mailbox knows a mail that it has already."""
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        return f"<{self.message_id}@{host}>"

    @property
    def state(self) -> str:
        """For staff: what is known of it, and what is not."""
        if self.is_uncertain and self.status == EmailStatus.SENT:
            return gettext("sent, perhaps twice")
        if self.is_uncertain and self.status == EmailStatus.FAILED:
            return gettext("perhaps sent, not tried again")
        return str(self.get_status_display())

    @property
    def reason(self) -> str:
        """Why it did not leave: our own words in the reader's language, a mail server's as they came."""
        return gettext(self.error) if self.error else ""

    @property
    def is_withheld(self) -> bool:
        return self.status == EmailStatus.WITHHELD

    @property
    def is_on_paper(self) -> bool:
        """Whether its reader can have it as a PDF: it has left, or could not be delivered."""
        return bool(self.paper) and (self.sent_at is not None or self.status == EmailStatus.FAILED)

    @property
    def is_repeatable(self) -> bool:
        """Whether staff can have it sent again, or sooner. What was not tried yet is sent anyway."""
        return self.status in REPEATABLE or (self.status == EmailStatus.QUEUED and self.attempts > 0)
