"""Time what an editor waits for: an edited paper written again, from Markdown and from Word.

python benchmarks/editions.py [--strict]

That every word comes back is asserted first. Whether the bar is met is printed; with --strict it is
asserted, on a quiet machine.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

BAR = 2.0
"""Wall seconds of ``detente render`` in a fresh process."""
RUNS = 3
PAIR = ("NATO", "Russia", "--as-of", "2013")
AS_IT_WAS = "(every word as it was)"


def _detente(*words: str, home: Path) -> str:
    """Run a command in a fresh process and give what it prints."""
    command = [sys.executable, "-m", "detente", *words, "--quiet"]
    env = {**os.environ, "DETENTE_HOME": str(home), "DETENTE_OFFLINE": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout


def _cpu() -> float:
    """Give the CPU-seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _render(text: Path, home: Path) -> tuple[float, float]:
    """Render a text: wall seconds and CPU-seconds."""
    began, before = time.perf_counter(), _cpu()
    said = _detente("render", str(text), "--out", str(text.parent / "again"), home=home)
    spent = time.perf_counter() - began, _cpu() - before
    assert AS_IT_WAS in " ".join(said.split()), said
    for ending in ("html", "pdf"):
        again = text.parent / "again" / f"{text.stem}.{ending}"
        assert again.read_bytes() == (text.parent / f"brief.{ending}").read_bytes(), ending
    return spent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, paper = Path(folder, "home"), Path(folder, "paper")
        _detente("brief", *PAIR, "--format", "md,docx", "--out", str(paper), home=home)
        for ending in ("md", "docx"):
            runs = [_render(paper / f"paper.{ending}", home) for _ in range(RUNS)]
            seconds, cpu = (median(values) for values in zip(*runs, strict=True))
            word = "under" if seconds < BAR else "OVER"
            print(
                f"render {ending:<6}{seconds:6.2f} s  {word} {BAR:g}; {cpu:.2f} CPU-s", flush=True
            )
            assert seconds < BAR or "--strict" not in sys.argv, (ending, seconds, BAR)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, median of {RUNS}")


if __name__ == "__main__":
    main()
