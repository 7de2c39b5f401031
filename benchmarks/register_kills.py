"""Kill processes at random points: which answered writes are lost, which letters are repeated?

``python benchmarks/register_kills.py [KILLS] [DATABASE]`` prints a line for a process that writes
comments, and one for the process that sends letters (SQLite, a mail server on this machine).
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from aiosmtpd.controller import Controller

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.register.mail_kills import Accepting, Killed, at_random, send_and_kill, states, written
from tests.register.programs import COUNT, FILL, WRITE, command, run

LETTERS_A_KILL = 12
"""Letters for each kill of the process that sends them."""
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


def repeat(kills: int) -> None:
    """Kill the process that sends letters, and compare what arrived with what was recorded."""
    draws, server, left = random.Random(2), Accepting(), Killed()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder, kills * LETTERS_A_KILL)
        controller.start()
        while left.kills < kills and send_and_kill(
            folder, port, server, left, at_random(draws, LATEST)
        ):
            pass
        while "sent" not in set(states(folder).values()) or len(set(states(folder).values())) > 1:
            send_and_kill(folder, port, server, left, lambda process: False)
        controller.stop()
    again = Counter({key: count - 1 for key, count in server.accepted.items() if count > 1})
    print(
        f"{left.kills} kills, {len(server.accepted)} letters arrived of {kills * LETTERS_A_KILL}, "
        f"{again.total()} again; accepted and not recorded at a kill: {left.unrecorded.total()}; "
        f"repeated for another reason: {(again - left.unrecorded).total()}"
    )


if __name__ == "__main__":
    repeat(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, "".join(sys.argv[2:3]))
