"""A worker: a process that takes tasks from the workbench, one after the other.

``python -m detente.web.worker CREW`` is started by `detente.web.crew` and ends when its standard
input does.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from detente.errors import DetenteError
from detente.web import wire
from detente.web.shelf import CREWS, TASKS

LIBRARY = "detente"
"""Logger under which the library says what it is doing."""
PAGE_KB = 4
"""Kilobytes of a page of memory."""
OBJECTS_BETWEEN = 100_000
"""Objects made before Python looks for unused ones."""


class Steps(logging.Handler):
    """Sends each line that the library logs to the workbench, as a step of the task.

    Parameters
    ----------
    send : callable
        Sends a message.
    """

    def __init__(self, send: Callable[[Any], None]) -> None:
        super().__init__(logging.INFO)
        self.send = send

    def emit(self, record: logging.LogRecord) -> None:
        """Send a line, and how much of how much is done where the line says so."""
        done, total = getattr(record, "done", None), getattr(record, "total", None)
        self.send((wire.STEP, record.getMessage(), done, total))


def main() -> None:
    """Take tasks until nobody sends any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the workbench ends its workers
    gc.set_threshold(OBJECTS_BETWEEN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer

    def send(message: Any) -> None:
        answers.write(wire.packed(message))
        answers.flush()

    _listen(send)
    crew = CREWS[sys.argv[1]]
    if crew.warm:
        _called(crew.warm)()
    # what is loaded now stays: whoever looks for unused objects need not look at it again
    gc.collect()
    gc.freeze()
    send((wire.READY, memory_mb()))
    serve(sys.stdin.buffer, send)


def _listen(send: Callable[[Any], None]) -> None:
    """Let the library's log go to the workbench."""
    logger = logging.getLogger(LIBRARY)
    logger.addHandler(Steps(send))
    logger.setLevel(logging.INFO)
    logger.propagate = False


def serve(tasks: IO[bytes], send: Callable[[Any], None]) -> None:
    """Do each task and send its answer, its refusal or its fault.

    Parameters
    ----------
    tasks : binary file
        Where tasks come from.
    send : callable
        Sends a message.
    """
    while True:
        try:
            name, arguments = wire.received(tasks)
        except EOFError:
            return
        send(answer(name, arguments))


def answer(name: str, arguments: dict[str, Any]) -> tuple[Any, ...]:
    """Do a task.

    Parameters
    ----------
    name : str
        Of `detente.web.shelf.TASKS`.
    arguments : dict
        What it takes.

    Returns
    -------
    tuple
        The kind of message, what it holds, and the megabytes that the worker has now.
    """
    try:
        found = _called(TASKS[name])(**arguments)
    except DetenteError as error:
        return (wire.REFUSED, error_parts(error), memory_mb())
    except MemoryError:
        return (wire.FAILED, "there is not enough memory for this", memory_mb())
    except Exception as error:
        logging.getLogger(f"{LIBRARY}.web").exception("task %s failed", name)
        return (wire.FAILED, f"{type(error).__name__} in task {name}", memory_mb())
    return (wire.DONE, found, slimmed())


def error_parts(error: DetenteError) -> dict[str, Any]:
    """Take an error apart, so that it can be sent.

    Parameters
    ----------
    error : DetenteError
        What was raised.
    """
    parts = {"what": error.what, "where": error.where, "next_step": error.next_step}
    codes = getattr(error, "codes", ())
    return {**parts, "near": error.near, "kind": type(error).__name__, "codes": codes}


def memory_mb() -> int:
    """Measure the memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE_KB // 1024


def slimmed() -> int:
    """Give back the memory that nothing uses, and measure what is left."""
    crew = CREWS[sys.argv[1]]
    for slim in (*crew.slim, ""):
        if memory_mb() <= crew.trim_mb:
            break
        if slim:
            _called(slim)()
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
    return memory_mb()


def _called(place: str) -> Callable[..., Any]:
    """Give a function by its module and name."""
    module, _, name = place.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


if __name__ == "__main__":
    main()
