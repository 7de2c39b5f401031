"""The entry point: runs a command and turns whatever ends it into an exit code and one line."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from pathlib import Path
from typing import TextIO

from detente.cli.console import replace_letters
from detente.errors import DetenteError

INTERRUPTED = 130
"""Exit code of a command that was interrupted."""
INTERRUPTED_LINE = "detente: interrupted; nothing half-written is left, run it again\n"
NO_MEMORY_LINE = "detente: there is not enough memory for this; ask for fewer rows or years\n"
ONE_THREAD = "OPENBLAS_NUM_THREADS"
"""Threads of numpy's linear algebra: our matrices are small, and idle threads cost more."""


OBJECTS_BETWEEN = 300_000
"""Objects made before Python looks for unused ones: a command is short and keeps most of them."""


def main() -> None:
    """Run the command line.

    Exit codes: 0 done, 1 a failure reported in one line, 2 wrong usage, 130 interrupted.
    """
    gc.set_threshold(OBJECTS_BETWEEN)
    # the system takes all memory back at once: no search for unused objects at the very end
    atexit.register(gc.freeze)
    os.environ.setdefault(ONE_THREAD, "1")  # before a command loads numpy; the user's own wins
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: results go nowhere, as asked
            setattr(sys, name, _nowhere())
    replace_letters(sys.stdout)
    try:
        try:
            # inside, so that an interrupt while loading is caught too
            from detente.cli.app import application

            application(next(iter(sys.argv[1:]), ""))()
        finally:
            sys.stdout.flush()
    except DetenteError as error:
        sys.stderr.write(f"detente: {error}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.stderr.write(INTERRUPTED_LINE)
        sys.exit(INTERRUPTED)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            sys.stderr.write(INTERRUPTED_LINE)
        raise
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


def _abandon() -> None:
    """Point standard output at nothing, so that closing it does not fail once more."""
    sys.stdout = _nowhere()


def _nowhere() -> TextIO:
    """Open the stream that swallows everything; it lives as long as the process."""
    return Path(os.devnull).open("w", encoding="utf-8")
