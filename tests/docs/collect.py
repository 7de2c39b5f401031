"""Every example of the help, the pages and the folder of examples, as one would type it."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli
import typer

from detente.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
GENERATED = "cli.md"
"""The page that repeats the help; its examples are taken from the help itself."""
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "benchmarks" / "README.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if page.name != GENERATED),
)
MARK = "Example: "
NEEDS_SOURCES = "# needs sources: "
"""First line of a block of Python that the starter alone cannot run: the sources to pull."""
ASSIGNED = re.compile(r"[A-Z_]+=\S*")
PLACEHOLDER = re.compile(r"\.\.\.|[A-Z]+|[A-Z.]+\.TOML")
"""Words that stand for something a reader fills in: A, B, ID, FILE, YEAR, ..."""
NO_PLACEHOLDERS = ("NATO", "EU", "USA")
MODULES = {
    "pypandoc-binary": "pypandoc",
    "python-multipart": "python_multipart",
    "argon2-cffi": "argon2",
    "django-axes": "axes",
    "django-otp": "django_otp",
    "psycopg[binary]": "psycopg",
}
"""Modules of packages whose names differ from them."""
RUN = "from detente.cli.main import main; main()"


@dataclass(frozen=True, slots=True)
class Example:
    """A command line as one would type it.

    Attributes
    ----------
    place : str
        The command whose help has it, or the page.
    text : str
        The line.
    before : str
        What the help says before it.
    """

    place: str
    text: str
    before: str = ""

    @property
    def words(self) -> list[str]:
        """Arguments of ``detente``; settings before it are left out."""
        words = shlex.split(self.text)
        return words[words.index("detente") + 1 :]


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page.

    Attributes
    ----------
    place : str
        The page, and which block of its language it is.
    text : str
        The code.
    """

    place: str
    text: str

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources that the block says it needs."""
        first = self.text.partition("\n")[0]
        needed = first.removeprefix(NEEDS_SOURCES) if first.startswith(NEEDS_SOURCES) else ""
        return tuple(needed.split())


def commands() -> dict[str, Any]:
    """Give every command and group of commands by the words that call it."""
    root: Any = typer.main.get_command(app)
    found: dict[str, Any] = {"": root}
    for name, command in root.commands.items():
        found[name] = command
        inner = getattr(command, "commands", {})
        found |= {f"{name} {part}": one for part, one in inner.items()}
    return found


def helped() -> list[Example]:
    """Give the example of every command's help."""
    examples = []
    for name, command in commands().items():
        before, _, text = (command.epilog or "").partition(MARK)
        examples.append(Example(f"detente {name}".rstrip(), text, before.strip()))
    return examples


def written() -> list[Example]:
    """Give the command lines of the pages, each once; those with placeholders are left out."""
    examples: dict[str, Example] = {}
    for page in PAGES:
        for line in _lines_of(page.read_text(encoding="utf-8")):
            example = Example(str(page.relative_to(ROOT)), line)
            if _is_whole(example):
                examples.setdefault(line, example)
    return list(examples.values())


def _lines_of(text: str) -> Iterator[str]:
    """Find the command lines of a page: in blocks, indented, and between backticks."""
    for block in fenced(text, "sh"):
        for part in re.split(r"\n|&&", block):
            command = part.strip().removeprefix(".venv/bin/")
            if command.startswith("detente "):
                yield command
    yield from re.findall(r"^    (detente [^\n]+)$", text, re.M)
    for quoted in re.findall(r"`([^`\n]+)`", text):
        words = quoted.split()
        while words and ASSIGNED.fullmatch(words[0]):
            words = words[1:]
        if words[:1] == ["detente"]:
            yield quoted


def _is_whole(example: Example) -> bool:
    """Tell whether a line can be typed as it is: neither a mention nor with placeholders."""
    words = example.words
    if any(PLACEHOLDER.fullmatch(word) and word not in NO_PLACEHOLDERS for word in words):
        return False
    command = commands().get(" ".join(words))
    needed = [one for one in getattr(command, "params", ()) if one.param_type_name == "argument"]
    is_mention = command is not None and (needed or hasattr(command, "commands"))
    return not is_mention


def fenced(text: str, language: str) -> list[str]:
    """Give the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


def blocks(language: str) -> list[Block]:
    """Give the fenced blocks of a language on all pages, and where each is."""
    return [
        Block(f"{page.relative_to(ROOT)} {number}", text)
        for page in PAGES
        if page.parent.name != "heads"  # they are parts of generated pages
        for number, text in enumerate(fenced(page.read_text(encoding="utf-8"), language), 1)
    ]


def optional_packages() -> list[str]:
    """Name the packages of the extras: a fresh install has none of them."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    named = [line for name, lines in extras.items() if name != "test" for line in lines]
    return [re.split(r"[><=]", line)[0] for line in named]


def fresh(code: str, words: list[str], folder: Path, *, extras: bool = False) -> Done:
    """Run Python as on a fresh install: an empty home, no mirror, no network, the base alone.

    Parameters
    ----------
    code : str
        The program.
    words : list of str
        Its arguments.
    folder : pathlib.Path
        Where it runs; ``examples`` of the repository are there.
    extras : bool
        Whether packages of the extras can be imported.
    """
    (folder / "examples").symlink_to(ROOT / "examples")
    without = "" if extras else f"import sys; sys.modules.update({_hidden()}); "
    environment = {**os.environ, "DETENTE_HOME": str(folder / "home"), "DETENTE_OFFLINE": "1"}
    environment.pop("DETENTE_MIRROR", None)
    ended = subprocess.run(
        [sys.executable, "-c", without + code, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Done(code=ended.returncode, out=ended.stdout, err=ended.stderr)


def _hidden() -> str:
    """Write the packages of the extras as modules that cannot be imported."""
    return repr(dict.fromkeys(MODULES.get(name, name) for name in optional_packages()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a program ended.

    Attributes
    ----------
    code : int
        Exit code.
    out, err : str
        What it wrote.
    """

    code: int
    out: str
    err: str

    @property
    def reported(self) -> list[str]:
        """Lines of standard error that are no progress."""
        return [line for line in self.err.splitlines() if not line.startswith("[")]


def promised(text: str) -> list[tuple[str, Any]]:
    """Give the expressions of a block that a comment follows which is a value in Python.

    Examples
    --------
    >>> promised("x = 1\\nx + 1  # 2\\nx  # the number\\n")
    [('x + 1', 2)]
    """
    pairs = []
    for line in text.splitlines():
        code, _, comment = line.partition("  # ")
        try:
            value = ast.literal_eval(comment)
            ast.parse(code, mode="eval")
        except (SyntaxError, ValueError):
            continue
        pairs.append((code, value))
    return pairs
