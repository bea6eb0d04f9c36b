"""How much signatures say: few of them leave a type open."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("applications", "events", "home", "offers", "site/portal", "site/users")
MOST = 0.14
"""The share of functions that may take or give ``Any``: what frameworks without types pass on."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def annotations(function: Function) -> list[ast.expr]:
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    found = [argument.annotation for argument in arguments if argument]
    return [annotation for annotation in [*found, function.returns] if annotation]


def is_open(function: Function) -> bool:
    """Whether a signature says ``Any``, in quotation marks too."""
    return any(
        (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "Any" in node.value)
        for annotation in annotations(function)
        for node in ast.walk(annotation)
    )


def functions() -> list[Function]:
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts]
    trees = [ast.parse(path.read_text("utf-8")) for path in paths]
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, Function)]


def test_few_signatures_say_any() -> None:
    found = functions()
    share = sum(map(is_open, found)) / len(found)
    assert share <= MOST, f"{share:.1%} of signatures say Any"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f(x: Any) -> int: ...", True),
        ("def f(*, x: int = 1, **more: Any) -> None: ...", True),
        ('def f() -> "list[Any]": ...', True),
        ("def f(x: object) -> dict[str, object]: ...", False),
    ],
)
def test_an_open_signature_is_found(code: str, expected: bool) -> None:
    function = ast.parse(code).body[0]
    assert isinstance(function, Function)
    assert is_open(function) is expected
