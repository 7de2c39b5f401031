"""The face: what a user imports equals the documented list, and costs next to nothing."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys

import detente
from tests.house.tree import ROOT


def test_the_face_equals_the_docs() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    documented = re.findall(r"^### `([A-Za-z_]+)", text, re.M)
    assert documented == list(detente.__all__)
    for name in detente.__all__:
        assert getattr(detente, name).__doc__, name


def test_the_face_refuses_what_it_does_not_hold() -> None:
    assert dir(detente) == sorted(detente.__all__)
    try:
        detente.windows  # noqa: B018
    except AttributeError as error:
        assert "windows" in str(error)
    else:
        raise AssertionError("a name that is not on the face was given")


def test_importing_costs_next_to_nothing() -> None:
    heavy = ("polars", "numpy", "pandas", "typer", "vl_convert")
    code = (
        "import time, sys\n"
        "before = time.process_time()\n"
        "import detente\n"
        "spent = time.process_time() - before\n"
        f"print(spent, [name for name in {heavy} if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    spent, _, loaded = shown.strip().partition(" ")
    assert float(spent) < 0.3 and loaded == "[]", shown


def test_no_module_hides_an_exported_name() -> None:
    # importing a module sets its name on the package: one named as a function would replace it
    modules = {found.name for found in pkgutil.iter_modules(detente.__path__)}
    assert not modules & set(detente.__all__)
