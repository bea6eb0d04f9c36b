"""Where mails go. A server that keeps them for itself would mark as sent what nobody ever gets."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEEPING = frozenset(
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "filebased", "locmem", "dummy")
)


def keeps_mails() -> bool:
    """Whether the mail back end sends nothing, where it should: neither in a demonstration nor in development."""
    return settings.EMAIL_BACKEND in KEEPING and not settings.DEMO and not settings.DEVELOPMENT


def require_mail_server() -> None:
    """Raise ``ImproperlyConfigured`` where mails would be kept instead of sent."""
    if keeps_mails():
        raise ImproperlyConfigured(
            f"{settings.EMAIL_BACKEND} sends no e-mail: name a mail server by EMAIL_URL, as in smtp://localhost:25."
        )
