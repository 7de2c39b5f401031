"""The page of the long form: what each entrance and each write path went through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HEAD = Path(__file__).resolve().parents[2] / "docs" / "heads" / "attacks.md"
"""Text of the page, with two places for rows."""

KIND_WORDS = {
    "kills": "killed (SIGKILL) at a step or at random",
    "small-files": "files that may not grow (RLIMIT_FSIZE)",
    "full-disk": "a full disk",
    "read-only": "a folder that is read only",
    "vanished": "a folder that vanishes",
    "rivals": "two and four processes at once",
    "clock": "a clock that jumps",
    "damaged": "damaged files",
}


def long_page(rows: Sequence[Mapping[str, Any]]) -> str:
    """Write the page.

    Parameters
    ----------
    rows : sequence of mapping
        A row of each part: kind, name, runs, struck, faults, seconds; of inputs also slowest
        and megabytes.

    Returns
    -------
    str
        Markdown.
    """
    inputs = [row for row in rows if row["kind"] == "inputs"]
    others = [row for row in rows if row["kind"] != "inputs"]
    total = (_sum(inputs, column) for column in ("runs", "struck", "faults"))
    lines = [*(_input_line(row) for row in inputs), f"| all | {' | '.join(total)} | | |"]
    kinds = dict.fromkeys(str(row["kind"]) for row in others)
    disturbed = [_kind_line(kind, [row for row in others if row["kind"] == kind]) for kind in kinds]
    text = HEAD.read_text(encoding="utf8")
    return text.format(inputs="\n".join(lines), disturbed="\n".join(disturbed))


def _sum(rows: Sequence[Mapping[str, Any]], column: str) -> str:
    return f"{sum(row.get(column, 0) for row in rows):,}"


def _input_line(row: Mapping[str, Any]) -> str:
    runs, refused = f"{row.get('runs', 0):,}", f"{row.get('struck', 0):,}"
    slowest, memory = f"{row.get('slowest', 0):.2f}", f"{row.get('megabytes', 0):,}"
    return f"| {row['name']} | {runs} | {refused} | {row['faults']} | {slowest} | {memory} |"


def _kind_line(kind: str, rows: Sequence[Mapping[str, Any]]) -> str:
    counts = " | ".join(_sum(rows, column) for column in ("runs", "struck", "faults"))
    return f"| {KIND_WORDS[kind]} | {len(rows)} | {counts} |"
