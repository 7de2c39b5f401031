"""The base install: small, with nothing that a relation, a panel or a paper leave alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
import tomli

from tests.tools.test_release import LOCK, ROOT, bill

MOST = 800e6
"""Bytes of all packages of the base."""
READ_AS_FILES = {"font-source-sans-pro", "font-source-serif-pro"}
"""Fonts: their files are read, and no module of theirs is loaded."""
USE = """
import sys
from pathlib import Path
import detente as dt
from detente.cli.main import main
# a paper is made of its relation, which is measured on the way
sys.argv = "detente brief Liechtenstein Switzerland --as-of 2013 --out paper".split()
try:
    main()
except SystemExit:
    pass
dt.dyad_years(years=1990).add("contiguity").write("panel.csv")
import detente.estimators.futures.kernel  # what a paper with a membership compiles
names = {name.partition(".")[0] for name in sys.modules}
Path("loaded.txt").write_text(chr(10).join(sorted(names)))
"""


def declared() -> set[str]:
    """Name the packages that the base asks for."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {bill.key(re.split(r"[>=<\[]", one)[0]) for one in project["dependencies"]}


def brought(names: set[str]) -> set[str]:
    """Add what packages need themselves: an installation has it in any case."""
    present = {bill.key(one.name): bill.key(one.name) for one in bill.installed()}
    found, waiting = set(names), list(names)
    while waiting:
        more = set(bill.needs(distribution(waiting.pop()), present)) - found
        found |= more
        waiting += more
    return found


def test_the_base_weighs_less_than_it_may() -> None:
    names = {name.partition("==")[0] for name in bill.digests(LOCK)}
    present = [one for one in bill.installed() if bill.key(one.name) in names]
    assert len(present) >= 15
    assert sum(map(bill.size, present)) + bill.size(distribution("detente")) < MOST


@pytest.mark.slow
def test_every_package_of_the_base_is_loaded_by_a_relation_a_panel_or_a_paper(
    tmp_path: Path,
) -> None:
    # the user's own home, wherever the platform has it
    home = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    home.pop("DETENTE_HOME", None)
    done = subprocess.run(
        [sys.executable, "-c", USE], cwd=tmp_path, env=home, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    modules = set((tmp_path / "loaded.txt").read_text(encoding="utf-8").split())
    loaded = {
        bill.key(name)
        for module, names in packages_distributions().items()
        if module in modules
        for name in names
    }
    assert declared() >= {"polars", "numba", "typst"}
    left = declared() - READ_AS_FILES - brought(loaded)
    assert not left, f"no part of the base uses {left}: an extra is the place for them"
