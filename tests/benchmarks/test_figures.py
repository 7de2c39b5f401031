"""Figures: each is read from a line that a benchmark prints, kept, and shown beside its bar."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.benchmarks.figures import (
    FOLDER,
    Figure,
    Run,
    read,
    read_curves,
    read_history,
    runs,
    take,
)
from tests.benchmarks.page import page
from tests.house.test_language import unknown

WITHOUT_FIGURES = {
    "all.py",  # runs the others
    "event_jobs.py",  # the jobs of events.py, each in a process
    "faults.py",  # one entrance of the attacks
    "kills.py",  # one kind of disturbance
    "long_form.py",  # has a page of its own
    "risk.py",  # ten seeds, in docs/risk.md
    "risk_trials.py",  # in docs/risk.md
    "scenario.py",  # the proof, in docs/scenarios.md
    "step_means.py",  # in docs/scenarios.md
    "worlds.py",  # votes whose positions are known
}
SPEED = Run(
    command="speed.py --all",
    about="Speed",
    figures=(
        Figure("a thing", r"^a thing ([\d,.]+) s", "s", 2, against=r"([\d.]+) times", baseline="R"),
        Figure("rows", r"rows a second: ([\d,]+)", "rows/s", 500_000, more=True),
        Figure("size", r"^size ([\d.]+)", "MB"),
        Figure("growth", r"^power ([\d.]+)", "", 1.6, curve=r"^power [\d.]+ (.*)$"),
    ),
)
PRINTED = """first line
a thing 1.50 s, 17 times
convert, rows a second: 1,480,000 (bar)
power 1.02 [0.98, 1.05] of rows (10: 0.1 s, 20: 0.2 s)
"""
CURVE = "[0.98, 1.05] of rows (10: 0.1 s, 20: 0.2 s)"


def test_figures_are_read_from_what_is_printed() -> None:
    figures, ratios = read(SPEED, PRINTED)
    assert figures == {"a thing": 1.5, "rows": 1_480_000, "growth": 1.02}
    assert ratios == {"a thing": 17}
    assert read_curves(SPEED, PRINTED) == {"growth": CURVE}


@pytest.mark.parametrize(("value", "more", "met"), [(2, False, True), (2.1, False, False)])
def test_a_bar_is_reached_from_its_side(value: float, more: bool, met: bool) -> None:
    assert Figure("a", "(a)", "s", 2, more=more).is_met(value) is met
    assert Figure("a", "(a)", "s", 2, more=not more).is_met(value) is (value >= 2)
    assert Figure("a", "(a)", "s").is_met(value) is None


def test_the_page_shows_the_newest_run_beside_its_bar() -> None:
    old = {"day": "2026-11-01", "commit": "a", "load": 3.0, "command": SPEED.command}
    old |= {"figures": {"a thing": 9.0}, "ratios": {}}
    new = {**old, "day": "2026-11-02", "commit": "b", "load": 0.5}
    new |= {"figures": {"a thing": 2.5, "rows": 600_000.0, "growth": 1.02}}
    new |= {"ratios": {"a thing": 17.0}, "curves": {"growth": CURVE}}
    lines = page([SPEED], [old, new]).splitlines()
    assert "| a thing | 2.5 s | 2 s | **no** | 17 (R) | `speed.py --all` |" in lines
    assert "| rows | 600,000 rows/s | 500,000 rows/s | yes |  | `speed.py --all` |" in lines
    assert f"| growth | 1.02 | 1.6 | yes | {CURVE} | `speed.py --all` |" in lines
    assert "| size | not run |  |  |  | `speed.py --all` |" in lines
    assert any("2026-11-02, commit b" in line for line in lines)


def test_a_run_that_fails_is_kept_with_its_last_line(tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"
    run = Run(command="no_such_script.py", about="Speed", figures=SPEED.figures)
    row = take(run, history, {})
    assert row["fault"].startswith("ended with 2: ") and "\n" not in row["fault"]
    assert read_history(history) == [json.loads(json.dumps(row))]


def test_every_benchmark_is_run_or_says_why_not() -> None:
    scripts = {path.name for path in FOLDER.glob("*.py")}
    run = {one.command.partition(" ")[0] for one in runs()}
    assert run <= scripts and not run & WITHOUT_FIGURES
    assert scripts - run <= WITHOUT_FIGURES


def test_every_pattern_has_one_group_and_every_figure_its_own_name() -> None:
    for run in runs():
        names = [figure.name for figure in run.figures]
        assert len(set(names)) == len(names), run.command
        for figure in run.figures:
            assert re.compile(figure.pattern).groups == 1, figure.name
            assert bool(figure.against) == bool(figure.baseline), figure.name
            assert not figure.against or re.compile(figure.against).groups == 1, figure.name
            assert not figure.curve or re.compile(figure.curve).groups == 1, figure.name


def test_headings_of_the_page_use_the_words_of_the_glossary() -> None:
    wrong = {run.about: unknown(run.about) for run in runs() if unknown(run.about)}
    assert not wrong, wrong
