"""The feed of new events, by what RFC 4287 requires."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.builders import Portal, publish
from tests.events.feed_addresses import feed
from tests.events.sessions import session

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def atom(client: Client, language: str = "en") -> ET.Element:
    """The feed, with what RFC 4287 requires of a feed and of each entry."""
    root = ET.fromstring(client.get(feed(language, "new_events")).content)
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1
            assert (part.findtext(f"{ATOM}{name}") or "").strip()
        assert [link.get("rel") for link in part.findall(f"{ATOM}link")].count("alternate") == 1
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [part.findtext(f"{ATOM}id") for part in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return root


def test_new_events_come_first_and_keep_their_ids(client: Client, portal: Portal) -> None:
    portal.event("en", "first", title="First")
    introduction = "Together & <b>bold</b>\x0c."
    second = portal.event(
        "en", "second", title="Second \x1b", introduction=introduction, sessions=[session("2030-01-14")]
    )
    portal.event("fr", "autre", title="Autre")
    root = atom(client)
    entries = list(root.iter(f"{ATOM}entry"))
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Second ", "First"]
    own = next(link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own.get("href") == f"http://testserver{feed('en', 'new_events')}"
    assert root.findtext(f"{ATOM}id") == "tag:testserver,2026:en/new-events"
    summary = entries[0].findtext(f"{ATOM}summary") or ""
    assert "&lt;b&gt;bold" in summary
    assert "2030" in summary
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "http://testserver/en/agenda/second/"
    before = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}published")) for entry in entries]
    second.title, second.slug = "Renamed", "renamed"
    publish(second)
    again = list(atom(client).iter(f"{ATOM}entry"))
    assert [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}published")) for entry in again] == before
    assert again[0].findtext(f"{ATOM}updated") > (entries[0].findtext(f"{ATOM}updated") or "")  # type: ignore[operator]


def test_a_feed_without_events_is_not_new_at_every_look(client: Client, portal: Portal) -> None:
    assert not list(atom(client).iter(f"{ATOM}entry"))
    etag = client.get(feed("en", "new_events"))["ETag"]
    assert client.get(feed("en", "new_events"), headers={"If-None-Match": etag}).status_code == 304
