"""Letters: the texts of mails to applicants, where a call says them in its own words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call


class LetterOccasion(models.TextChoices):
    """The occasions whose text staff may write. Each is an ``Occasion`` of the outbox too."""

    RECEIPT = "receipt", _("receipt")
    CORRECTIONS = "corrections", _("corrections asked for")
    CORRECTION_REMINDER = "correction_reminder", _("reminder of corrections")
    MESSAGE = "message", _("message")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WAITING_LIST = "waiting_list", _("on the waiting list")
    PLACE_FREE = "place_free", _("a place is free")
    REOPENED = "reopened", _("reopened")
    WITHDRAWN = "withdrawn", _("withdrawal confirmed")
    REGISTERED = "registered", _("registration confirmed")
    PLACE_OFFERED = "place_offered", _("a place is offered")
    OFFER_LAPSED = "offer_lapsed", _("the offer of a place is over")
    SESSION_REMINDER = "session_reminder", _("reminder of a session")
    SESSION_CHANGED = "session_changed", _("a session has changed")


class Letter(models.Model):
    """The words of one call for one occasion in one language; without it those of the catalogues are used.

    Words in braces stand for facts of the dossier: ``letter_variables.VARIABLES`` lists them.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="letters", verbose_name=_("call"))
    occasion = models.CharField(_("occasion"), max_length=40, choices=LetterOccasion.choices)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("call", "occasion", "language")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "occasion", "language"],
                name="one_letter_per_occasion",
                violation_error_message=_("This call has a letter for this occasion in this language already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.call} – {self.get_occasion_display()} ({self.language})"
