"""What editors find in the admin."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import wagtail.admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, get_page_models

from home.blocks import BODY_BLOCKS, HOME_BLOCKS
from home.models import Organisation, PortalPage, SiteChrome
from tests.builders import Portal, staff
from users.roles import Role, setup_roles

ICONS = {path.stem for path in (Path(wagtail.admin.__file__).parent / "templates/wagtailadmin/icons").glob("*.svg")}
TYPES = [model for model in get_page_models() if issubclass(model, PortalPage)]


@pytest.fixture
def editor(db: None) -> Client:
    setup_roles()
    client = Client()
    client.force_login(staff("editor@example.org", Group.objects.get(name=Role.EDITORS)))
    return client


def blocks_of(block: Any) -> Iterator[Block]:
    yield block
    children = list(block.child_blocks.values()) if hasattr(block, "child_blocks") else []
    for child in [*children, *([block.child_block] if hasattr(block, "child_block") else [])]:
        yield from blocks_of(child)


@pytest.mark.parametrize("model", TYPES)
def test_every_block_has_an_icon_that_exists(model: type[PortalPage]) -> None:
    fields = [field for field in model._meta.get_fields() if isinstance(field, StreamField)]
    icons = {block.meta.icon for field in fields for block in blocks_of(field.stream_block)}

    assert icons <= ICONS


@pytest.mark.parametrize(("name", "block"), [*BODY_BLOCKS, *HOME_BLOCKS])
def test_every_block_of_the_chooser_has_a_group(name: str, block: Block) -> None:
    assert block.meta.group, name


@pytest.mark.parametrize("model", [model for model in TYPES if model.is_creatable])
def test_every_page_type_says_what_it_is_for(model: type[PortalPage]) -> None:
    with translation.override("fr"):
        assert model.get_page_description()


def test_there_is_one_index_of_offers_and_one_agenda(db: None) -> None:
    portal = Portal()
    for index in (portal.offers["fr"], portal.agendas["fr"]):
        assert not type(index).can_create_at(portal.homes["fr"])
    assert not any(model.can_create_at(portal.agendas["fr"]) for model in TYPES if model.__name__ != "EventPage")
    assert not Page.get_first_root_node().specific_class.can_create_at(portal.homes["fr"])


def test_editors_change_the_navigation_but_neither_double_nor_delete_it(editor: Client) -> None:
    add = reverse(SiteChrome.snippet_viewset.get_url_name("add"))
    assert editor.get(add).status_code == 200
    row = SiteChrome.objects.create(site_name="La Trame", locale=Locale.objects.get(language_code="fr"))
    listing = editor.get(reverse(SiteChrome.snippet_viewset.get_url_name("list")))
    edit, delete = (
        reverse(SiteChrome.snippet_viewset.get_url_name(name), args=(row.pk,)) for name in ("edit", "delete")
    )

    assert add not in listing.content.decode()
    assert editor.get(edit).status_code == 200
    for refused in (add, delete):
        assert editor.post(refused).status_code in (302, 403)
    assert SiteChrome.objects.count() == 1


def test_the_directory_says_the_language_of_each_row(editor: Client) -> None:
    for code in ("fr", "en"):
        Organisation.objects.create(name="Dynamo", locale=Locale.objects.get_or_create(language_code=code)[0])
    listing = editor.get(reverse(Organisation.snippet_viewset.get_url_name("list"))).content.decode()

    assert listing.count("Français") > 1
    assert listing.count("English") > 1
