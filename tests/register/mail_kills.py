"""Kills the process that sends letters, and counts which of them arrive again."""

from __future__ import annotations

import email
import random
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.register.programs import LETTERS, SEND, command, run

ACCEPTED = "250 accepted"
SETTLED = 0.3
"""Seconds after a kill in which the mail server finishes what it has."""
LONG_AGO = "2026-01-01 00:00:00"
SENDING = "sending"


@dataclass
class Accepting:
    """A mail server that counts what it accepted, and may act as it accepts.

    Attributes
    ----------
    accepted : Counter
        Subject of each letter to how often it was accepted.
    names : set of str
        Message ids.
    before, after : callable
        Called before a letter is taken, and once it is accepted but not yet answered.
    process : subprocess.Popen or None
        Who sends.
    """

    accepted: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    before: Callable[[], None] = field(default=lambda: None)
    after: Callable[[], None] = field(default=lambda: None)
    process: Any = None

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.before()
        envelope.mail_from = address
        return ACCEPTED

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content)
        self.accepted[str(message["Subject"])] += 1
        self.names.add(str(message["Message-ID"]))
        self.after()
        return ACCEPTED


@dataclass
class Killed:
    """What kills left.

    Attributes
    ----------
    unrecorded : Counter
        Subject of a letter to the kills at which it was accepted and its record was missing.
    kills : int
        How many there were.
    """

    unrecorded: Counter[str] = field(default_factory=Counter)
    kills: int = 0


def written(folder: Path, letters: int) -> None:
    """Put letters into the outbox of a new site."""
    run(LETTERS, folder, "", Path(str(letters)))


def _site_rows(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "site.db", timeout=20)


def states(folder: Path) -> dict[str, str]:
    """Subject of each letter to its state."""
    with closing(_site_rows(folder)) as database:
        return dict(database.execute("SELECT subject, state FROM register_letter").fetchall())


def send_and_kill(
    folder: Path, port: int, server: Accepting, left: Killed, wait: Callable[[Any], bool]
) -> bool:
    """Send until the process is killed or has nothing left; whether it was killed.

    ``wait`` is given the process once it began, and says whether it shall be killed.
    """
    sending = command(SEND, folder, "", Path(str(port)))
    with subprocess.Popen(sending, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        wants = wait(process)
        if wants:
            process.kill()
        was_killed = process.wait() != 0
    time.sleep(SETTLED)
    if was_killed:
        left.kills += 1
        open_ones = [name for name, state in states(folder).items() if state == SENDING]
        # of a letter that was sent before, an earlier kill left the record out
        done = {name: server.accepted[name] - left.unrecorded[name] for name in open_ones}
        left.unrecorded.update(name for name, count in done.items() if count > 0)
    _time_goes_by(folder)
    return was_killed


def _time_goes_by(folder: Path) -> None:
    """Make the time pass after which a letter of a process that is gone is taken up again."""
    with closing(_site_rows(folder)) as database, database:
        database.execute(
            "UPDATE register_letter SET due_at = ? WHERE state = ?", (LONG_AGO, SENDING)
        )


def at_random(draws: random.Random, latest: float) -> Callable[[Any], bool]:
    """Wait for a random time."""

    def wait(process: Any) -> bool:
        time.sleep(draws.uniform(0, latest))
        return process.poll() is None

    return wait
