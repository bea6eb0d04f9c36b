"""A PDF as a screen reader goes through it: by its tags, in their order. Read by libraries that did not write it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ContentStream


@dataclass
class Tag:
    """One element of the structure, with the words that it holds itself. ``language`` is its own or its parent's."""

    kind: str
    text: str
    alternative: str = ""
    language: str = ""
    inside: tuple[str, ...] = ()


class ReadPdf:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = PdfReader(BytesIO(content), strict=True)
        self.root: Any = self.reader.trailer["/Root"]

    @property
    def title(self) -> str:
        return str(self.reader.metadata.title) if self.reader.metadata else ""

    @property
    def language(self) -> str:
        return str(self.root["/Lang"])

    @property
    def is_tagged(self) -> bool:
        return bool(self.root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in self.root

    @property
    def shows_title(self) -> bool:
        return bool(self.root["/ViewerPreferences"]["/DisplayDocTitle"])

    @property
    def part_of_ua(self) -> str:
        """The part of PDF/UA that the file says it keeps to."""
        metadata = self.root["/Metadata"].get_data().decode()
        return str(metadata.partition("<pdfuaid:part>")[2].partition("<")[0])

    @property
    def pages(self) -> int:
        return len(self.reader.pages)

    @cached_property
    def tags(self) -> list[Tag]:
        """All elements, in the order in which they are read."""
        found: list[Tag] = []
        for element in self.root["/StructTreeRoot"]["/K"]:
            self._gather(element, (), self.language, None, found)
        return found

    @cached_property
    def _words(self) -> dict[tuple[int, int], str]:
        """What is drawn as each piece of marked content, by page and number."""
        words: dict[tuple[int, int], str] = {}
        for number, page in enumerate(self.reader.pages, 1):
            for place, text in _drawn(page, self.reader):
                if isinstance(place, int):
                    words[number, place] = words.get((number, place), "") + text
        return words

    @cached_property
    def _page_numbers(self) -> dict[int, int]:
        references = (page.indirect_reference for page in self.reader.pages)
        return {reference.idnum: number for number, reference in enumerate(references, 1) if reference}

    def _gather(self, node: Any, inside: tuple[str, ...], language: str, page: Any, found: list[Tag]) -> None:
        """Add an element and all below it. Its page is that of its content, unless a piece of that says otherwise."""
        element = node.get_object()
        kind, page = str(element["/S"])[1:], element.raw_get("/Pg") if "/Pg" in element else page
        language = str(element.get("/Lang", language))
        below = element.get("/K", [])
        below = list(below) if isinstance(below, list) else [below]
        texts, elements = [], []
        for one in below:
            piece = one.get_object() if hasattr(one, "get_object") else one
            if isinstance(piece, int):
                texts.append(self._words.get((self._page_numbers[page.idnum], int(piece)), ""))
            elif "/MCID" in piece:
                on = piece.raw_get("/Pg") if "/Pg" in piece else page
                texts.append(self._words.get((self._page_numbers[on.idnum], int(piece["/MCID"])), ""))
            elif "/S" in piece:
                elements.append(one)
        found.append(Tag(kind, "".join(texts), str(element.get("/Alt", "")), language, inside))
        for one in elements:
            self._gather(one, (*inside, kind), language, page, found)

    @property
    def text(self) -> str:
        """All that is read, one element a line."""
        return "\n".join(tag.text for tag in self.tags if tag.text)

    def texts(self, *kinds: str) -> list[str]:
        return [tag.text for tag in self.tags if tag.kind in kinds and tag.text]

    def names_of_bookmarks(self) -> list[str]:
        return [str(each.title) for each in _flat(self.reader.outline)]

    @property
    def unmarked(self) -> str:
        """What is drawn without being part of the structure, and is no artifact either: nothing, if all is well."""
        drawn = [piece for page in self.reader.pages for piece in _drawn(page, self.reader)]
        return "".join(text for place, text in drawn if place is None)

    def is_drawn(self, page: int = 0) -> bool:
        """Whether another engine paints something on a page."""
        document = pypdfium2.PdfDocument(self.content)
        try:
            picture = document[page].render(scale=0.3).to_pil().convert("L")
            darkest, lightest = picture.getextrema()
            return bool(darkest < lightest)
        finally:
            document.close()


def _drawn(page: Any, reader: PdfReader) -> Iterator[tuple[int | str | None, str]]:
    """Each text that a page draws, with the number of its marked content, "Artifact", or None where it is neither."""
    fonts = {name: _letters(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
    marks: list[tuple[str, Any]] = []
    letters: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            marks.append((str(operands[0]), operands[1] if operator == b"BDC" else {}))
        elif operator == b"EMC":
            instead = marks.pop()[1].get("/ActualText")
            if instead is not None:
                yield _place(marks), str(instead)
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and not any("/ActualText" in about for _name, about in marks):
            shown = operands[0] if operator == b"TJ" else [operands[0]]
            texts = ["".join(_decoded(each, letters)) for each in shown if isinstance(each, str | bytes)]
            is_reversed = any(name == "/ReversedChars" for name, _about in marks)
            yield _place(marks), "".join(reversed("".join(texts))) if is_reversed else "".join(texts)


def _place(marks: list[tuple[str, Any]]) -> int | str | None:
    for name, about in reversed(marks):
        if name == "/Artifact":
            return "Artifact"
        if "/MCID" in about:
            return int(about["/MCID"])
    return None


def _letters(font: Any) -> dict[int, str]:
    """What each glyph of a font says: its ToUnicode map."""
    source = font["/ToUnicode"].get_data().decode("latin1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int(text, 16)
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(start + code - int(first, 16))
    return found


def _decoded(shown: str | bytes, letters: dict[int, str]) -> Iterator[str]:
    codes = shown if isinstance(shown, bytes) else shown.original_bytes  # type: ignore[attr-defined]
    for place in range(0, len(codes), 2):
        yield letters.get(int.from_bytes(codes[place : place + 2]), "\ufffd")


def _flat(outline: Any) -> list[Any]:
    return [each for item in outline for each in (_flat(item) if isinstance(item, list) else [item])]
