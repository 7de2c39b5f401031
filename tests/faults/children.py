"""Children: a run in a process of its own that is ended before its n-th step, or after some time.

A child is forked, so that nothing is loaded twice; the parent itself never computes. A step is
whatever the interpreter announces about a path in the watched folder: a file that is opened,
renamed or removed, a folder that is made or removed. A child that ends before step n + 1 ends after
step n.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import DetenteError

STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate")
"""What is announced about files (the audit events of Python)."""
PATIENCE = 120.0
"""Seconds after which a child that does not end has hung."""
BEGUN = b"begun\n"
Hook = Callable[[int, str], None]
"""Takes the number of a step, from 1 on, and what it is."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What became of a child.

    Attributes
    ----------
    is_killed, has_hung : bool
        Whether it was killed, by us or because it did not end.
    refused : bool
        Whether it ended in an error of the tree, of one line.
    steps : int
        Steps that it reached.
    fault : str
        Class and text of the error that ended it; empty for none.
    trace : str
        Where the error was raised.
    seconds : float
        From its begin to its end.
    """

    is_killed: bool = False
    has_hung: bool = False
    refused: bool = False
    steps: int = 0
    fault: str = ""
    trace: str = ""
    seconds: float = 0.0


class Steps:
    """Counts the steps in a folder, and calls a hook before each.

    Parameters
    ----------
    folder : pathlib.Path
        What is watched.
    hook : callable
        Called before every step.
    """

    def __init__(self, folder: Path, hook: Hook) -> None:
        self.root, self.hook, self.count = f"{folder}/", hook, 0
        sys.addaudithook(self._announced)

    def _announced(self, event: str, given: tuple[Any, ...]) -> None:
        if event in STEPS and self._is_inside(given):
            self.count += 1
            self.hook(self.count, event)

    def _is_inside(self, given: tuple[Any, ...]) -> bool:
        """Tell whether a path is in the folder; one below an open folder is taken for it."""
        path = given[0]
        if isinstance(path, int):
            return False
        text = os.fsdecode(path)
        return text.startswith(self.root) or (
            not Path(text).is_absolute() and given[-1] not in (-1, 0)
        )


def nothing(number: int, event: str) -> None:
    """Let a step be."""


def killing(at: int) -> Hook:
    """Give the hook that kills its own process before a step."""

    def hook(number: int, event: str) -> None:
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def fork() -> int:
    """Fork: the threads of loaded libraries do not go along, which newer versions warn of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def started(
    work: Callable[[], object], folder: Path, *, hook: Hook = nothing
) -> tuple[int, int, float]:
    """Fork a child that works; give its number, the end of its pipe, and when it began."""
    reading, writing = os.pipe()
    began = time.monotonic()
    number = fork()
    if number == 0:
        os.close(reading)
        _run(work, folder, hook, writing)
    os.close(writing)
    return number, reading, began


def _run(work: Callable[[], object], folder: Path, hook: Hook, pipe: int) -> None:
    """Work, say how it ended, and leave without what a process does at its end."""
    said: dict[str, Any] = {}
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    steps = Steps(folder, hook)
    os.write(pipe, BEGUN)
    try:
        work()
    except BaseException as error:
        fault = f"{type(error).__name__}: {error}"
        refused = isinstance(error, DetenteError) and "\n" not in fault
        said = {"fault": fault[:2_000], "refused": refused, "trace": _place(error)}
    said["steps"] = steps.count
    os.write(pipe, json.dumps(said).encode())
    os._exit(0)


def _place(error: BaseException) -> str:
    """Give the lines that led to an error."""
    return "".join(traceback.format_exception(error))[-3_000:]


def ended(child: tuple[int, int, float], *, killed_after: float = PATIENCE) -> Ended:
    """Wait for a child; it is killed so many seconds after it said that it begins."""
    number, reading, began = child
    said, killed = b"", False
    until = time.monotonic() + PATIENCE
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            os.kill(number, signal.SIGKILL)
            killed = True
            until = time.monotonic() + PATIENCE
            continue
        piece = os.read(reading, 1 << 16)
        if not piece:
            break
        if not said:
            until = time.monotonic() + killed_after
        said += piece
    os.close(reading)
    _, status = os.waitpid(number, 0)
    seconds = time.monotonic() - began
    text = said.removeprefix(BEGUN)
    if not text:
        hung = killed and killed_after >= PATIENCE
        return Ended(is_killed=os.WIFSIGNALED(status), has_hung=hung, seconds=seconds)
    return Ended(**json.loads(text), seconds=seconds)


def run(
    work: Callable[[], object],
    folder: Path,
    *,
    hook: Hook = nothing,
    killed_after: float = PATIENCE,
) -> Ended:
    """Fork a child that works, and wait for it."""
    return ended(started(work, folder, hook=hook), killed_after=killed_after)
