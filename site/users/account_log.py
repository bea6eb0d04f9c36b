"""What happens to accounts goes into the log: who came and left, whose password or address was changed."""

import logging

from django.contrib.auth.signals import user_logged_out

from users.models import User
from users.sign_in import begin_anew
from users.signals import address_changed, password_changed

logger = logging.getLogger("users.accounts")


def note_sign_out(user: User, **_kwargs: object) -> None:
    if user:
        logger.info("Signed out: account %s", user.pk)


def note_password(user: User, **_kwargs: object) -> None:
    begin_anew(user.email)
    logger.info("Password set: account %s", user.pk)


def note_address(user: User, **_kwargs: object) -> None:
    logger.info("Address changed: account %s", user.pk)


def listen() -> None:
    user_logged_out.connect(note_sign_out, dispatch_uid="users.note_sign_out")
    password_changed.connect(note_password, dispatch_uid="users.note_password")
    address_changed.connect(note_address, dispatch_uid="users.note_address")
