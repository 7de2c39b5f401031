"""The page of the long form: what each entrance and each write path went through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HEAD = Path(__file__).resolve().parents[2] / "docs" / "heads" / "attacks.md"
"""Text of the page, with places for what was run and found."""

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


def long_page(
    rows: Sequence[Mapping[str, Any]], waiting: Sequence[tuple[str, str]] = (), *, seed: int = 0
) -> str:
    """Write the page.

    Parameters
    ----------
    rows : sequence of mapping
        A row of each part: kind, name, runs, struck, faults, seconds; of inputs also slowest
        and megabytes.
    waiting : sequence of (str, str)
        Kind and name of each part that has not ended yet.
    seed : int
        With which the inputs were made.

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
    return text.format(
        seed=seed,
        inputs="\n".join(lines),
        disturbed="\n".join(disturbed),
        found="\n".join(_found(rows)),
        extent="\n".join(_extent([str(row["kind"]) for row in rows], waiting)),
    )


def _extent(ended: Sequence[str], waiting: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Say how far the run is, and what it has still to do; `ended` has the kinds of what ended."""
    parts = len(ended) + len(waiting)
    if not waiting:
        yield f"All of its {parts} parts have ended."
        return
    yield f"{len(ended)} of its {parts} parts have ended. The same command runs the others:\n"
    names: dict[str, list[str]] = {}
    for kind, name in waiting:
        names.setdefault(kind, []).append(name)
    for kind, missing in names.items():
        which = "; ".join(sorted(missing)) if kind in ended else f"all {len(missing)}"
        yield f"- {KIND_WORDS.get(kind, kind)}: {which}"


def _found(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Name what went wrong, in one line for each kind of fault of a part."""
    faults = [row for row in rows if row["faults"]]
    if not faults:
        yield "Nothing escaped, hung, was lost or was left in the parts that have ended."
    for row in faults:
        for shown in row["shown"] or ["no trace"]:
            text = " ".join(str(shown).split()).replace("`", "'")
            what = KIND_WORDS.get(row["kind"], row["kind"])
            yield f"- {row['name']}, {what}: `{text[:300]}`"


def _sum(rows: Sequence[Mapping[str, Any]], column: str) -> str:
    return f"{sum(row.get(column, 0) for row in rows):,}"


def _input_line(row: Mapping[str, Any]) -> str:
    runs, refused = f"{row.get('runs', 0):,}", f"{row.get('struck', 0):,}"
    slowest, memory = f"{row.get('slowest', 0):.2f}", f"{row.get('megabytes', 0):,}"
    return f"| {row['name']} | {runs} | {refused} | {row['faults']} | {slowest} | {memory} |"


def _kind_line(kind: str, rows: Sequence[Mapping[str, Any]]) -> str:
    counts = " | ".join(_sum(rows, column) for column in ("runs", "struck", "faults"))
    return f"| {KIND_WORDS[kind]} | {len(rows)} | {counts} |"
