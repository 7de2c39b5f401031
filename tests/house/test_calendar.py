"""One calendar: no module keeps a year of its own at which a source begins or ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import tomli

from tests.house.tree import SRC, modules

WORDS = ("LAST", "YEARS", "KNOWN", "UNTIL", "COVERED", "NEWEST", "COMPLETE", "END")
"""Parts of a constant's name that promise a year at which data end."""
FIRST, LATEST = 2000, 2026
OURS = {
    ("detente.power.population_projection", "YEARS"): "years that are shipped, chosen by us",
}
"""Years that are no end of a source."""


def ends() -> set[int]:
    """Years at which a declared source ends."""
    folder = SRC / "sources" / "declarations"
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.toml")]
    return {tomli.loads(text)["years"][1] for text in texts}


def assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Names that a module assigns at its top, each with its value."""
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value
        elif isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Name):
                yield target.id, value
            elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                for name, inner in zip(target.elts, value.elts, strict=True):
                    yield name.id if isinstance(name, ast.Name) else "", inner


def years_in(value: ast.expr) -> set[int]:
    """Whole numbers from 2000 to 2026 in a constant, a tuple or the values of a dict."""
    inner = value.values if isinstance(value, ast.Dict) else getattr(value, "elts", [value])
    numbers = {node.value for node in inner if isinstance(node, ast.Constant)}
    return {year for year in numbers if isinstance(year, int) and FIRST <= year <= LATEST}


def constants_at_the_end_of_a_source() -> list[str]:
    ends_of_sources, found = ends(), []
    for module, (_, tree) in modules().items():
        for name, value in assigned(tree):
            promises = any(word in name.split("_") for word in WORDS)
            if promises and (module, name) not in OURS and years_in(value) & ends_of_sources:
                found.append(f"{module}.{name} = {ast.unparse(value)}")
    return found


def test_the_end_of_a_source_stands_in_its_declaration_alone() -> None:
    kept = constants_at_the_end_of_a_source()
    assert not kept, f"read these from detente.calendar: {kept}"


def test_the_years_that_are_ours_are_still_there() -> None:
    for module, name in OURS:
        assert name in dict(assigned(modules()[module][1])), f"{module}.{name}"
