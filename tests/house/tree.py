"""The package as syntax trees, read once for all house tests."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "detente"


@cache
def modules() -> dict[str, tuple[Path, ast.Module]]:
    found = {}
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = (path, ast.parse(path.read_text(encoding="utf-8")))
    return found


@cache
def imports(name: str) -> frozenset[str]:
    """Modules of the package that a module imports: at its top, in functions, for type hints."""
    known = modules()
    found: set[str] = set()
    for node in ast.walk(known[name][1]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("detente")}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("detente"):
            assert node.level == 0, f"{name} imports relatively"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else str(node.module))
    return frozenset(found - {name})


def public_definitions() -> list[tuple[str, str, ast.AST]]:
    """Every public function, class and method: (module, qualified name, node)."""
    found: list[tuple[str, str, ast.AST]] = []
    for name, (_, tree) in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                found.append((name, node.name, node))
                if isinstance(node, ast.ClassDef):
                    found += [
                        (name, f"{node.name}.{m.name}", m)
                        for m in node.body
                        if isinstance(m, ast.FunctionDef) and not m.name.startswith("_")
                    ]
    return found
