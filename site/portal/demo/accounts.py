"""The demo's accounts. Their password is public, so they are flagged, and cannot sign in outside a demonstration."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from users.models import User
from users.roles import Role, setup_roles

PASSWORD = "la-trame"  # noqa: S105 - the README says it to everybody
ACCOUNTS: tuple[tuple[str, Role, str, str], ...] = (
    ("admin", Role.ADMINISTRATORS, "Administration", "fr"),
    ("editor", Role.EDITORS, "Editor", "en"),
    ("moderator", Role.MODERATORS, "Modération", "fr"),
    ("committee", Role.COMMITTEE, "Comité", "fr"),
)


class RealAccountError(Exception):
    """A demo address belongs to a real account, which the demo must not change."""


def load_accounts() -> None:
    """Make or reset the four accounts: their password, role and language. One hash serves them all."""
    setup_roles()
    password = make_password(PASSWORD)
    for name, role, first_name, language in ACCOUNTS:
        email = f"{name}@example.org"
        if User.objects.filter(email=email, is_demo=False).exists():
            raise RealAccountError(f"{email} exists and is no demo account: it was left alone, and nothing loaded.")
        user, _created = User.objects.update_or_create(
            email=email,
            defaults={
                "password": password,
                "first_name": first_name,
                "last_name": "(démo)" if language == "fr" else "(demo)",
                "is_demo": True,
                "is_active": True,
                "is_staff": role == Role.ADMINISTRATORS,
                "is_superuser": role == Role.ADMINISTRATORS,
            },
        )
        user.groups.set([Group.objects.get(name=role.value)])
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
