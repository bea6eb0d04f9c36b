"""The robot check before an application is sent: django-recaptcha, without its traps.

Off unless the site has keys and an administrator switched it on. A third party's script is loaded only after the
applicant allowed it, and whatever comes of it, the application is taken: what was not passed is a mark “to check”.
"""

import logging
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode

from csp.constants import NONCE, SELF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_recaptcha.fields import ReCaptchaField
from django_recaptcha.widgets import ReCaptchaV3

from applications.models.protection import FormProtection, has_captcha_keys
from applications.models.suspicions import Suspicion

FIELD = "captcha"
ACTION = "submit"
LONGEST_TOKEN = 8192
PAUSE = 60.0  # seconds during which a service that failed is not asked again
OUTAGES = (OSError, HTTPException, ValueError, TypeError, KeyError, AttributeError, RecursionError)

logger = logging.getLogger(__name__)


class _Outage:
    ends_at = 0.0


_outage = _Outage()


class CaptchaInput(ReCaptchaV3):
    """A hidden field and what our own script needs. The library's template would load the third party's at once."""

    template_name = "django/forms/widgets/hidden.html"

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["type"] = self.input_type
        return context

    def build_attrs(
        self, base_attrs: dict[str, object], extra_attrs: dict[str, object] | None = None
    ) -> dict[str, object]:
        key = base_attrs["data-sitekey"]
        query = urlencode({"render": key, "hl": get_language() or settings.LANGUAGE_CODE})
        return {
            "autocomplete": "off",
            "data-key": key,
            "data-action": self.action,
            "data-script": f"https://{settings.RECAPTCHA_DOMAIN}/recaptcha/api.js?{query}",
            **(extra_attrs or {}),
        }


class CaptchaField(ReCaptchaField):
    """The library's field, but nobody must answer it, and an outage is an answer that is not valid."""

    def __init__(self, *, score: float) -> None:
        super().__init__(
            public_key=settings.RECAPTCHA_PUBLIC_KEY,
            private_key=settings.RECAPTCHA_PRIVATE_KEY,
            widget=CaptchaInput(action=ACTION, required_score=score),
        )
        self.required = False

    def get_remote_ip(self) -> str:
        """None is told. The library would look for one, and believe what the visitor says that it is."""
        return ""

    def validate(self, value: str) -> None:
        """Ask the service. Raises ``ValidationError`` for all that is not a clear yes, and no other error."""
        if not value or len(value) > LONGEST_TOKEN:
            raise ValidationError(self.error_messages["captcha_invalid"], code="captcha_invalid")
        try:
            super().validate(value)
        except OUTAGES as error:
            logger.warning("The robot check gave no answer: %r", error)
            raise ValidationError(self.error_messages["captcha_error"], code="captcha_error") from error


@dataclass(frozen=True)
class Captcha:
    """What the check page offers. ``input`` is the hidden field that the script fills in."""

    field: CaptchaField

    @property
    def input(self) -> SafeString:
        return self.field.widget.render(FIELD, None)


def current_captcha() -> Captcha | None:
    """The robot check, if it is switched on. No query on a site without keys, one on a site with keys."""
    if not has_captcha_keys():
        return None
    setting = FormProtection.objects.first()
    return Captcha(CaptchaField(score=setting.captcha_score)) if setting and setting.uses_captcha else None


def captcha_suspicion(request: HttpRequest) -> tuple[str, ...]:
    """The mark of an application that did not pass the check, empty when it passed or when there is none.

    Waits for a third party: call it outside of transactions.
    """
    captcha = current_captcha()
    if captcha is None or _passes(captcha.field, request.POST.get(FIELD, "")):
        return ()
    return (Suspicion.CAPTCHA,)


def _passes(field: CaptchaField, token: str) -> bool:
    if not token or time.monotonic() < _outage.ends_at:
        return False
    try:
        field.clean(token)
    except ValidationError as error:
        if getattr(error, "code", "") == "captcha_error":
            _outage.ends_at = time.monotonic() + PAUSE
        return False
    return True


def reset() -> None:
    """Forget an outage. For tests."""
    _outage.ends_at = 0.0


def let_in(response: HttpResponse, captcha: Captcha | None) -> HttpResponse:
    """Let this one page load the third party's script, once it is asked to."""
    if captcha:
        service = f"https://{settings.RECAPTCHA_DOMAIN}/recaptcha/"
        policy = {
            "script-src": [SELF, NONCE, service, "https://www.gstatic.com/recaptcha/"],
            "frame-src": [SELF, service, "https://recaptcha.google.com/recaptcha/"],
            "connect-src": [SELF, service],
        }
        setattr(response, "_csp_update", policy)  # noqa: B010 - what django-csp's decorators do
    return response
