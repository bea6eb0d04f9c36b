"""Protection of the forms against robots: what an administrator may switch on."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_recaptcha.constants import TEST_PRIVATE_KEY, TEST_PUBLIC_KEY
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def has_captcha_keys() -> bool:
    """Whether the site has keys of its own. Those that everybody may try things with let every robot pass."""
    keys = settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY
    return all(keys) and TEST_PUBLIC_KEY not in keys and TEST_PRIVATE_KEY not in keys


@register_setting(icon="warning")
class FormProtection(BaseGenericSetting):
    """One row for the whole site, made when somebody first opens the screen; without it nothing is switched on."""

    uses_captcha = models.BooleanField(
        _("robot check"),
        default=False,
        help_text=_(
            "Offers Google’s reCAPTCHA before an application is sent. It is loaded only for those who allow it, as "
            "Google then learns their address and what they do on the page. Nobody is refused: without the check, or "
            "with a low score, an application is marked “to check”."
        ),
    )
    captcha_score = models.FloatField(
        _("lowest score that passes"),
        default=0.5,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
        help_text=_("From 0, surely a robot, to 1, surely a person."),
    )

    panels = [FieldPanel("uses_captcha"), FieldPanel("captcha_score")]
    for_administrators = True

    class Meta:
        verbose_name = _("protection against robots")
        verbose_name_plural = _("protection against robots")

    def clean(self) -> None:
        super().clean()
        if self.uses_captcha and not has_captcha_keys():
            message = _(
                "The site has no keys for it yet: whoever runs the server must set RECAPTCHA_PUBLIC_KEY and "
                "RECAPTCHA_PRIVATE_KEY."
            )
            raise ValidationError({"uses_captcha": message})
