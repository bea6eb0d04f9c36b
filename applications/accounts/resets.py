"""Links by which people who sign in set a new password, when they do not know theirs any more.

Whoever asks does not learn whether there is such an account, neither by the answer nor by the time that it takes: a row
of the outbox is written for each address that is typed, and the worker looks whether it is that of an account. The link
is made when the mail is, with Django's own token: it ends when it was used, after ``PASSWORD_RESET_TIMEOUT`` seconds,
and with the next sign-in.
"""

import logging
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import PasswordResetForm

from applications.mail.composing import NotNeededError
from applications.mail.kinds import Facts, MailKind
from applications.mail.limits import TooManyMailsError
from applications.mail.outbox import enqueue
from applications.models import OutgoingEmail
from home.addresses import absolute
from users.backends import EmailBackend
from users.email_addresses import fold_email
from users.models import User
from users.throttle import client_network

logger = logging.getLogger("users.accounts")


def _mail(email: OutgoingEmail) -> Facts:
    good_for = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    if email.created_at + good_for < timezone.now():
        raise NotNeededError(gettext_noop("It was asked for too long ago."))
    user = User.objects.filter(email=fold_email(email.to)).first()
    if user is None or not EmailBackend().user_can_authenticate(user) or not user.has_usable_password():
        logger.info("Password reset: no account that can sign in")
        raise NotNeededError(gettext_noop("No account that can sign in has this address."))
    logger.info("Password reset: a link is made for account %s", user.pk)
    number = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    link = absolute(reverse("wagtailadmin_password_reset_confirm", args=(number, token)))
    return {
        "subject": _("A new password"),
        "link": link,
        "ends_at": timezone.localtime(timezone.now() + good_for),
        "secrets": (link,),
    }


PASSWORD_RESET = MailKind(
    code="password_reset",
    label=gettext_lazy("link to a new password"),
    compose=_mail,
    limit="reset by recipient",
    is_for_staff=True,
    is_counted_as_typed=True,
)


def ask_for_reset(*, email: str, language: str, network: str) -> None:
    """Have a link mailed to an address if it is that of an account. Nothing is told, nor raised, if it is not.

    Beyond the limits of mails nothing is written: the links that left before are still good.
    """
    try:
        with transaction.atomic():
            enqueue(
                key=f"password_reset:{uuid.uuid4()}",
                kind=PASSWORD_RESET,
                to=email,
                language=language,
                network=network,
                must_leave=True,
            )
    except TooManyMailsError as refusal:
        logger.warning("Password reset: asked for too often, from %s; %s s to wait", network, refusal.seconds)
    else:
        logger.info("Password reset: asked for from %s", network)


class ResetForm(PasswordResetForm):
    """Takes the place of Wagtail's, wherever a password can be reset: it sends nothing itself."""

    def save(self, *_args: Any, request: HttpRequest, **_options: Any) -> None:
        language = get_language()
        ask_for_reset(
            email=self.cleaned_data["email"],
            language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
            network=client_network(request),
        )
