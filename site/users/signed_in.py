"""Who is at work on the screens of staff."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from users.models import User


def signed_in(request: HttpRequest) -> User:
    """The person of a request that nobody makes without having signed in. Raises ``PermissionDenied`` for others."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
