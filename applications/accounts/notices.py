"""What the owner of an account is told of it: that its address or its password is another one now.

Whoever took an account over changes both. Its owner hears of it at the address that they had.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.dossiers.staff_notices import language_of_person
from applications.mail.kinds import Facts, MailKind
from applications.mail.outbox import enqueue
from applications.models import OutgoingEmail
from home.addresses import absolute
from users.models import User

BY_RECIPIENT = "account notice by recipient"
"""The limit of these mails: whoever signs in could give themselves the addresses of others, one after the other."""


def _address(email: OutgoingEmail) -> Facts:
    return {"subject": _("The e-mail address of your account was changed"), "at": email.created_at}


def _password(email: OutgoingEmail) -> Facts:
    return {
        "subject": _("The password of your account was changed"),
        "at": email.created_at,
        "link": absolute(reverse("wagtailadmin_password_reset")),
    }


ADDRESS_CHANGED = MailKind(
    code="account_address",
    label=gettext_lazy("an account has another address"),
    compose=_address,
    limit=BY_RECIPIENT,
    is_for_staff=True,
)
PASSWORD_CHANGED = MailKind(
    code="account_password",
    label=gettext_lazy("an account has another password"),
    compose=_password,
    limit=BY_RECIPIENT,
    is_for_staff=True,
)


def tell_of_address(user: User, before: str, **_more: object) -> None:
    """Write to the address that the account had until now, inside the transaction of the change."""
    _tell(user, ADDRESS_CHANGED, before)


def tell_of_password(user: User, **_more: object) -> None:
    """Write to the account's address, inside the transaction of the change."""
    _tell(user, PASSWORD_CHANGED, user.email)


def _tell(user: User, kind: MailKind, to: str) -> None:
    with transaction.atomic():
        enqueue(
            key=f"{kind.code}:{user.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
            kind=kind,
            to=to,
            language=language_of_person(user),
        )
