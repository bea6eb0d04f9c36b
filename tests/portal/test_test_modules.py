"""The tests themselves: what several share is a fixture of a conftest or a module of its own."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


@cache
def modules() -> dict[str, ast.Module]:
    paths = sorted(TESTS.rglob("*.py"))
    return {str(path.relative_to(TESTS)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def fixtures(tree: ast.Module) -> list[ast.FunctionDef]:
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [one for one in functions if any("fixture" in ast.unparse(made) for made in one.decorator_list)]


def test_no_module_imports_a_module_of_tests() -> None:
    found = modules()
    assert len(found) > 200
    wrong = {
        name: sorted(module for module in imported(tree) if any(part.startswith("test_") for part in module.split(".")))
        for name, tree in found.items()
    }
    assert {name: names for name, names in wrong.items() if names} == {}


def test_equal_fixtures_are_one() -> None:
    where = defaultdict(list)
    for name, tree in modules().items():
        for fixture in fixtures(tree):
            where[ast.unparse(fixture)].append(name)
    assert len(where) > 50
    assert [names for names in where.values() if len(names) > 1] == []


@pytest.mark.parametrize(
    ("marker", "signs"),
    [
        ("processes", {"subprocess", "tests.web_server.serving", "tests.workers.start_worker"}),
        ("threads", {"concurrent.futures.ThreadPoolExecutor"}),
    ],
)
def test_what_the_quick_run_leaves_out_is_marked(marker: str, signs: set[str]) -> None:
    asking = {
        name: tree for name, tree in modules().items() if Path(name).name.startswith("test_") and imported(tree) & signs
    }
    assert asking
    assert [name for name, tree in asking.items() if f"pytest.mark.{marker}" not in ast.unparse(tree)] == []
