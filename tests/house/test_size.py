"""Formatted code in short files, functions and statements, with names that say something."""

from __future__ import annotations

import ast

from tests.house.measures import FILE, FOLDERS, breaches, nodes
from tests.house.tree import ROOT

TEXTS = ("toml", "typ", "html")


def test_no_file_breaks_a_rule_of_size() -> None:
    paths = [p for folder in FOLDERS for p in sorted((ROOT / folder).rglob("*.py"))]
    found = [line for path in paths for line in breaches(path)]
    assert not found, f"{len(found)} breaches:\n" + "\n".join(found)


def test_tables_and_templates_are_short() -> None:
    texts = [p for end in TEXTS for p in (ROOT / "src").rglob(f"*.{end}")]
    counts = {p.relative_to(ROOT): len(p.read_text(encoding="utf-8").splitlines()) for p in texts}
    assert not {p: n for p, n in counts.items() if n > FILE}


def test_a_statement_is_counted_as_it_reads() -> None:
    table, sum_of_two = (
        ast.parse(text).body[0] for text in ("x = {1: (a.b, 2), 3: c}", "x = a + b")
    )
    assert nodes(table) == 4 and nodes(sum_of_two) == 9
