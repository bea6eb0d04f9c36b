"""The typefaces of documents: from npm's WOFF2 to TTF, each under the name that the templates know."""

import hashlib
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from bin import fonts


def woff2(path: Path, family: str = "Some Light") -> Path:
    """A typeface of one letter, packed as npm's are."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({0x61: "a"})
    builder.setupGlyf({name: Glyph() for name in (".notdef", "a")})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": family, "styleName": "Light", "typographicFamily": family})
    builder.setupOS2()
    builder.setupPost()
    builder.font.flavor = "woff2"
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def test_a_typeface_is_unpacked_under_its_own_name(tmp_path: Path) -> None:
    source = woff2(tmp_path / "a.woff2")

    fonts.convert(source, tmp_path / "a.ttf", "Figtree Extended")
    fonts.convert(source, tmp_path / "b.ttf", "Figtree Extended")

    made = TTFont(tmp_path / "a.ttf")
    assert made.flavor is None
    assert made.getBestCmap() == {0x61: "a"}
    assert [made["name"].getDebugName(number) for number in (1, 2, 16)] == ["Figtree Extended", "Regular", None]
    first, second = (hashlib.sha256((tmp_path / name).read_bytes()).digest() for name in ("a.ttf", "b.ttf"))
    assert first == second


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """npm's folder and ours, empty; npm itself brings nothing."""
    root = tmp_path / "node_modules"
    monkeypatch.setattr(fonts, "PACKAGES", root)
    monkeypatch.setattr(fonts, "FILES", {"figtree.woff2": root / "figtree.woff2"})
    monkeypatch.setattr(
        fonts, "DOCUMENT_FILES", {"figtree.ttf": ("Figtree", "a.woff2"), "more.ttf": ("More", "b.woff2")}
    )
    monkeypatch.setattr(fonts, "TARGET", tmp_path / "fonts")
    monkeypatch.setattr(fonts, "DOCUMENTS", tmp_path / "documents")
    monkeypatch.setattr(fonts, "STAMP", tmp_path / "documents" / "complete")
    monkeypatch.setattr(fonts, "download", lambda: None)
    return root


def test_with_all_packages_both_folders_are_made(packages: Path) -> None:
    for name in ("figtree.woff2", "a.woff2", "b.woff2"):
        woff2(packages / name)
    assert not fonts.are_current()

    assert fonts.install()

    assert fonts.are_current()
    assert sorted(path.name for path in fonts.DOCUMENTS.iterdir()) == ["complete", "figtree.ttf", "more.ttf"]


def test_what_is_missing_for_documents_is_not_missing_for_pages(packages: Path) -> None:
    woff2(packages / "figtree.woff2")
    woff2(packages / "a.woff2")

    assert fonts.install()

    assert (fonts.TARGET / "fonts.css").exists()
    assert not fonts.DOCUMENTS.exists()
    assert not fonts.are_current(), "it is tried again at the next start"


def test_without_npm_there_is_nothing(packages: Path) -> None:
    assert not fonts.install()
    assert not fonts.TARGET.exists()
    assert not fonts.DOCUMENTS.exists()
