"""Kill a process that writes comments at random points: which answered writes are lost?

``python benchmarks/register_kills.py [KILLS] [DATABASE]`` prints one line.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.register.programs import COUNT, FILL, WRITE, command, run

LATEST = 0.6
"""Seconds after the first answered write by which the process is killed."""


def main(kills: int, database: str) -> None:
    """Kill it so often, and compare what was answered with what is there."""
    draws = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(FILL, folder, database)
        answered: set[int] = set()
        for _ in range(kills):
            with subprocess.Popen(
                command(WRITE, folder, database), stdout=subprocess.PIPE
            ) as process:
                assert process.stdout is not None
                first = process.stdout.readline()
                time.sleep(draws.uniform(0, LATEST))
                process.kill()
                rest = process.stdout.read()
            whole = (first + rest).rpartition(b"\n")[0].split(b"\n")
            answered |= {int(line) for line in whole if line}
        kept = set(run(COUNT, folder, database))
    lost = len(answered - kept)
    print(f"{kills} kills, {len(answered)} answered writes, {lost} lost, {len(kept)} kept")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, "".join(sys.argv[2:3]))
