"""The console: progress on standard error, results on standard output."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from detente.letters import visible, visible_json

COLUMNS = 100
"""Letters of a line in a terminal."""
GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
"""What separates columns, and a label from what it names."""
WIDEST_LABEL = 60
"""Column up to which a gap is taken for the begin of a text."""
LIBRARY = "detente"
"""Logger under which every module of the package logs what it does."""


class PlainLines(logging.Handler):
    """Writes each log line with the seconds gone by: for a file, a pipe or another program."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.began = time.monotonic()

    def stamped(self, record: logging.LogRecord) -> str:
        """Write a line with the seconds since the command began to work."""
        said = visible(record.getMessage()).replace("\n", " ")
        return f"[{time.monotonic() - self.began:5.1f} s] {said}"

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line at once, so that whoever waits for it sees it."""
        sys.stderr.write(self.stamped(record) + "\n")
        sys.stderr.flush()


class LiveLines(PlainLines):
    """Writes the same lines on a terminal, above a spinner and a bar that disappear at the end.

    A record that carries ``done`` and ``total`` (logged with ``extra=``) moves the bar instead of
    adding a line.
    """

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self.bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self.task = self.bar.add_task("working", total=None)
        self.bar.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Show the line, or how far the work is."""
        total = getattr(record, "total", None)
        if total is None:
            self.bar.console.print(self.stamped(record), markup=False, highlight=False)
        self.bar.update(
            self.task,
            description=visible(record.getMessage()),
            completed=getattr(record, "done", 0),
        )
        self.bar.tasks[0].total = total

    def close(self) -> None:
        """Take spinner and bar away."""
        self.bar.stop()
        super().close()


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[None]:
    """Show what the library logs while a command is at work.

    Parameters
    ----------
    quiet : bool
        Show nothing.
    """
    if quiet:
        yield
        return
    logger = logging.getLogger(LIBRARY)
    handler = LiveLines() if sys.stderr.isatty() else PlainLines()
    level_before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level_before)
        logger.removeHandler(handler)
        handler.close()


def out(text: str = "") -> None:
    """Write lines of the result, none wider than a terminal, and none that steers it."""
    for line in visible(text).split("\n"):
        for part in within(line):
            sys.stdout.write(part + "\n")


def within(line: str) -> list[str]:
    """Break a line that is wider than a terminal; what follows is set in below its last column.

    Parameters
    ----------
    line : str
        A line. Words are not broken: a path or an address stays whole.

    Examples
    --------
    >>> within("note:   short")
    ['note:   short']
    >>> [part[:12] for part in within("note:   " + "word " * 20)]
    ['note:   word', '        word']
    """
    if len(line) <= COLUMNS:
        return [line]
    starts = [found.end() for found in GAP.finditer(line) if found.end() <= WIDEST_LABEL]
    lead = len(line) - len(line.lstrip())
    indent = " " * (starts[-1] if starts else lead + 2)
    return textwrap.wrap(
        line,
        COLUMNS,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def beside(line: str) -> None:
    """Write a line beside the result, on standard error.

    Parameters
    ----------
    line : str
        The line.
    """
    sys.stderr.write(f"{visible(line)}\n")


def out_json(value: Any) -> None:
    """Write the result as JSON; letters that the output cannot hold are written as escapes."""
    escaped = not holds_every_letter(sys.stdout)
    text = json.dumps(value, indent=1, ensure_ascii=escaped, sort_keys=True, allow_nan=False)
    sys.stdout.write(visible_json(text) + "\n")


def holds_every_letter(stream: TextIO) -> bool:
    """Tell whether a stream can hold every letter; one without an encoding is text in memory.

    Examples
    --------
    >>> import io
    >>> holds_every_letter(io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    False
    """
    return (stream.encoding or "utf-8").lower().startswith("utf")


def replace_letters(stream: TextIO) -> None:
    """Let a stream write '?' for a letter that it cannot hold, instead of failing.

    Parameters
    ----------
    stream : file
        Standard output; of one that is not a file of the system nothing is changed.
    """
    if isinstance(stream, io.TextIOWrapper) and not holds_every_letter(stream):
        stream.reconfigure(errors="replace")
