"""Files of events read ahead, in their order: while lines are read, the next are fetched.

One thread recognises a file and takes its digest, one cuts it into blocks, two read blocks. Each is
a few blocks ahead of the next at most, so that memory does not grow with the files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

import polars as pl
from polars.exceptions import PolarsError

from detente.archive.accounts import Source
from detente.archive.blocks import BLOCK
from detente.archive.layouts import Layout
from detente.archive.reading import States, Tally, of_block, whole_blocks
from detente.errors import DetenteError

THREADS = 2
"""Blocks that are read at the same time."""
FILES_AHEAD, BLOCKS_AHEAD = 1, 2
"""Files that are recognised, and blocks that are cut, before they are asked for."""
FAULTS = (DetenteError, OSError, PolarsError)
"""What a file that cannot be read raises."""
Thing = TypeVar("Thing")
Read = tuple[pl.DataFrame, Tally]


@dataclass(slots=True, eq=False)
class Incoming:
    """A file on its way into the archive.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    layout : Layout, optional
        Its layout, where it is recognised and to be read.
    source : Source, optional
        What an account says of it.
    twin : str
        The file that holds the same, if any.
    error : Exception, optional
        Why it cannot be read.
    is_refused : bool
        Whether the run ends with the error.
    tally, cut : Tally
        What became of its lines; and of those that were left out when it was cut.
    frames : list of polars.DataFrame
        Events that no step has taken.
    is_split : bool
        Whether some of its events are written, in a step of its own.
    """

    path: Path
    layout: Layout | None = None
    source: Source | None = None
    twin: str = ""
    error: Exception | None = None
    is_refused: bool = False
    tally: Tally = field(default_factory=Tally)
    cut: Tally = field(default_factory=Tally)
    frames: list[pl.DataFrame] = field(default_factory=list)
    is_split: bool = False

    @property
    def archive(self) -> str:
        """Whose events they are; empty where none are read."""
        return self.layout.archive if self.layout is not None else ""

    @property
    def rows(self) -> int:
        """Events that no step has taken."""
        return sum(frame.height for frame in self.frames)


def ahead(things: Generator[Thing, None, None], most: int) -> Generator[Thing, None, None]:
    """Give what a generator gives, made on a thread of its own before it is asked for.

    Parameters
    ----------
    things : generator
        What is to be given.
    most : int
        How much is made before it is asked for.

    Examples
    --------
    >>> list(ahead((number * number for number in range(4)), 2))
    [0, 1, 4, 9]
    """
    end = object()
    with ThreadPoolExecutor(1) as thread:
        coming: deque[Future[object]] = deque()
        try:
            while True:
                while len(coming) <= most:
                    coming.append(thread.submit(next, things, end))
                thing = coming.popleft().result()
                if thing is end:
                    return
                yield cast(Thing, thing)
        finally:
            thread.shutdown(cancel_futures=True)
            things.close()


def in_order(
    files: Generator[Incoming, None, None],
    states: Callable[[Layout], States],
    size: int = BLOCK,
) -> Generator[tuple[Incoming, pl.DataFrame | None], None, None]:
    """Read files, and give their events in the order of files and lines.

    Parameters
    ----------
    files : generator of Incoming
        The files; asked for on another thread.
    states : callable
        Gives what finds the states of a layout.
    size : int
        Bytes that are cut at once.

    Yields
    ------
    tuple
        A file and events of it, in the columns of `SCHEMA`; at its end the file and None. A file
        that cannot be read has its error from then on, and its end follows.
    """
    parts = ahead(_cut(ahead(files, FILES_AHEAD), size), BLOCKS_AHEAD)
    with ThreadPoolExecutor(THREADS) as readers, closing(parts):
        waiting: deque[tuple[Incoming, Future[Read] | Exception | None]] = deque()
        running = 0
        for file, part in parts:
            if isinstance(part, bytes) and file.layout is not None:
                found = states(file.layout)
                waiting.append((file, readers.submit(of_block, part, file.layout, found)))
                running += 1
            elif not isinstance(part, bytes):
                waiting.append((file, part))
            while waiting and (running > THREADS or not isinstance(waiting[0][1], Future)):
                running -= isinstance(waiting[0][1], Future)
                yield from _given(*waiting.popleft())
        for file, done in waiting:
            yield from _given(file, done)


def _cut(
    files: Generator[Incoming, None, None], size: int
) -> Generator[tuple[Incoming, bytes | Exception | None], None, None]:
    """Cut files into blocks of whole lines; at its end a file is given with None or its error."""
    with closing(files):
        for file in files:
            cut = Tally()
            try:
                if file.layout is not None:
                    for block in whole_blocks(file.path, file.layout, cut, size):
                        if file.error is not None:
                            break
                        yield file, block
            except FAULTS as error:
                yield file, error
            file.cut = cut
            yield file, None


def _given(
    file: Incoming, done: Future[Read] | Exception | None
) -> Generator[tuple[Incoming, pl.DataFrame | None], None, None]:
    """Give the events of a block that was read; none of a file that is broken."""
    if isinstance(done, Exception):
        file.error = file.error or done
    elif done is None:
        file.tally.add(file.cut)
        yield file, None
    elif file.error is None:
        try:
            events, tally = done.result()
        except FAULTS as error:
            file.error = error
            return
        file.tally.add(tally)
        yield file, events
