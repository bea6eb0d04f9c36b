"""Blocks as they are stored, with ids that are the same at every load.

A question's answers and a session's dates hang on the id of its block, so ids are derived from the place of a block:
the page, the field, then the name of the block, or its position where it has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model

NAMESPACE = UUID("0b4d7a4e-6c1f-4f5d-9a0e-3d1d6b7f2c58")


@dataclass(frozen=True)
class Block:
    kind: str
    value: Any
    name: str = ""


def fixed_id(path: str) -> UUID:
    return uuid5(NAMESPACE, path)


def stored(value: object, path: str) -> object:
    """A value as the JSON of a StreamField: blocks with their ids, snippets and pages as primary keys."""
    if isinstance(value, _Table):
        return value
    if isinstance(value, list):
        return [_stored_block(block, f"{path}/{block.name or f'{block.kind}-{n}'}") for n, block in enumerate(value)]
    if isinstance(value, dict):
        return {key: stored(part, f"{path}/{key}") for key, part in value.items()}
    if isinstance(value, date | time):
        return value.isoformat()
    return value.pk if isinstance(value, Model) else value


def _stored_block(block: Block, path: str) -> dict[str, object]:
    return {"type": block.kind, "value": stored(block.value, path), "id": str(fixed_id(path))}


def items(*values: object) -> list[Block]:
    """The items of a list inside a block."""
    return [Block("item", value) for value in values]


def heading(text: str) -> Block:
    return Block("heading", {"text": text})


def rich_text(html: str) -> Block:
    return Block("rich_text", html)


def callout(title: str, text: str) -> Block:
    return Block("callout", {"title": title, "text": text})


def questions(title: str, *pairs: tuple[str, str]) -> Block:
    asked = items(*({"question": question, "answer": answer} for question, answer in pairs))
    return Block("questions", {"title": title, "questions": asked})


def call_to_action(title: str, text: str, button: str, page: Model) -> Block:
    return Block("call_to_action", {"title": title, "text": text, "link": page_link(button, page)})


def page_link(label: str, page: Model) -> dict[str, object]:
    return {"label": label, "page": page, "url": ""}


def web_link(label: str, url: str) -> dict[str, object]:
    return {"label": label, "page": None, "url": url}


def key_figures(title: str, *figures: tuple[str, str]) -> Block:
    shown = items(*({"figure": figure, "label": label} for figure, label in figures))
    return Block("key_figures", {"title": title, "figures": shown})


def steps(title: str, introduction: str, *lines: tuple[str, str]) -> Block:
    return Block("steps", {"title": title, "introduction": introduction, "steps": items(*map(step, lines))})


def step(line: tuple[str, str]) -> dict[str, str]:
    return {"title": line[0], "text": line[1]}


def point(title: str, text: str) -> Block:
    return Block("point", {"title": title, "text": text})


def table(caption: str, headings: Sequence[str], *rows: Sequence[str]) -> Block:
    columns = [{"type": "text", "heading": text} for text in headings]
    return Block("table", _Table(caption=caption, columns=columns, rows=[{"values": list(row)} for row in rows]))


class _Table(dict[str, Any]):
    """Stored as it is: the rows and cells of a table have no ids."""


def partners(title: str, introduction: str, *organisations: Model) -> Block:
    value = {"title": title, "introduction": introduction, "organisations": items(*organisations)}
    return Block("partners", value)


def people(title: str, *persons: Model) -> Block:
    return Block("people", {"title": title, "people": items(*persons)})


def contact(title: str, text: str, *, person: Model | None = None, organisation: Model | None = None) -> Block:
    return Block("contact", {"title": title, "person": person, "organisation": organisation, "text": text})


def embed(title: str, url: str, provider: str, text: str) -> Block:
    return Block("embed", {"title": title, "url": url, "provider": provider, "text": text, "image": None})


def offers(title: str, number: int) -> Block:
    return Block("offers", {"title": title, "number": number})


def events(title: str, number: int, offer: Model | None = None) -> Block:
    return Block("events", {"title": title, "page": offer, "number": number, "include_past": True})


def open_calls(title: str, introduction: str, number: int) -> Block:
    return Block("open_calls", {"title": title, "introduction": introduction, "number": number})


def organisations(*chosen: Model) -> list[Block]:
    """A field that is a list of organisations."""
    return [Block("organisation", organisation) for organisation in chosen]
