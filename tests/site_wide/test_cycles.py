"""The check that finds circles of imports: it sees them wherever the imports stand, and ours are small."""

import sys
from pathlib import Path

import pytest
from grimp import build_graph

from bin import cycles

MODULES = {
    "__init__": "",
    "one": "import knot.two",
    "two": "def later() -> None:\n    from knot import three\n",
    "three": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from knot.four import Four\n",
    "four": "from knot.one import *\n\nclass Four: pass",
    "five": "from knot import six, one",
    "six": "import knot.five",
    "seven": "from knot import one, two, three",
}


@pytest.fixture
def knot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with a circle of four, held together by an import in a function and one for types, and one of two."""
    package = tmp_path / "knot"
    package.mkdir()
    for name, source in MODULES.items():
        (package / f"{name}.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("knot")
def test_imports_in_functions_and_for_types_close_circles() -> None:
    graph = build_graph("knot", cache_dir=None)
    found = cycles.circles(graph)
    assert found == [["knot.four", "knot.one", "knot.three", "knot.two"], ["knot.five", "knot.six"]]
    lines = list(cycles.report(found[0], graph))
    assert lines[1:] == [
        "    knot.four, line 1: knot.one",
        "    knot.one, line 1: knot.two",
        "    knot.three, line 3: knot.four",
        "    knot.two, line 2: knot.three",
    ]


@pytest.mark.usefixtures("knot")
def test_a_circle_of_four_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cycles, "PACKAGES", ("knot",))
    monkeypatch.setattr(sys, "path", sys.path.copy())
    assert cycles.main() == 1
    assert "4 modules import one another, 3 may at most:" in capsys.readouterr().out
    monkeypatch.setattr(cycles, "LARGEST", 4)
    assert cycles.main() == 0
