"""Run every benchmark, read its figures, and write them with their bars to a page.

``python benchmarks/all.py [--only WORD] [--history FILE] [--page FILE]``. The figures, their bars
and the commands are in ``figures.toml``. Each run adds its figures to the history, one line a
command, with the day, the commit, the load and the machine's cores; the page shows the newest of
every command. What needs public data or Java is left out, and named, where they are missing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.benchmarks.figures import Run, read_history, runs, take
from tests.benchmarks.page import page

FOLDER = Path(__file__).resolve().parent
MIRROR = os.environ.get("DETENTE_MIRROR") or str(FOLDER.parents[1] / "shared" / "sources")


def missing(run: Run) -> str:
    """Name what a run needs and does not find."""
    if run.needs == "mirror" and not Path(MIRROR).is_dir():
        return "the mirror of public data"
    if run.needs == "java" and shutil.which("java") is None:
        return "Java"
    return ""


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--only", default="", help="commands that hold this word")
    given.add_argument("--history", type=Path, default=FOLDER / "history.jsonl")
    given.add_argument("--page", type=Path, default=FOLDER.parent / "docs" / "benchmark-results.md")
    asked = given.parse_args()
    every = runs()
    failed = []
    for number, run in enumerate(every, start=1):
        if asked.only not in run.command:
            continue
        lacking = missing(run)
        if lacking:
            print(f"[{number} of {len(every)}] {run.command}: left out, without {lacking}")
            continue
        with tempfile.TemporaryDirectory() as home:  # what a run pulls is not the user's
            row = take(run, asked.history, {"DETENTE_MIRROR": MIRROR, "DETENTE_HOME": home})
        shown = ", ".join(f"{name} {value:g}" for name, value in row["figures"].items())
        print(
            f"[{number} of {len(every)}] {run.command}: {row['seconds']:.0f} s; {shown}", flush=True
        )
        if row["fault"]:
            failed.append(run.command)
            print(f"  {row['fault']}", flush=True)
    asked.page.write_text(page(every, read_history(asked.history)), encoding="utf8")
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
