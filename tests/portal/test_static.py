"""The static files as production gathers them: by their content's hash, with or without the typefaces."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import RequestFactory, override_settings

from portal.context_processors import fonts

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


def gather(target: Path, *folders: Any) -> set[str]:
    storages = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}, "staticfiles": MANIFEST}
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(
        STORAGES=storages, STATIC_ROOT=target, STATICFILES_DIRS=list(folders), STATICFILES_FINDERS=finders
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        return set(staticfiles_storage.hashed_files)


@pytest.fixture
def font_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "fonts.css").write_bytes((ROOT / "site" / "fonts" / "fonts.css").read_bytes())
    for name in ("figtree.woff2", "young-serif.woff2"):
        (folder / name).write_bytes(b"wOF2")
    return folder


def test_every_file_that_a_style_sheet_names_exists(tmp_path: Path) -> None:
    gathered = gather(tmp_path / "static", ROOT / "site" / "static")

    assert {"css/portal.css", "js/portal.js", "img/favicon.svg"} <= gathered


def test_the_typefaces_join_when_npm_brought_them(tmp_path: Path, font_folder: Path, settings: Any) -> None:
    gathered = gather(tmp_path / "static", ROOT / "site" / "static", ("fonts", font_folder))
    settings.HAS_FONTS = True
    named = fonts(RequestFactory().get("/"))

    assert {named["font_sheet"], *named["font_files"]} <= gathered


def test_without_npm_no_typeface_is_named(settings: Any) -> None:
    settings.HAS_FONTS = False

    assert fonts(RequestFactory().get("/")) == {"has_fonts": False, "font_sheet": "", "font_files": []}
