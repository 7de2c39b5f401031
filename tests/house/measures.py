"""What the house rules measure of a file: lengths, large statements, short names, positional calls.

``python -m tests.house.measures [ROOM ...]`` lists every breach of a room, such as ``models``.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.tree import ROOT, SRC, modules

FILE, FUNCTION, STATEMENT, POSITIONAL = 500, 60, 60, 2
"""Most lines of a file and a function, nodes of a statement, positional arguments."""
SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Expr, ast.Raise, ast.Assert)
SCOPES = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)
FOLDERS = ("src", "tests", "benchmarks", "docs", "examples")


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef, source: list[str]) -> int:
    """Lines of a function without its docstring, blank lines and comments."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    skipped = set(range(first.lineno, (first.end_lineno or 0) + 1)) if documented else set()
    lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    texts = [source[i - 1].strip() for i in lines if i not in skipped]
    return sum(1 for text in texts if text and not text.startswith("#"))


def is_literal(node: ast.AST | None) -> bool:
    """Whether a value is a table or a shelf: its leaves are constants, names or attributes."""
    if node is None or isinstance(node, ast.Constant | ast.Name):
        return True
    if isinstance(node, ast.Attribute | ast.Starred):
        return is_literal(node.value)
    if isinstance(node, ast.UnaryOp):
        return is_literal(node.operand)
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return all(is_literal(inner) for inner in node.elts)
    if isinstance(node, ast.Dict):
        return all(is_literal(inner) for inner in (*node.keys, *node.values))
    return False


def nodes(node: ast.AST) -> int:
    """Count the nodes of a statement; a literal counts as one."""
    if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict) and is_literal(node):
        return 1
    return 1 + sum(nodes(inner) for inner in ast.iter_child_nodes(node))


def long_functions(tree: ast.Module, source: list[str]) -> Iterator[tuple[int, str]]:
    """Functions over the limit."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = code_lines(node, source)
            if count > FUNCTION:
                yield node.lineno, f"function {node.name} has {count} lines of code"


def large_statements(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Simple statements over the limit."""
    for node in ast.walk(tree):
        if isinstance(node, SIMPLE):
            count = nodes(node)
            if count > STATEMENT:
                yield node.lineno, f"statement of {count} nodes"


def one_letter_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names of one letter outside comprehensions and lambdas."""
    inside = {
        id(n) for scope in ast.walk(tree) if isinstance(scope, SCOPES) for n in ast.walk(scope)
    }
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        name = ""
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        if len(name) == 1 and name != "_":
            yield getattr(node, "lineno", 0), f"name of one letter: {name}"


@cache
def dataclass_names() -> frozenset[str]:
    """Names of every dataclass of the package."""
    found = set()
    for _, tree in modules().values():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                marks = [ast.unparse(mark) for mark in node.decorator_list]
                if any(mark.startswith("dataclass") for mark in marks):
                    found.add(node.name)
    return frozenset(found)


def positional_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Dataclasses built with more than two positional arguments."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        plain = [a for a in node.args if not isinstance(a, ast.Starred)]
        if node.func.id in dataclass_names() and len(plain) > POSITIONAL:
            yield node.lineno, f"{node.func.id}(...) with {len(plain)} positional arguments"


def breaches(path: Path) -> list[str]:
    """Every breach of one file, as ``path:line: what``."""
    text = path.read_text(encoding="utf-8")
    source, tree = text.splitlines(), ast.parse(text)
    found: list[tuple[int, str]] = []
    if len(source) > FILE:
        found.append((1, f"file of {len(source)} lines"))
    found += long_functions(tree, source)
    if SRC in path.parents:
        found += large_statements(tree)
        found += positional_calls(tree)
        if "estimators" not in path.parts:
            found += one_letter_names(tree)
    name = path.relative_to(ROOT)
    return [f"{name}:{line}: {what}" for line, what in sorted(found)]


def main(rooms: list[str]) -> None:
    """List the breaches of rooms, and what ruff's rules find there."""
    folders = [SRC / room for room in rooms] or [ROOT / folder for folder in FOLDERS]
    files = [
        f for folder in folders for f in ([folder] if folder.is_file() else folder.rglob("*.py"))
    ]
    for path in sorted(files):
        for line in breaches(path):
            print(line)
    command = ["ruff", "check", "--output-format", "concise", *map(str, folders)]
    subprocess.run(command, cwd=ROOT, check=False)


if __name__ == "__main__":
    main(sys.argv[1:])
