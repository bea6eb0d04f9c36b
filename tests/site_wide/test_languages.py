"""No text of one language on the other's pages."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from wagtail.models import Page

from home.locales import locale_for
from home.models import Organisation, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

# What is written alike in French and in English, or is a name.
ALIKE = {"La Trame", "Menu", "Contact", "Questions", "PIVO", "Date", "Dates", "Festival", "minutes"}


class Texts(HTMLParser):
    """Collects what a person reads or hears: text, labels, alternatives. Parts in a named language are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.foreign = 0
        self.mute = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.foreign and tag not in ("br", "img", "input", "meta", "link", "path"):
            self.foreign += 1
        elif "lang" in given and tag != "html":
            self.foreign = 1
        self.mute += tag in ("script", "style")
        if not self.foreign:
            for name in ("alt", "aria-label", "title", "placeholder"):
                self.add(given.get(name) or "")
            if given.get("name") == "description" or str(given.get("property", "")).startswith("og:description"):
                self.add(given.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.foreign = max(self.foreign - 1, 0)
        self.mute -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.foreign and not self.mute:
            self.add(data)

    def add(self, text: str) -> None:
        text = " ".join(text.split())
        if len(re.findall(r"[^\W\d_]", text)) > 3:
            self.found.add(text)


def texts(client: Client, path: str) -> set[str]:
    parser = Texts()
    parser.feed(client.get(path).content.decode())
    return parser.found


def names() -> set[str]:
    found: set[str] = set(ALIKE)
    for model in (Organisation, Person):
        for item in model.objects.all():
            found |= {str(getattr(item, name)) for name in ("name", "email", "phone", "url") if hasattr(item, name)}
    return found


def is_alike(text: str, known: set[str]) -> bool:
    """Names, addresses and numbers: what remains once they are taken away has no word."""
    for name in sorted(filter(None, known), key=len, reverse=True):
        text = text.replace(name, " ")
    text = re.sub(r"\S+@\S+|https?://\S+|\S+\.(?:com|org|fr|net)\S*", " ", text)
    return not re.search(r"[^\W\d_]{3,}", text)


def twins() -> list[tuple[str, str]]:
    pages = Page.objects.live().filter(depth__gt=1, locale__language_code="fr").order_by("path")
    return [(page.url, page.get_translation(language("en")).url) for page in pages]


def language(code: str) -> object:
    return locale_for(code)


@pytest.mark.crawl
def test_twin_pages_share_no_words(client: Client) -> None:
    known, shared = names(), {}
    for french, english in [*twins(), ("/fr/search/?q=pivo", "/en/search/?q=pivo"), ("/fr/nowhere/", "/en/nowhere/")]:
        both = texts(client, french) & texts(client, english)
        strange = {text for text in both if not is_alike(text, known)}
        if strange:
            shared[english] = strange
    assert shared == {}
