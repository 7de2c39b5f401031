"""No file over 400 lines, no function over 60 lines of code."""

from __future__ import annotations

import ast

from tests.house.tree import ROOT, modules


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef, source: list[str]) -> int:
    """Lines of a function without its docstring, blank lines and comments."""
    first = node.body[0]
    docstring = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    skipped = set(range(first.lineno, (first.end_lineno or 0) + 1)) if docstring else set()
    lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return sum(
        1
        for i in lines
        if i not in skipped and source[i - 1].strip() and not source[i - 1].strip().startswith("#")
    )


def test_files_are_short() -> None:
    folders = [ROOT / "src", ROOT / "tests", ROOT / "benchmarks"]
    texts = [
        p for f in folders for end in ("py", "toml", "typ", "html") for p in f.rglob(f"*.{end}")
    ]
    long = {
        str(p.relative_to(ROOT)): n
        for p in texts
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long, long


def test_functions_are_short() -> None:
    long = {}
    for name, (path, tree) in modules().items():
        source = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (n := code_lines(node, source)) > 60
            ):
                long[f"{name}.{node.name}"] = n
    assert not long, long
