"""Every example runs on a fresh install: no store, no mirror, no network, the base packages alone.

The few that need more say so in their own text; here it is listed what they need, and they must end
in one line with the next step.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from detente.cli.console import COLUMNS
from detente.settings import Settings
from detente.sources.ingest import ingest
from detente.sources.shelf import source
from detente.store.home import Store
from tests.cli.test_cli import run
from tests.conftest import mirror_folder
from tests.docs.collect import (
    MARK,
    ROOT,
    RUN,
    Block,
    Example,
    blocks,
    commands,
    fresh,
    helped,
    optional_packages,
    promised,
    written,
)

NEEDS_MORE = {
    "sources pull": "by hand",  # fetches the producers' files
    "starter build": "the starter cannot be built: ",  # is made of every source
    **{
        f"ledger {name}": "there is no ledger"  # a fresh install has not begun one
        for name in ("list", "show", "resolve", "score", "verify", "export")
    },
    "verify": "the bundle cannot be read",  # a fresh install has written no paper
    "changes": "the edition cannot be read",
    "render": "cannot be read",
    "serve": "pip install 'detente[web]'",
    "publish": "pip install 'detente[web,site]'",
    "site": "pip install 'detente[web,site]'",
    "facts pull": "the tables in use are unchanged",  # fetches tables
    "events": "there is no file",  # a fresh install has no archive
    "relation USA Russia --as-of 2016 --events": "is no converted archive of events",
    "brief USA Russia --as-of 2016 --events": "is no converted archive of events",
    "check claims.toml": "there is no file",  # the tutorial has it written first
    "mcp": "pip install 'detente[mcp]'",
    "brief NATO Russia --format md --format docx": "pip install 'detente[word]'",
    "backtest all --again": "scores cannot be computed again",  # reads the sources anew
}
"""Commands whose example needs the network or more packages, and what they say without."""
NEEDS_VOTES = "detente ideal-points --out positions.parquet"
"""Estimates from the UN's votes, whose terms forbid to ship them."""
NOT_RUN = {
    "detente backtest scenario --again": "seven minutes; its parts have tests of their own",
    "detente scenario accession Serbia EU --draws 1000000": "ten minutes; blocks have their tests",
    "detente panel state-years --add rainfall": "an invented source",
    "detente starter build": "a mention; it would write into the package",
    "DETENTE_MIRROR=... detente starter build --offline": "has a placeholder",
}
PULL, ONE_PULLED = "sources pull", 3
"""A command, and the words of it that name one source."""
SLOW = ("brief", "ideal-points", "ledger seed")
TUTORIAL = "docs/dangerous-dyads.md"
"""Its block has a test of its own, with the numbers that it prints."""


def needs_more(example: Example) -> str:
    """Say what an example reports where it needs more than a fresh install has."""
    if example.text == NEEDS_VOTES:
        return "the votes are not available"
    words = " ".join(example.words)
    return next((said for start, said in NEEDS_MORE.items() if words.startswith(start)), "")


def marked(examples: list[Example]) -> list[object]:
    """Give examples as parameters of a test, each once; those that take long are marked."""
    slow = pytest.mark.slow
    once = {example.text: example for example in examples}.values()
    return [
        pytest.param(one, id=one.text, marks=[slow] if " ".join(one.words).startswith(SLOW) else [])
        for one in once
        if one.text not in NOT_RUN
    ]


def test_every_command_has_one_example_of_itself() -> None:
    for example in helped():
        command = example.place.removeprefix("detente").strip()
        is_group = hasattr(commands()[command], "commands")
        assert example.text and (is_group or " ".join(example.words).startswith(command)), example
        if not is_group:
            assert bool(needs_more(example)) == example.before.startswith("Needs "), (
                f"{example.place}: an example that needs more has to say so"
            )


@pytest.mark.parametrize("example", marked([*helped(), *written()]))
def test_an_example_runs_on_a_fresh_install(example: Example, tmp_path: Path) -> None:
    done = fresh(RUN, example.words, tmp_path)
    more = needs_more(example)
    if not more:
        assert done.code == 0 and done.out, (example, done)
        assert not done.reported, done.err
        is_json = "--json" in example.words or example.words[0] == "schema"
        wide = [line for line in done.out.splitlines() if len(line) > COLUMNS and not is_json]
        assert not wide, wide
        return
    words = " ".join(example.words)
    if words.startswith(PULL) and (words.endswith(" all") or len(example.words) > ONE_PULLED):
        # of several it goes on after a failure, and ends in a table of what became of each
        assert re.search(r"^(\d+) sources?: \1 unreachable$", done.out, re.MULTILINE), done.out
    else:
        assert not done.out, (example, done)
    assert done.code == 1, (example, done)
    assert len(done.reported) == 1 and more in done.reported[0], done.err


