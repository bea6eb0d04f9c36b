"""Forms of a page as a browser holds them: what their inputs contain, to be changed and posted."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

Inputs = dict[str, list[str]]


def inputs_of(html: str, form_id: str) -> Inputs:
    """What a browser posts of a form that nobody touches, buttons apart."""
    soup = BeautifulSoup(html, "html.parser")
    found: Inputs = {}
    for tag in soup.select(f"#{form_id} input, #{form_id} textarea, #{form_id} select"):
        if tag.get("name") and not tag.find_parent("template"):
            for value in _values(tag):
                found.setdefault(str(tag["name"]), []).append(value)
    return found


def _values(tag: Tag) -> list[str]:
    if tag.name == "textarea":
        text = tag.get_text()
        return [text.removeprefix("\r\n").removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")]
    if tag.name == "select":
        options = tag.select("option[selected]") or tag.select("option")[:1]
        return [str(option.get("value", option.get_text())) for option in options]
    kind = tag.get("type", "text")
    if kind in ("file", "submit", "button") or (kind in ("radio", "checkbox") and not tag.has_attr("checked")):
        return []
    return [str(tag.get("value", "on" if kind in ("radio", "checkbox") else ""))]


class OpenPage:
    """A page that is open in a browser; ``inputs`` are changed by whoever types."""

    def __init__(self, client: Client, address: str, form_id: str = "step", response: Any = None) -> None:
        self.client, self.address, self.form_id = client, address, form_id
        self.response = response or client.get(address)
        self.html = self.response.content.decode()
        self.inputs = inputs_of(self.html, form_id)

    def type(self, **values: str) -> None:
        self.inputs |= {name: [value] for name, value in values.items()}

    def press(self, go: str = "next", **more: str) -> Any:
        """Post the page; the answer as it came."""
        return self.client.post(self.address, {**self.inputs, "go": go, **more})

    def shown_after(self, go: str = "next", **more: str) -> "OpenPage":
        """The page that comes back, which is the same again."""
        return OpenPage(self.client, self.address, self.form_id, self.press(go, **more))
