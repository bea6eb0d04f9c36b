"""Who may sign in."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from users.models import User
from users.sign_in import MustWaitError, account_opened, begin
from users.throttle import client_network

logger = logging.getLogger("users.sign_in")


class EmailBackend(ModelBackend):
    """E-mail and password. The demo's accounts, whose password is public, are refused outside a demo."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        """The account, at whichever door; None when it is another password.

        Every try that comes with a request is counted and logged. Raises ``PermissionDenied`` when none may be made
        now: no other backend is asked then, and ``request.sign_in_wait`` says how many seconds it is until one may.
        """
        email = username or kwargs.get(User.USERNAME_FIELD) or ""
        if request is None:
            return super().authenticate(request, email, password)
        try:
            attempt = begin(opened=account_opened(email), network=client_network(request))
        except MustWaitError as refusal:
            request.sign_in_wait = refusal.seconds  # type: ignore[attr-defined]
            log_sign_in(request, f"not tried, {refusal.seconds} s to wait", account_named(email))
            raise PermissionDenied from None
        user = super().authenticate(request, email, password)
        if user:
            attempt.succeeded()
        log_sign_in(request, "succeeded" if user else "failed", user or account_named(email))
        return user

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)


def account_named(email: str) -> User | None:
    try:
        return User.objects.get_by_natural_key(email)
    except (User.DoesNotExist, ValueError):
        return None


def log_sign_in(request: HttpRequest, outcome: str, user: User | None) -> None:
    """What came of a try, where and from where. What was typed is not told: people type passwords into any field."""
    account = f"account {user.pk}" if user else "no account"
    level = logging.INFO if outcome == "succeeded" else logging.WARNING
    logger.log(level, "Sign-in %s: %s at %s from %s", outcome, account, request.path, client_network(request))
