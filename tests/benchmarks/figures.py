"""The figures of the benchmarks: which command prints each, and what it printed before."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "benchmarks"
LONGEST = 3 * 3600
"""Seconds that a command may take."""


@dataclass(frozen=True)
class Figure:
    """A number that a benchmark prints.

    Attributes
    ----------
    name, unit : str
        What it is, and in what.
    pattern : str
        Regular expression over the lines of the output, with one group: the number.
    bar : float or None
        What it has to reach; none where it is only reported.
    more : bool
        Whether more is better.
    against, baseline : str
        Pattern of the ratio to a baseline of the same run, and what the baseline is.
    curve : str
        Pattern of what each size took, for a figure that is fitted to several.
    """

    name: str
    pattern: str
    unit: str
    bar: float | None = None
    more: bool = False
    against: str = ""
    baseline: str = ""
    curve: str = ""

    def is_met(self, value: float) -> bool | None:
        """Say whether a value reaches the bar; none without a bar."""
        if self.bar is None:
            return None
        return value >= self.bar if self.more else value <= self.bar


@dataclass(frozen=True)
class Run:
    """A command and the figures that it prints.

    Attributes
    ----------
    command : str
        Script of the folder of benchmarks, with its options.
    about : str
        Heading of the page.
    figures : tuple of Figure
        In the order of the page.
    needs : str
        "", "mirror" or "java".
    """

    command: str
    about: str
    figures: tuple[Figure, ...]
    needs: str = ""


def runs() -> tuple[Run, ...]:
    """Read what is run."""
    given = tomllib.loads((FOLDER / "figures.toml").read_text(encoding="utf8"))
    return tuple(
        Run(
            command=one["command"],
            about=one["about"],
            figures=tuple(Figure(**figure) for figure in one["figure"]),
            needs=one.get("needs", ""),
        )
        for one in given["run"]
    )


def read(run: Run, output: str) -> tuple[dict[str, float], dict[str, float]]:
    """Read the figures and the ratios to baselines from what a command printed.

    Parameters
    ----------
    run : Run
        Whose output it is.
    output : str
        Its lines.

    Returns
    -------
    tuple of dict
        Figures and ratios by the name of the figure; what was not printed is left out.
    """
    found = {one.name: _number(one.pattern, output) for one in run.figures}
    ratios = {one.name: _number(one.against, output) for one in run.figures if one.against}
    return _held(found), _held(ratios)


def read_curves(run: Run, output: str) -> dict[str, str]:
    """Read what each size took, of the figures that are fitted to several, by name."""
    found = {
        one.name: re.search(one.curve, output, re.MULTILINE) for one in run.figures if one.curve
    }
    return {name: match[1] for name, match in found.items() if match}


def _held(given: Mapping[str, float | None]) -> dict[str, float]:
    return {name: value for name, value in given.items() if value is not None}


def _number(pattern: str, output: str) -> float | None:
    found = re.search(pattern, output, re.MULTILINE)
    return float(found[1].replace(",", "")) if found else None


def take(run: Run, history: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """Run a command, and add what it printed to the history.

    Parameters
    ----------
    run : Run
        What is run.
    history : pathlib.Path
        A file of one line a run.
    environment : mapping
        Added to that of this process.

    Returns
    -------
    dict
        day, commit, cores, load, command, seconds, figures, ratios, curves, fault.
    """
    load = os.getloadavg()[0]
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *f"{FOLDER}/{run.command}".split()],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    figures, ratios = read(run, done.stdout)
    row = {
        "day": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "cores": os.cpu_count(),
        "load": round(load, 1),
        "command": run.command,
        "seconds": round(time.monotonic() - began, 1),
        "figures": figures,
        "ratios": ratios,
        "curves": read_curves(run, done.stdout),
        "fault": _fault(run, figures, done),
    }
    with history.open("a", encoding="utf8") as lines:
        lines.write(json.dumps(row) + "\n")
    return row


def _fault(run: Run, figures: Mapping[str, float], done: subprocess.CompletedProcess[str]) -> str:
    """Say in one line why a run is not whole."""
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "nothing printed").splitlines()[-1]
        return f"ended with {done.returncode}: {last[:200]}"
    silent = [one.name for one in run.figures if one.name not in figures]
    return f"not printed: {', '.join(silent)}" if silent else ""


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "--short=8", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def read_history(history: Path) -> list[dict[str, Any]]:
    """Read every run that was kept, the oldest first."""
    if not history.exists():
        return []
    return [json.loads(line) for line in history.read_text(encoding="utf8").splitlines()]
