"""The notebooks among the examples run without a browser, each in less than half a minute."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.house.tree import ROOT

EXAMPLES = ROOT / "examples"
MOST = 30.0
"""Seconds of processor time that an example may take."""


def spent() -> float:
    """Seconds that the processes started here have taken."""
    times = os.times()
    return times.children_user + times.children_system


@pytest.mark.slow
def test_the_jupyter_notebook_runs(tmp_path: Path) -> None:
    book = nbformat.read(EXAMPLES / "notebook_jupyter.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), "it is stored without results"
    before = spent()
    client = NotebookClient(book, timeout=300, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    assert spent() - before < MOST
    shown = [
        output.data["text/html"]
        for cell in book.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]
    assert len(shown) == 5 and all(html.startswith("<div>") for html in shown)
    assert "<svg" in shown[0] and "paired futures" in shown[3]


@pytest.mark.slow
def test_the_marimo_notebook_runs(tmp_path: Path) -> None:
    target, before, began = tmp_path / "notebook.html", spent(), time.monotonic()
    source = EXAMPLES / "notebook_marimo.py"
    command = [sys.executable, "-m", "marimo", "-q", "export", "html", str(source), "-o"]
    ran = subprocess.run(
        [*command, str(target)], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert spent() - before < MOST and time.monotonic() > began
    written = target.read_text(encoding="utf-8")
    assert "Windows of opportunity, 2013" in written and "NATO and Russia, December 2013" in written
    assert "MarimoExceptionRaised" not in written and "Traceback" not in written
