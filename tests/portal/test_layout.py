import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MADE_LATER = ("var/",)
"""What the README names and the portal makes when it runs."""


def mapped() -> list[str]:
    """The folders of the README's map; those of an app are indented below it."""
    found: list[str] = []
    app = ""
    for line in README.partition("## Where things are")[2].partition("## ")[0].splitlines():
        if entry := re.fullmatch(r"    (  )?(\S+/) +\S.*", line):
            app = app if entry[1] else entry[2]
            found.append(app + entry[2] if entry[1] else entry[2])
    return found


def mapped_rooms() -> list[str]:
    return [path.split("/")[1] for path in mapped() if re.fullmatch(r"applications/\w+/", path)]


def named() -> set[str]:
    """What reads as a path in the README: words in code spans with a slash or the ending of a file, and pictures."""
    words = {word.rstrip(":,") for span in re.findall(r"`([^`\n]+)`", README) for word in span.split()}
    paths = {word for word in words if re.fullmatch(r"[\w.-]+(/[\w.-]*)+|[\w.-]+\.(py|txt|toml)", word)}
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    return {path for path in paths if not path.startswith(MADE_LATER)} | set(pictures)


@pytest.mark.parametrize("folder", ["site", "locale"])
def test_a_folder_named_like_a_standard_module_is_no_package(folder: str) -> None:
    assert not (ROOT / folder / "__init__.py").exists()


def test_git_does_not_ignore_the_project_package() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert not {"site", "site/", "/site", "/site/"} & set(ignored)


def test_every_room_of_the_applications_is_on_the_readme_s_map_and_no_other() -> None:
    rooms = {path.parent.name for path in (ROOT / "applications").glob("*/__init__.py")} - {"migrations"}

    assert set(mapped_rooms()) == rooms


def test_rooms_stand_on_the_map_in_the_order_in_which_they_may_be_imported() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["applications"])
    heights = {room: -number for number, layer in enumerate(layers) for room in re.findall(r"\w+", layer)}

    assert len(mapped_rooms()) > 10
    assert all(heights[lower] <= heights[upper] for lower, upper in pairwise(mapped_rooms()))


def test_every_app_is_on_the_readme_s_map() -> None:
    apps = {f"{path.parent.relative_to(ROOT)}/" for path in [*ROOT.glob("*/apps.py"), *ROOT.glob("site/*/apps.py")]}

    assert apps <= set(mapped())


def test_every_path_that_the_readme_names_exists() -> None:
    paths = [*mapped(), *named()]

    assert {"home/links.py", "gunicorn.conf.py", "docs/images/home.png"} <= set(paths)
    assert [path for path in paths if not (ROOT / path).exists()] == []
