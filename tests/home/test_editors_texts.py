"""What editors write goes through Wagtail's list of what a text may hold."""

import json
from io import BytesIO

import pytest
from defusedxml.common import EntitiesForbidden
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from willow.image import Image

BOMB = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'


def stored(text: str, url: str = "") -> str:
    """What the database keeps of a paragraph that the editor posts, linked as a whole where there is an address."""
    ranges = [{"offset": 0, "length": len(text), "key": 0}] if url else []
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": ranges}
    entities = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}} if url else {}
    converter = ContentstateConverter(features=["bold", "link"])
    return str(converter.to_database_format(json.dumps({"blocks": [block], "entityMap": entities})))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "vbscript:x"])
def test_a_link_runs_nothing(url: str) -> None:
    assert "script" not in stored("read", url).lower()
    assert 'href="https://example.org/"' in stored("read", "https://example.org/")


def test_markup_that_is_typed_is_text() -> None:
    html = stored("<script>alert(1)</script><img src=x onerror=alert(1)>")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_drawing_reads_no_file_of_the_server() -> None:
    with pytest.raises(EntitiesForbidden):
        Image.open(BytesIO(BOMB))