def test_the_help_prints_each_example_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for example in helped():
        out, _ = run(*example.place.split()[1:], "--help")
        assert f"{MARK}{example.text}" in [line.strip() for line in out.splitlines()], example


def test_what_is_listed_as_an_exception_is_still_there() -> None:
    lines = {example.text for example in written()}
    assert set(NOT_RUN) <= lines and NEEDS_VOTES in lines


def test_sources_that_an_example_pulls_have_addresses() -> None:
    pulled = {
        name
        for example in helped()
        if example.place == "detente sources pull"
        for name in example.words[2:]
    }
    pulled |= {name for block in blocks("python") for name in block.sources}
    assert pulled
    assert not [file for name in pulled for file in source(name).files if not file.addresses]


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.place)
@pytest.mark.slow
@pytest.mark.xdist_group("sampler")
def test_a_block_of_python_runs_on_a_fresh_install(block: Block, tmp_path: Path) -> None:
    extras = bool(block.sources) or "# needs the extra" in block.text
    checks = [f"assert ({code}) == {value!r}, {code!r}" for code, value in promised(block.text)]
    done = fresh("\n".join(["", block.text, *checks]), [], tmp_path, extras=extras)
    if not block.sources:
        assert done.code == 0, done.err
        return
    last = done.err.strip().splitlines()[-1]
    assert "PanelError" in last and "needs a source that is not available" in last, done.err


@pytest.mark.mirror
@pytest.mark.parametrize(
    "block",
    [one for one in blocks("python") if one.sources and not one.place.startswith(TUTORIAL)],
    ids=lambda block: block.place,
)
def test_a_block_runs_with_the_sources_that_it_names(block: Block, tmp_path: Path) -> None:
    config = Settings(tmp_path / "home", str(mirror_folder()), True, date(2026, 1, 1))
    store = Store(tmp_path / "home")
    for name in block.sources:
        ingest(source(name), store, config=config)
    panel = re.findall(r"^(\w+) = \($", block.text, re.M)[-1]
    check = f"assert not [note for note in {panel}.notes if 'starter' in note]"
    done = fresh("\n".join(["", block.text, check]), [], tmp_path, extras=True)
    assert done.code == 0, done.err


SCRIPTS = sorted(
    # notebooks are run in their own programs: tests/notebooks
    path
    for path in (ROOT / "examples").glob("*.py")
    if not path.name.startswith("notebook_")
)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_an_example_script_runs_on_a_fresh_install(script: Path, tmp_path: Path) -> None:
    done = fresh(f"import runpy; runpy.run_path('examples/{script.name}')", [], tmp_path)
    assert done.code == 0 and done.out, done.err


def test_the_files_of_claims_on_the_pages_are_read_and_answered(tmp_path: Path) -> None:
    found = [block for block in blocks("toml") if "[[claim]]" in str(block)]
    assert len(found) >= 2, "the reference and the tutorial have one each"
    for number, block in enumerate(found):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "claims.toml").write_text(block.text, encoding="utf-8")
        done = fresh(RUN, ["check", "claims.toml"], folder)
        verdicts = r"\d+ (supported|contradicted|mixed|untestable)"
        assert done.code == 0 and re.match(verdicts, done.out), done


def test_the_verdicts_that_the_readme_counts_are_those_of_a_fresh_install(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    counted = re.search(r"(\d+) supported, (\d+) contradicted, (\d+) mixed and (\d+)", readme)
    done = fresh(RUN, ["check", "examples/claims/karasek-2013.toml"], tmp_path)
    assert counted is not None
    assert re.findall(r"\d+", done.out.splitlines()[0]) == list(counted.groups())


def test_the_packages_that_are_hidden_are_those_of_the_extras() -> None:
    base = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    optional = optional_packages()
    assert {"fastapi", "pandas", "pyarrow", "pypandoc-binary"} <= set(optional)
    assert not [name for name in optional if re.search(rf"^{name}==", base, re.M)]


def test_contributing_names_programs_and_tests_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    modules = re.findall(r"python -m ((?:tests|detente)[\w.]+)", text)
    asked = " ".join(re.findall(r"`pytest ([^`]+)`", text)).split()
    paths = {word for word in asked if word.startswith("tests/") and word.islower()}
    assert modules and paths
    for module in modules:
        stem = ROOT / ("src" if module.startswith("detente") else "") / module.replace(".", "/")
        assert stem.with_suffix(".py").is_file() or stem.is_dir(), module
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert not missing, missing
