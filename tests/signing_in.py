"""Staff who are signed in."""

from django.test import Client
from wagtail.users.models import UserProfile

from users.models import User


def log_in(user: User, language: str = "fr") -> Client:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    client = Client()
    client.force_login(user)
    return client
