"""Where accounts say what has happened to them, and the outbox what it mails of it."""

from applications.accounts.notices import ADDRESS_CHANGED, PASSWORD_CHANGED, tell_of_address, tell_of_password
from applications.accounts.resets import PASSWORD_RESET
from applications.mail.kinds import register_kinds
from users.signals import address_changed, password_changed


def open_doors() -> None:
    """Called once, when the app is ready."""
    register_kinds(PASSWORD_RESET, ADDRESS_CHANGED, PASSWORD_CHANGED)
    address_changed.connect(tell_of_address, dispatch_uid="accounts.tell_of_address")
    password_changed.connect(tell_of_password, dispatch_uid="accounts.tell_of_password")
