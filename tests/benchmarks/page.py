"""The page of the benchmarks: every figure beside its bar and its baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, Run

HEAD = Path(__file__).resolve().parents[2] / "docs" / "heads" / "benchmark-results.md"
COLUMNS = (
    "| figure | measured | bar | reached | beside a baseline, or size by size | command |",
    "|---|---:|---:|---|---|---|",
)


def page(runs: Sequence[Run], history: Sequence[Mapping[str, Any]]) -> str:
    """Write the page from the newest run of every command.

    Parameters
    ----------
    runs : sequence of Run
        What is shown, in order.
    history : sequence of mapping
        Runs, the oldest first.

    Returns
    -------
    str
        Markdown.
    """
    newest = {row["command"]: row for row in history}
    lines: list[str] = []
    for about in dict.fromkeys(run.about for run in runs):
        lines += ["", f"## {about}", "", *COLUMNS]
        for run in (one for one in runs if one.about == about):
            row = newest.get(run.command, {})
            lines += [_line(run, figure, row) for figure in run.figures]
    when = [f"`{row['command']}` {row['day']}, commit {row['commit']}" for row in newest.values()]
    loads = [row["load"] for row in newest.values()]
    text = HEAD.read_text(encoding="utf8")
    ran = f"Last run of each: {'; '.join(when)}." if when else "Nothing was run yet."
    load = f"Load of the machine at the start of a run: {min(loads):g} to {max(loads):g}."
    return "\n".join([text.rstrip(), *lines, "", ran, *([load] if loads else []), ""])


def _line(run: Run, figure: Figure, row: Mapping[str, Any]) -> str:
    value = row.get("figures", {}).get(figure.name)
    ratio = row.get("ratios", {}).get(figure.name)
    measured = "not run" if value is None else f"{value:,g} {figure.unit}".strip()
    met = None if value is None else figure.is_met(value)
    reached = "" if met is None else "yes" if met else "**no**"
    bar = "" if figure.bar is None else f"{figure.bar:,g} {figure.unit}".strip()
    sizes = row.get("curves", {}).get(figure.name, "")
    beside = sizes if ratio is None else f"{ratio:g} ({figure.baseline})"
    return f"| {figure.name} | {measured} | {bar} | {reached} | {beside} | `{run.command}` |"
