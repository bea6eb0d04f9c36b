"""The person who asks: one who is signed in, or nobody."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from users.models import User
from users.signed_in import signed_in


def test_who_asks_is_a_user_or_refused() -> None:
    request = RequestFactory().get("/")
    request.user = User(email="ada@example.org")
    assert signed_in(request) is request.user
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        signed_in(request)
