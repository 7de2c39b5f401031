"""The entry point: runs a command and turns whatever ends it into an exit code and one line.

Little is loaded before an interrupt is caught: whatever a command needs is loaded inside.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TextIO

INTERRUPTED = 130
"""Exit code of a command that was interrupted."""
READERS = ("polars", "pyo3_runtime")
"""Modules of errors at a table that breaks while it is read."""
INTERRUPTED_LINE = "detente: interrupted; nothing half-written is left, run it again\n"
NO_MEMORY_LINE = "detente: there is not enough memory for this; ask for fewer rows or years\n"
UNREADABLE_LINE = "detente: a table cannot be read; 'detente sources verify' says which\n"
ONE_THREAD = "OPENBLAS_NUM_THREADS"
"""Threads of numpy's linear algebra: our matrices are small, and idle threads cost more."""


OBJECTS_BETWEEN = 300_000
"""Objects made before Python looks for unused ones: a command is short and keeps most of them."""


class Interrupts:
    """Remembers that the user interrupted: a library may swallow what Python raises for it.

    Attributes
    ----------
    seen : bool
        Whether an interrupt came.
    """

    def __init__(self) -> None:
        self.seen = False

    def listen(self) -> None:
        """Take interrupts from now on, unless whoever started the process ignores them."""
        is_ours = threading.current_thread() is threading.main_thread()
        if is_ours and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._take)
            # once the result is complete, an interrupt has nothing left to end
            atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)

    def _take(self, number: int, frame: FrameType | None) -> None:
        self.seen = True
        signal.default_int_handler(number, frame)

    def end(self) -> None:
        """Say in one line that the command was interrupted, and end; another changes nothing."""
        if signal.getsignal(signal.SIGINT) == self._take:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stderr.write(INTERRUPTED_LINE)
        sys.exit(INTERRUPTED)


def main() -> None:
    """Run the command line.

    Exit codes: 0 done, 1 a failure reported in one line, 2 wrong usage, 130 interrupted.
    """
    interrupts = Interrupts()
    try:
        interrupts.listen()
        _run()
    except KeyboardInterrupt:
        interrupts.end()
    except SystemExit as ended:
        if ended.code == INTERRUPTED or interrupts.seen:
            interrupts.end()
        raise
    if interrupts.seen:
        interrupts.end()


def _run() -> None:
    """Run a command; whatever fails is one line and an exit code."""
    gc.set_threshold(OBJECTS_BETWEEN)
    # the system takes all memory back at once: no search for unused objects at the very end
    atexit.register(gc.freeze)
    os.environ.setdefault(ONE_THREAD, "1")  # before a command loads numpy; the user's own wins
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: results go nowhere, as asked
            setattr(sys, name, _nowhere())
    from detente.cli.console import replace_letters
    from detente.errors import DetenteError

    replace_letters(sys.stdout)
    try:
        try:
            from detente.cli.app import application

            application(next(iter(sys.argv[1:]), ""))()
        finally:
            sys.stdout.flush()
    except DetenteError as error:
        sys.stderr.write(f"detente: {error}\n")
        sys.exit(1)
    except BrokenPipeError:
        _abandon()
        sys.exit(0)
    except MemoryError:
        sys.stderr.write(NO_MEMORY_LINE)
        sys.exit(1)
    except OSError as error:
        _abandon()
        sys.stderr.write(f"detente: the result could not be written ({error.strerror or error})\n")
        sys.exit(1)
    except BaseException as error:
        # rows are read when they are needed: a table may break long after it was opened; what the
        # reader holds for impossible is no ordinary error
        if not type(error).__module__.startswith(READERS):
            raise
        sys.stderr.write(UNREADABLE_LINE)
        sys.exit(1)


def _abandon() -> None:
    """Point standard output at nothing, so that closing it does not fail once more."""
    sys.stdout = _nowhere()


def _nowhere() -> TextIO:
    """Open the stream that swallows everything; it lives as long as the process."""
    return Path(os.devnull).open("w", encoding="utf-8")
