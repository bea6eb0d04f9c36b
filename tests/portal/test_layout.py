from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("folder", ["site", "locale"])
def test_a_folder_named_like_a_standard_module_is_no_package(folder: str) -> None:
    assert not (ROOT / folder / "__init__.py").exists()


def test_git_does_not_ignore_the_project_package() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert not {"site", "site/", "/site", "/site/"} & set(ignored)
