"""Names, docstrings, citations, and that the docs name every command, option and setting."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import typer

from detente.citations import references
from detente.cli.app import app
from detente.sources.addresses import UNKNOWN
from detente.sources.shelf import PARSERS, SHELF
from detente.store.table import TERMS
from tests.house.tree import ROOT, SRC, modules, public_definitions

BANNED = {"utils", "helpers", "common", "manager", "misc", "base2", "util", "helper"}


def test_no_name_says_nothing() -> None:
    wrong = [str(p) for p in SRC.rglob("*") if p.stem.lower() in BANNED]
    assert not wrong, wrong


def test_everything_public_has_a_docstring() -> None:
    bare = [f"{m}.{n}" for m, n, node in public_definitions() if not ast.get_docstring(node)]
    bare += [m for m, (_, tree) in modules().items() if not ast.get_docstring(tree)]
    assert not bare, bare


def test_docstrings_say_more_than_the_name() -> None:
    thin = []
    for m, n, node in public_definitions():
        text = (ast.get_docstring(node) or "").splitlines()[0]
        words = set(re.findall(r"[a-z]+", text.lower())) - {"the", "a", "an", "of", "give", "get"}
        if words <= set(re.findall(r"[a-z]+", n.lower().replace("_", " "))):
            thin.append(f"{m}.{n}: {text}")
    assert not thin, thin


def test_docstrings_that_describe_parameters_name_them_all() -> None:
    wrong = []
    for m, n, node in public_definitions():
        text = ast.get_docstring(node) or ""
        if not isinstance(node, ast.FunctionDef) or "Parameters\n" not in text:
            continue
        section = text.partition("Parameters\n")[2]
        for name in [
            a.arg for a in (*node.args.args, *node.args.kwonlyargs) if a.arg not in ("self", "cls")
        ]:
            if not re.search(rf"\b{name}\b", section):
                wrong.append(f"{m}.{n}: {name}")
    assert not wrong, wrong


def test_every_source_is_declared_in_full() -> None:
    for source in SHELF:
        assert (
            source.terms in TERMS
            and source.licence
            and source.version
            and source.page.startswith("http")
        ), source.id
        assert source.citations and set(source.citations) <= set(references()), source.id
        digests = {file.sha256 for file in source.files}
        if source.layout_seen:
            assert digests == {UNKNOWN}, f"{source.id}: a digest of a file that no one could try"
            continue
        assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in digests), source.id
    declared = {path.stem for path in (SRC / "sources" / "declarations").glob("*.toml")}
    assert declared == {source.id for source in SHELF}
    assert {source.parser for source in SHELF} - {"rdata"} == set(PARSERS)


def test_references_in_docstrings_exist() -> None:
    for m, n, node in public_definitions():
        text = ast.get_docstring(node) or ""
        if "References\n----------" in text:
            section = text.partition("References\n----------")[2].partition("\n\n")[0]
            keys = section.split()
            assert keys and set(keys) <= set(references()), f"{m}.{n}: {keys}"


def commands() -> dict[str, object]:
    root = typer.main.get_command(app)
    found = {}
    for name, command in root.commands.items():
        inner = getattr(command, "commands", None)
        found |= {f"{name} {k}": v for k, v in inner.items()} if inner else {name: command}
    return found


def test_the_docs_name_every_command_option_and_setting() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name, command in commands().items():
        assert f"detente {name}" in text, name
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert (
                        option in text.partition(f"## detente {name}\n")[2].partition("\n## ")[0]
                    ), f"{name} {option}"
        assert "Example: " in (command.epilog or ""), f"{name} has no example"
    settings = (SRC / "settings.py").read_text(encoding="utf-8")
    for variable in set(re.findall(r"DETENTE_[A-Z]+|SOURCE_DATE_EPOCH", settings)):
        assert variable in text, variable


def test_the_docs_name_every_source_and_column() -> None:
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    assert all(f"`{s.id}`" in text for s in SHELF)


def tracked() -> list[str]:
    return subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")


def test_nothing_of_the_machine_or_of_the_mirror_is_committed() -> None:
    names = [n for n in tracked() if n]
    mirrored = {f.name for s in SHELF for f in s.files}
    assert not [n for n in names if n.rpartition("/")[2] in mirrored]
    assert "uv.lock" not in names
    hosts = re.compile(r"https?://[^\s\"']*(pypi\.org/simple|files\.pythonhosted|/simple/?$)", re.M)
    for name in names:
        path = ROOT / name
        if (
            path.suffix in (".py", ".toml", ".md", ".txt", ".cff", ".html", ".typ", ".yml", "")
            and path.is_file()
        ):
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not hosts.search(text), name
            assert f"{ROOT.parent}/" not in text and f"{Path.home()}/" not in text, name


def test_generated_pages_are_fresh() -> None:
    import runpy

    pages = runpy.run_path(str(ROOT / "docs" / "generate.py"))["PAGES"]
    for page, write in pages.items():
        assert (ROOT / "docs" / page).read_text(encoding="utf-8") == write(), (
            f"run python docs/generate.py ({page})"
        )
