"""System checks for a deployment."""

from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from applications.mail.back_ends import keeps_mails
from users.models import User


def demo_accounts_are_gone(**_kwargs: object) -> list[checks.CheckMessage]:
    """The demo's accounts have a public password. They cannot sign in outside a demo, but do not belong there."""
    if settings.DEMO:
        return []
    try:
        count = User.objects.filter(is_demo=True).count()
    except DatabaseError:
        return []
    if not count:
        return []
    message = f"This database holds {count} demonstration accounts."
    return [checks.Warning(message, hint="Delete them; outside a demonstration they cannot sign in.", id="portal.W001")]


def mails_are_sent(**_kwargs: object) -> list[checks.CheckMessage]:
    """The worker refuses such a back end; the check says so before it is started."""
    if not keeps_mails():
        return []
    message = f"{settings.EMAIL_BACKEND} sends no e-mail."
    return [checks.Error(message, hint="Name a mail server by EMAIL_URL, as in smtp://localhost:25.", id="portal.E001")]


def register_checks() -> None:
    checks.register(demo_accounts_are_gone, checks.Tags.security, deploy=True)
    checks.register(mails_are_sent, checks.Tags.security, deploy=True)
