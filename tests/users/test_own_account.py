"""Who changes the address or the password of an account must know its password; superusers are left to superusers."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.site_wide.addresses import addresses
from users.models import User
from users.roles import Role, setup_roles
from users.sign_in import HERE
from users.signals import address_changed, password_changed
from users.views import AccountView, OwnNamePanel, OwnPasswordPanel

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
NEW = "quite another password"


@pytest.fixture(autouse=True)
def roles() -> None:
    setup_roles()


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root@example.org", PASSWORD, first_name="R", last_name="T")


@pytest.fixture
def admin() -> User:
    user = User.objects.create_user("admin@example.org", PASSWORD, first_name="A", last_name="D")
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATORS))
    return user


@pytest.fixture
def heard() -> Any:
    said: list[tuple[str, str]] = []

    def note_address(user: User, before: str, **_more: Any) -> None:
        said.append((before, user.email))

    def note_password(user: User, **_more: Any) -> None:
        said.append(("password", user.email))

    address_changed.connect(note_address)
    password_changed.connect(note_password)
    yield said
    address_changed.disconnect(note_address)
    password_changed.disconnect(note_password)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def account(client: Client, user: User, **more: str) -> Any:
    posted = {"name_email-first_name": user.first_name, "name_email-last_name": user.last_name}
    posted |= {"name_email-email": user.email, "locale-preferred_language": "", "locale-current_time_zone": ""}
    posted |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    return client.post(reverse("wagtailadmin_account"), posted | more)


def test_another_address_needs_the_password(admin: User, heard: Any) -> None:
    client = signed_in(admin)
    for typed in ("", "wrong"):
        more = {"name_email-email": "new@example.org", "name_email-current_password": typed}
        response = account(client, admin, **more)
        assert response.status_code == 200
        assert b"This is not your password." in response.content or "mot de passe" in response.content.decode()
    admin.refresh_from_db()
    assert (admin.email, heard) == ("admin@example.org", [])

    more = {"name_email-email": "New@example.org", "name_email-current_password": PASSWORD}
    assert account(client, admin, **more).status_code == 302
    assert User.objects.get(pk=admin.pk).email == "new@example.org"
    assert heard == [("admin@example.org", "new@example.org")]


def test_the_rest_of_the_account_needs_none(admin: User, heard: Any) -> None:
    client = signed_in(admin)
    more = {"name_email-first_name": "Ada", "name_email-email": "ADMIN@example.org"}
    assert account(client, admin, **more).status_code == 302
    admin.refresh_from_db()
    assert (admin.first_name, admin.email, heard) == ("Ada", "admin@example.org", [])


def test_another_password_needs_the_one_before(admin: User, heard: Any) -> None:
    client = signed_in(admin)
    new = {"password-new_password1": NEW, "password-new_password2": NEW}
    for typed in ("", "wrong"):
        assert account(client, admin, **new, **{"password-old_password": typed}).status_code == 200
    assert heard == []
    assert account(client, admin, **new, **{"password-old_password": PASSWORD}).status_code == 302
    assert User.objects.get(pk=admin.pk).check_password(NEW)
    assert heard == [("password", "admin@example.org")]
    assert client.get(reverse("wagtailadmin_account")).status_code == 200


def test_who_found_an_open_session_guesses_as_slowly_as_anybody(admin: User) -> None:
    client = signed_in(admin)
    more = {"name_email-email": "thief@example.org"}
    for number in range(HERE.free + 1):
        account(client, admin, **more, **{"name_email-current_password": f"guess {number}"})
    refused = account(client, admin, **more, **{"name_email-current_password": PASSWORD})
    assert refused.status_code == 200
    assert User.objects.get(pk=admin.pk).email == "admin@example.org"


def user_fields(user: User, **more: Any) -> dict[str, Any]:
    fields = {"email": user.email, "first_name": user.first_name, "last_name": user.last_name, "is_active": "on"}
    fields["groups"] = [str(group.pk) for group in user.groups.all()]
    return fields | more


def test_the_list_of_people_is_no_way_around(admin: User, heard: Any) -> None:
    """Wagtail's screen for managing people shows one's own account too, and asks for no password."""
    client = signed_in(admin)
    address = reverse("wagtailusers_users:edit", args=(admin.pk,))
    assert client.get(address).status_code == 200
    more = {"email": "new@example.org", "password1": NEW, "password2": NEW, "first_name": "Ada"}
    assert client.post(address, user_fields(admin, **more)).status_code == 302
    again = User.objects.get(pk=admin.pk)
    assert (again.email, again.first_name, heard) == ("admin@example.org", "Ada", [])
    assert again.check_password(PASSWORD)


def test_those_whom_an_administrator_changes_are_heard_of(admin: User, heard: Any) -> None:
    other = User.objects.create_user("other@example.org", PASSWORD, first_name="O", last_name="P")
    more = {"email": "mine@example.org", "password1": NEW, "password2": NEW}
    address = reverse("wagtailusers_users:edit", args=(other.pk,))
    assert signed_in(admin).post(address, user_fields(other, **more)).status_code == 302
    assert heard == [("other@example.org", "mine@example.org"), ("password", "mine@example.org")]


def bulk(client: Client, action: str, *users: User, **posted: str) -> Any:
    query = "&".join(f"id={user.pk}" for user in users)
    return client.post(f"/admin/bulk/users/user/{action}/?next=/admin/users/&{query}", posted)


def test_an_administrator_touches_no_superuser(admin: User, root: User) -> None:
    client = signed_in(admin)
    edit = reverse("wagtailusers_users:edit", args=(root.pk,))
    taken = {"email": "taken@example.org", "password1": NEW, "password2": NEW}
    assert client.get(edit).status_code == 302
    client.post(edit, user_fields(root, **taken))
    client.post(reverse("wagtailusers_users:delete", args=(root.pk,)))
    editors = Group.objects.get(name=Role.EDITORS)
    bulk(client, "assign_role", root, role=str(editors.pk))
    bulk(client, "set_active_state", root, mark_as_active="False")
    bulk(client, "delete", root)
    again = User.objects.get(pk=root.pk)
    assert (again.email, again.is_active, again.is_superuser) == ("root@example.org", True, True)
    assert again.check_password(PASSWORD)
    assert not again.groups.exists()
    listing = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert edit not in listing


def test_no_screen_for_people_changes_a_superuser(admin: User, root: User) -> None:
    """All addresses of Wagtail's user screens, and its actions on many, one by one and on all at once."""
    client, before = signed_in(admin), User.objects.filter(pk=root.pk).values().get()
    routes = [one for one in addresses() if one.name.startswith("wagtailusers_users:")]
    paths = [one.filled({"pk": str(root.pk)}) for one in routes]
    actions = [one.action_type for one in bulk_action_registry.get_bulk_actions_for_model("users", "user")]
    paths += [f"/admin/bulk/users/user/{name}/?next=/&id={which}" for name in actions for which in (root.pk, "all")]
    assert len(routes) >= 7
    assert {"delete", "assign_role", "set_active_state"} <= set(actions)
    editors = Group.objects.get(name=Role.EDITORS)
    posted = user_fields(root, email="taken@example.org", password1=NEW, password2=NEW, groups=[str(editors.pk)])
    posted |= {"role": str(editors.pk), "mark_as_active": "False"}
    posted.pop("is_active")
    for path in paths:
        client.get(path)
        client.post(path, posted)
    assert User.objects.filter(pk=root.pk).values().get() == before
    assert not root.groups.exists()


