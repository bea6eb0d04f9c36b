#!/usr/bin/env python3
"""No circle of imports has more than a few modules, wherever the imports stand.

All imports of our packages count: at the top of a module, inside functions, and those for types alone. import-linter
holds the layers; this finds the knots inside of them, which an import inside a function only hides.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from grimp import ImportGraph, build_graph

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("applications", "events", "home", "offers", "portal", "users")
LARGEST = 3
"""Modules of one subject may know one another; more than that is a knot."""


def circles(graph: ImportGraph) -> list[list[str]]:
    """The modules that all import one another, directly or through others: the largest circle first."""
    found = set()
    for module in graph.modules:
        others = graph.find_upstream_modules(module) & graph.find_downstream_modules(module)
        if others - {module}:
            found.add(frozenset(others | {module}))
    return sorted((sorted(circle) for circle in found), key=lambda circle: (-len(circle), circle))


def report(circle: list[str], graph: ImportGraph) -> Iterator[str]:
    """Every import that holds a circle together."""
    yield f"{len(circle)} modules import one another, {LARGEST} may at most:"
    for module in circle:
        for other in sorted(graph.find_modules_directly_imported_by(module) & set(circle)):
            line = graph.get_import_details(importer=module, imported=other)[0]["line_number"]
            yield f"    {module}, line {line}: {other}"


def main() -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    graph = build_graph(*PACKAGES, cache_dir=None)
    too_large = [circle for circle in circles(graph) if len(circle) > LARGEST]
    for circle in too_large:
        print("\n".join(report(circle, graph)))
    if not too_large:
        print(f"{len(graph.modules)} modules, and no circle of imports is larger than {LARGEST}.")
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
