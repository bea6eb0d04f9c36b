"""Pictures of restricted collections: for who may see the collection, never in a shared cache."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from home.models import PortalImage
from portal import private_pictures
from tests.pictures import picture
from users.models import User

pytestmark = pytest.mark.django_db

OPEN = "max-age=31536000, public, immutable"


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    caches["renditions"].clear()
    private_pictures.forget()
    yield
    caches["renditions"].clear()
    private_pictures.forget()


@pytest.fixture
def collection() -> Collection:
    above = Collection.get_first_root_node().add_child(name="Above")
    return above.add_child(name="Minutes")


@pytest.fixture
def image(collection: Collection) -> PortalImage:
    image = picture(1)
    image.collection = collection
    image.save()
    return image


@pytest.fixture
def url(image: PortalImage) -> str:
    return str(image.get_rendition("width-10").url)


def restrict(collection: Collection, kind: str, **fields: Any) -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, **fields)


def person(email: str, *groups: Group) -> Client:
    user = User.objects.create_user(email=email, password="x")
    user.groups.set(groups)
    client = Client()
    client.force_login(user)
    return client


def get(client: Client, url: str) -> Any:
    """The answer, read to its end so that its file is closed."""
    response: Any = client.get(url)
    if response.streaming:
        response.getvalue()
    return response


def caching(response: Any) -> set[str]:
    return {part.strip() for part in response.headers["Cache-Control"].split(",")}


def assert_seen(client: Client, url: str) -> None:
    response = get(client, url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/png"
    assert {"private", "no-cache"} <= caching(response)
    assert not {"public", "immutable"} & caching(response)
    assert "Cookie" in response.headers["Vary"]


def assert_not_seen(client: Client, url: str, status: int = 302) -> Any:
    response = get(client, url)
    assert response.status_code == status
    assert not response.headers["Content-Type"].startswith("image/")
    assert "no-store" in caching(response)
    return response


def test_a_picture_for_who_is_signed_in(client: Client, collection: Collection, url: str) -> None:
    assert set(OPEN.split(", ")) == caching(get(client, url))
    restrict(collection, "login")
    refused = assert_not_seen(client, url)
    assert "login" in refused.url
    assert_seen(person("ada@example.org"), url)


def test_a_picture_for_a_group_below_a_restricted_collection(client: Client, collection: Collection, url: str) -> None:
    group = Group.objects.create(name="Committee")
    restrict(collection.get_parent(), "groups").groups.add(group)
    assert_not_seen(client, url)
    assert_not_seen(person("stranger@example.org"), url)
    assert_seen(person("member@example.org", group), url)


def test_a_picture_behind_a_password(client: Client, collection: Collection, url: str) -> None:
    restriction = restrict(collection, "password", password="sesame")
    html = assert_not_seen(client, url, 200).content.decode()
    assert "<form" in html
    address = f"/documents/authenticate_with_password/{restriction.pk}/"
    assert address in html
    opened = client.post(address, {"password": "sesame", "return_url": url})
    assert (opened.status_code, opened.url) == (302, url)
    assert_seen(client, url)
    assert_not_seen(Client(), url, 200)


def test_staff_who_work_with_the_pictures_see_them(collection: Collection, url: str) -> None:
    restrict(collection, "password", password="sesame")
    group = Group.objects.create(name="Picture desk")
    choose = Permission.objects.get(content_type__app_label="wagtailimages", codename="choose_image")
    GroupCollectionPermission.objects.create(group=group, collection=collection, permission=choose)
    assert_seen(person("editor@example.org", group), url)
    assert_not_seen(person("other@example.org"), url, 200)


def test_open_pictures_cost_no_query(
    client: Client, collection: Collection, url: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = picture(2).get_rendition("width-10").url
    get(client, other)
    with django_assert_num_queries(0):
        response = get(client, other)
    assert set(OPEN.split(", ")) == caching(response)
    assert "Cookie" not in response.headers.get("Vary", "")
    restrict(collection, "login")
    get(client, other)
    with django_assert_num_queries(0):
        assert set(OPEN.split(", ")) == caching(get(client, other))


def test_a_change_by_another_process_is_seen_after_some_seconds(
    client: Client, collection: Collection, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert get(client, url).status_code == 200
    CollectionViewRestriction.objects.bulk_create(  # without a signal, as elsewhere
        [CollectionViewRestriction(collection=collection, restriction_type="login")]
    )
    assert get(client, url).status_code == 200
    later = private_pictures.time.monotonic() + private_pictures.SEEN_AFTER
    monkeypatch.setattr(private_pictures, "_now", lambda: later)
    assert_not_seen(client, url)


def test_a_picture_that_moves_into_a_restricted_collection(client: Client, collection: Collection, url: str) -> None:
    restrict(collection, "login")
    image = PortalImage.objects.get()
    for place, expected in ((Collection.get_first_root_node(), 200), (collection, 302)):
        image.collection = place
        image.save()
        assert get(client, url).status_code == expected


@pytest.mark.parametrize("spelling", ["/media/images//{}", "/media/./images/{}", "/media/images/x/../{}"])
def test_no_spelling_of_the_address_leads_round_the_question(
    client: Client, collection: Collection, url: str, spelling: str
) -> None:
    restrict(collection, "login")
    assert get(client, spelling.format(url.rpartition("/")[2])).status_code in (302, 404)


def test_originals_have_no_address(client: Client, image: PortalImage) -> None:
    assert get(client, f"/media/{image.file.name}").status_code == 404
