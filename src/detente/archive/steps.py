"""Steps of a conversion: pieces by month, then their account, written while the next are read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import polars as pl

from detente.archive.accounts import MONTHS, Account, Piece, Source, write_account
from detente.archive.pieces import write_rows
from detente.archive.reading import Tally

logger = logging.getLogger(__name__)
ROWS_OF_STEP = 1 << 36
"""Numbers of rows that a step may give."""
Waiting = dict[str, list[pl.DataFrame]]
"""Frames that are not yet written, by archive."""


@dataclass(slots=True)
class Step:
    """What a step has read and not yet accounted for.

    Attributes
    ----------
    number : int
        Of the step.
    folder : pathlib.Path
        Of the converted archive.
    waiting : dict
        Frames that are not yet written, by archive.
    rows : int
        Rows of these.
    pieces : list of Piece
        Pieces that are written.
    sources : list of Source
        Files that are read whole.
    tally : Tally
        What became of their lines.
    given : int
        Numbers of rows that are given.
    """

    number: int
    folder: Path
    waiting: Waiting = field(default_factory=dict)
    rows: int = 0
    pieces: list[Piece] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    given: int = 0

    def take(self, archive: str, frames: Sequence[pl.DataFrame]) -> None:
        """Take events that are to be written."""
        full = [frame for frame in frames if frame.height]
        if full:
            self.waiting.setdefault(archive, []).extend(full)
        self.rows += sum(frame.height for frame in frames)

    def write(self, waiting: Waiting) -> None:
        """Write frames, a piece for each archive and month."""
        for archive in list(waiting):
            # what is written is held once: its frames are let go, and months taken one by one
            events = pl.concat(waiting.pop(archive), rechunk=True)
            days = events.select("day").with_row_index("at").sort("day", maintain_order=True)
            month = pl.col("day").dt.year() * 100 + pl.col("day").dt.month()
            begin = 0
            for run in days.select(month)["day"].rle():
                rows = events[days["at"].slice(begin, run["len"])]
                self._write(archive, run["value"], rows)
                begin += rows.height

    def _write(self, archive: str, month: int, events: pl.DataFrame) -> None:
        """Write the events of a month, with the numbers of their rows."""
        first = self.number * ROWS_OF_STEP + self.given
        self.given += events.height
        row = pl.int_range(first, first + events.height, dtype=pl.Int64).alias("row")
        place, name = len(self.pieces), f"{month // 100:04}-{month % 100:02}"
        path = Path(MONTHS, archive, name, f"{self.number:06}-{place:04}.parquet")
        write_rows(self.folder / path, events.with_columns(row))
        self.pieces.append(Piece(archive, name, name=path.as_posix(), rows=events.height))

    def close(self, waiting: Waiting) -> None:
        """Write frames, then the account."""
        self.write(waiting)
        account = Account(
            self.number,
            tuple(self.sources),
            pieces=tuple(self.pieces),
            tally=self.tally,
        )
        write_account(self.folder, account)
        lines, kept = self.tally.lines, self.tally.kept
        logger.info("step %s: %s lines, %s events", self.number, f"{lines:,}", f"{kept:,}")


class Writer:
    """Writes steps on a thread of its own, one after another, at most one behind.

    An error ends the run where the next step is handed in, or at the end.
    """

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(1)
        self.behind: Future[None] | None = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.thread.shutdown()

    def write(self, step: Step) -> None:
        """Write what a step has taken."""
        self._hand_in(step.write, step)

    def close(self, step: Step) -> None:
        """Write what a step has taken, then its account."""
        self._hand_in(step.close, step)

    def wait(self) -> None:
        """Wait until everything is written."""
        behind, self.behind = self.behind, None
        if behind is not None:
            behind.result()

    def _hand_in(self, work: Callable[[Waiting], None], step: Step) -> None:
        self.wait()
        waiting, step.waiting, step.rows = step.waiting, {}, 0
        self.behind = self.thread.submit(work, waiting)
