import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from applications.models import Call
from users.models import User
from users.roles import ROLE_LABELS, Role, role_label, setup_roles


@pytest.fixture
def roles(db: None) -> None:
    setup_roles()


def member(role: Role) -> User:
    user = User.objects.create_user(f"{role.name.lower()}@example.org", "x")
    user.groups.add(Group.objects.get(name=role))
    return user


def rights() -> dict[str, tuple[int, int, int]]:
    return {
        group.name: (group.permissions.count(), group.page_permissions.count(), group.collection_permissions.count())
        for group in Group.objects.all()
    }


def test_doing_it_again_changes_nothing(roles: None) -> None:
    before = rights()
    setup_roles()

    assert rights() == before
    assert set(before) == set(Role)


def test_what_was_granted_by_hand_stays(roles: None) -> None:
    extra = Permission.objects.get(content_type__app_label="users", codename="view_user")
    Group.objects.get(name=Role.COMMITTEE).permissions.add(extra)
    setup_roles()

    assert member(Role.COMMITTEE).has_perm("users.view_user")


@pytest.mark.parametrize("role", list(Role))
def test_every_role_enters_the_admin(roles: None, client: Client, role: Role) -> None:
    client.force_login(member(role))

    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_only_editors_and_administrators_write_pages(roles: None, role: Role) -> None:
    may_write = role in {Role.ADMINISTRATORS, Role.EDITORS}
    permissions = Page.get_first_root_node().permissions_for_user(member(role))

    assert permissions.can_add_subpage() is may_write
    assert permissions.can_publish_subpage() is may_write
    assert member_has(role, "wagtailimages.delete_image", "home.add_organisation") is may_write


def member_has(role: Role, *names: str) -> bool:
    user = User.objects.get(email=f"{role.name.lower()}@example.org")
    return any(user.has_perm(name) for name in names)


def test_editors_do_not_manage_people(roles: None, client: Client) -> None:
    client.force_login(member(Role.EDITORS))

    assert client.get(reverse("wagtailusers_users:index")).status_code in {302, 403}


READERS = {Role.ADMINISTRATORS: True, Role.EDITORS: False, Role.MODERATORS: True, Role.COMMITTEE: True}


@pytest.mark.parametrize(("role", "reads"), READERS.items())
def test_who_reads_applications(roles: None, role: Role, reads: bool) -> None:
    assert member(role).has_perm("applications.view_application") is reads


def test_roles_are_shown_by_label_and_other_groups_by_name(roles: None) -> None:
    group = Group.objects.get(name=Role.EDITORS)
    with translation.override("en"):
        assert role_label(group) == str(group) == str(ROLE_LABELS[Role.EDITORS])
    assert str(Group(name="Friends")) == "Friends"


def test_a_group_that_handles_a_call_stays_and_the_call_is_named(roles: None, client: Client) -> None:
    group = Group.objects.create(name="Fund")
    Call.objects.create(code="fund", title_fr="Fonds", title_en="Fund for ideas", moderators=group)
    client.force_login(User.objects.create_superuser("root@example.org", "a long enough password"))
    response = client.post(reverse("wagtailusers_groups:delete", args=(group.pk,)), follow=True)
    assert Group.objects.filter(pk=group.pk).exists()
    assert "Fonds" in response.content.decode() or "Fund for ideas" in response.content.decode()


def test_moderators_submit_no_translation(roles: None) -> None:
    """Wagtail-localize's own migration gives it to a group of that name."""
    for role in (Role.MODERATORS, Role.EDITORS):
        member(role)
    assert not member_has(Role.MODERATORS, "wagtail_localize.submit_translation")
    assert member_has(Role.EDITORS, "wagtail_localize.submit_translation")