def test_every_panel_of_the_account_that_holds_a_key_to_it_asks_for_the_password(rf: Any, admin: User) -> None:
    """Whatever panels packages add: none but ours has an address or a password."""
    request = rf.get("/")
    request.user = admin
    view = AccountView()
    view.setup(request)
    holding = {
        type(panel)
        for panel in view.get_panels()
        if {"email", "password", "new_password1", "password1"} & set(panel.get_form().fields)
    }
    assert holding == {OwnNamePanel, OwnPasswordPanel}


def test_a_superuser_may(root: User) -> None:
    other = User.objects.create_superuser("other@example.org", PASSWORD, first_name="O", last_name="P")
    client = signed_in(root)
    edit = reverse("wagtailusers_users:edit", args=(other.pk,))
    assert client.post(edit, user_fields(other, first_name="Olga", is_superuser="on")).status_code == 302
    bulk(client, "set_active_state", other, mark_as_active="False")
    other.refresh_from_db()
    assert (other.first_name, other.is_active, other.is_superuser) == ("Olga", False, True)


def test_the_actions_on_many_still_work_on_others(admin: User) -> None:
    other = User.objects.create_user("other@example.org", PASSWORD)
    editors = Group.objects.get(name=Role.EDITORS)
    client = signed_in(admin)
    bulk(client, "assign_role", other, role=str(editors.pk))
    bulk(client, "set_active_state", other, mark_as_active="False")
    other.refresh_from_db()
    assert (list(other.groups.all()), other.is_active) == ([editors], False)


def test_only_superusers_make_superusers(admin: User, root: User) -> None:
    other = User.objects.create_user("other@example.org", PASSWORD, first_name="O", last_name="P")
    client = signed_in(admin)
    edit = reverse("wagtailusers_users:edit", args=(other.pk,))
    assert client.post(edit, user_fields(other, is_superuser="on")).status_code == 302
    new = user_fields(User(email="new@example.org", first_name="N", last_name="E", pk=0), groups=[])
    new |= {"password1": NEW, "password2": NEW, "is_superuser": "on"}
    assert client.get(reverse("wagtailusers_users:add")).status_code == 200
    assert client.post(reverse("wagtailusers_users:add"), new).status_code == 302
    assert set(User.objects.filter(is_superuser=True)) == {root}


def test_a_stronger_hash_of_the_same_password_is_no_change(admin: User, heard: Any, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    assert Client().login(username=admin.email, password=PASSWORD)
    assert User.objects.get(pk=admin.pk).password.startswith("pbkdf2")
    assert heard == []
