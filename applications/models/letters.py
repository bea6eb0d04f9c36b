"""Letters: the texts of mails to applicants, where a call says them in its own words."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.calls import Call
from applications.models.occasions import letter_choices


class Letter(models.Model):
    """The words of one call for one occasion in one language; without it those of the catalogues are used.

    Words in braces stand for facts of the dossier: ``mail.kinds.known_variables`` lists them.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="letters", verbose_name=_("call"))
    occasion = models.CharField(_("occasion"), max_length=40, choices=letter_choices)
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
