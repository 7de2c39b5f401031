"""The words of the field: names come from the glossary, and no sentence reads as translated."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from detente.columns import dictionary
from tests.house.test_words import commands
from tests.house.tree import ROOT, modules

PAGES = (*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md")
REFUSED = (
    r"is no whole number",
    r"\bto be had\b",
    r"told from (nothing|zero|none|chance)",
    r"no inkling",
    r"\b(lies|lie|lay) beside\b",
    r"\bheld against\b",
    r"\bmended\b",
    r"\bhangs? on\b",
    r"\bstood (nearer|farther|as an|open|against)\b",
    r"\bdrawn anew\b",
    r"trust (earned|not earned)|earned trust",
    r"a rung climbed",
    r"\bsaid so\b",
    r"\bgoes on for\b",
)
"""Wording that no page, help text or error may use; findings are rewritten with the paper."""


@cache
def glossary() -> frozenset[str]:
    """Every word of a term, and every word allowed in its everyday sense."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = " ".join(re.findall(r"^\| ([^|]+) \|", text, re.M)[1:])
    everyday = text.partition("## Words in their everyday sense")[2].partition(":")[2]
    words = set(re.findall(r"[a-z]+", f"{terms} {everyday}".lower()))
    plurals = {w + "s" for w in words} | {w[:-1] + "ies" for w in words if w.endswith("y")}
    return frozenset(words | plurals | {f"{w}es" for w in words})


def unknown(text: str) -> list[str]:
    """Words that are not in the glossary, without their accents."""
    bare = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return sorted(set(re.findall(r"[a-z]+", bare)) - glossary())


def test_commands_and_options_use_the_words_of_the_glossary() -> None:
    names = list(commands())
    for command in commands().values():
        options = [o for p in command.params for o in p.opts]
        names += [option for option in options if option.startswith("--")]
    wrong = {name: unknown(name) for name in names if unknown(name)}
    assert not wrong, wrong


def headings() -> Iterator[tuple[str, str]]:
    """Headings of the pages; names of sources and columns, and code, are the producers' own."""
    own = {"glossary.md", "sources.md", "panels.md", "api.md", "tables.md"}
    for page in (page for page in PAGES if page.parent.name != "decisions"):
        text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
        for line in text.splitlines():
            if re.match(r"#{1,4} ", line) and page.name not in own:
                yield page.name, re.sub(r"`[^`]*`", "", line)


def test_headings_use_the_words_of_the_glossary() -> None:
    wrong = {f"{page}: {line}": unknown(line) for page, line in headings() if unknown(line)}
    assert not wrong, wrong


def measure_ids() -> Iterator[str]:
    """Ids that the code gives to series and findings."""
    pattern = re.compile(r"^(power|identity|institutions|synthesis)\.[a-z_]+$")
    for _, tree in modules().values():
        for node in ast.walk(tree):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and pattern.match(value):
                yield value


def test_our_measures_use_the_words_of_the_glossary() -> None:
    producers = {word for name in dictionary() for word in re.findall(r"[a-z]+", name.lower())}
    wrong = {i: set(unknown(i)) - producers for i in measure_ids() if set(unknown(i)) - producers}
    assert not wrong, wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_reads_as_translated(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not [m.group() for rule in REFUSED for m in re.finditer(rule, text)]


def test_no_error_and_no_help_reads_as_translated() -> None:
    wrong = []
    for name, (_, tree) in modules().items():
        inside = [tree] if name.startswith("detente.cli") else []
        inside += [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
        texts = [
            inner.value
            for node in inside
            for inner in ast.walk(node)
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
        ]
        wrong += [f"{name}: {text}" for text in texts for rule in REFUSED if re.search(rule, text)]
    assert not wrong, wrong


def test_the_glossary_defines_each_term_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| ([^|]+) \|", text, re.M)[1:]
    assert len(terms) == len(set(terms)) and len(terms) > 60
