"""Rows that say an event again under the producer's own number: twins and re-emissions.

Some numbers occur twice, apart only by the day or by what was corrected. The row that was added
first stays, then that of the earliest day; the others are listed and left out of every count. Rows
that agree in pair, class, day and place need no list: counting merges them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.archive.accounts import REPEATS, Account
from detente.archive.ahead import ahead
from detente.archive.pieces import write_rows
from detente.files import scratch_folder
from detente.frame_files import read_parquet, scan_parquet

KEY = ("ccode1", "ccode2", "class", "day", "place")
"""What makes two rows one event."""
AT_ONCE = 2_000_000
"""Rows whose numbers are compared at once."""
LISTED = {
    "row": pl.Int64,
    "day": pl.Date,
    "ccode1": pl.Int16,
    "ccode2": pl.Int16,
    "id": pl.String,
    "added": pl.Date,
}
"""Columns of the list."""
FOUND = "found-"
"""How names of files begin that hold the rows of a heap that say an event again."""
READ = ("row", "id", "added", *KEY)
"""Columns that decide which row stays."""


def write_repeats(folder: Path, accounts: Sequence[Account]) -> None:
    """List the rows of each archive that say an event again.

    Parameters
    ----------
    folder : pathlib.Path
        Of the converted archive.
    accounts : sequence of Account
        All of them.
    """
    pieces = [piece for account in accounts for piece in account.pieces]
    for archive in sorted({piece.archive for piece in pieces}):
        own = [piece for piece in pieces if piece.archive == archive]
        rows = sum(piece.rows for piece in own)
        found = repeats_among([folder / piece.name for piece in own], rows)
        write_rows(repeats_path(folder, archive), found)


def repeats_path(folder: Path, archive: str) -> Path:
    """Name the file that lists the rows of an archive that say an event again.

    Parameters
    ----------
    folder : pathlib.Path
        Of the converted archive.
    archive : str
        Whose events.
    """
    return folder / REPEATS / f"{archive}.parquet"


def repeats_among(paths: Iterable[Path], rows: int) -> pl.DataFrame:
    """Find the rows that say an event again, in two looks at the pieces.

    The first writes the digest of each number and its row into heaps by digest, so that all rows of
    one number are in one heap of bounded size; the second reads the rows whose digest occurs again,
    and takes them heap by heap.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Pieces.
    rows : int
        How many they have; bounds the memory.

    Returns
    -------
    polars.DataFrame
        The columns of `LISTED`, in the order of ``row``.
    """
    pieces, heaps = list(paths), rows // AT_ONCE + 1
    with scratch_folder() as scratch:
        _heap_up(pieces, scratch, heaps)
        often = [_often(scratch / str(heap)) for heap in range(heaps)]
        suspects = np.sort(np.concatenate(often))
        del often
        for number, again in enumerate(_by_heap(pieces, suspects, scratch)):
            _said_again(again).write_parquet(scratch / f"{FOUND}{number}")
        # the list alone is held, and once
        found = [scan_parquet(path) for path in scratch.glob(f"{FOUND}*")]
        none = pl.LazyFrame(schema=LISTED)
        return pl.concat([none, *found]).sort("row").collect()


def _heap_up(pieces: Iterable[Path], scratch: Path, heaps: int) -> None:
    """Write digest and row of every number into the heap of its digest."""
    with ExitStack() as stack:
        files = [stack.enter_context((scratch / str(heap)).open("wb")) for heap in range(heaps)]
        # the numbers of the next piece are read while these are written
        for digests, rows in ahead((_numbers(path) for path in pieces), 1):
            both = np.stack([digests, rows], axis=1)
            heap_of = digests % np.uint64(heaps)
            for heap, file in enumerate(files):
                own = both[heap_of == heap] if heaps > 1 else both
                file.write(np.ascontiguousarray(own).data)


def _numbers(path: Path) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Read the digests of numbers in a piece, and their rows."""
    known = scan_parquet(path).select("id", "row").drop_nulls("id").collect()
    return _digests(known["id"]).to_numpy(), known["row"].cast(pl.UInt64).to_numpy()


def _digests(numbers: pl.Series) -> pl.Series:
    """Give digests of numbers; those of one run agree, and only that matters."""
    return numbers.hash(0)


def _often(heap: Path) -> NDArray[np.int64]:
    """Give the rows of a heap whose digest occurs more than once."""
    both = np.fromfile(heap, dtype=np.uint64).reshape(-1, 2)
    digests = np.ascontiguousarray(both[:, 0])
    ordered = np.sort(digests)
    twice = pl.Series(ordered[1:][ordered[1:] == ordered[:-1]])
    is_again = pl.Series(digests).is_in(twice.implode()).to_numpy()
    return np.asarray(both[is_again, 1], dtype=np.int64)


def _by_heap(
    pieces: Iterable[Path], suspects: NDArray[np.int64], scratch: Path
) -> Iterator[pl.DataFrame]:
    """Read some rows, and give them by the digest of their number, a bounded number at a time."""
    heaps, written = len(suspects) // AT_ONCE + 1, 0
    held: list[pl.DataFrame] = []

    def write() -> None:
        frame = pl.concat(held) if held else pl.DataFrame(schema={"id": pl.String})
        heap = (_digests(frame["id"]) % heaps).alias("heap")
        for (number,), own in frame.with_columns(heap).partition_by("heap", as_dict=True).items():
            own.drop("heap").write_parquet(scratch / f"{number}-{written}.parquet")
        held.clear()

    for frame in ahead((_rows_of(path, suspects) for path in pieces), 1):
        held.append(frame)
        if sum(frame.height for frame in held) >= AT_ONCE:
            write()
            written += 1
    write()
    for number in range(heaps):
        parts = sorted(scratch.glob(f"{number}-*.parquet"))
        if parts:
            yield pl.concat([read_parquet(path) for path in parts])


def _rows_of(path: Path, rows: NDArray[np.int64]) -> pl.DataFrame:
    """Read those of some rows that are in a piece, whose rows follow each other."""
    scan = scan_parquet(path)
    ends = scan.select(first=pl.col("row").first(), count=pl.len()).collect()
    first, count = ends.row(0)
    begin, end = np.searchsorted(rows, [first, first + count])
    own: pl.DataFrame = scan.select(*READ).collect()[rows[begin:end] - first]
    return own


def _said_again(again: pl.DataFrame) -> pl.DataFrame:
    """Leave the row of each number that stays, and those that agree with it in all of the key."""
    ordered = again.sort("id", "added", *KEY, "row", nulls_last=True)
    # two numbers of one digest are told apart here
    first = [(pl.col(name).eq_missing(pl.col(name).first().over("id"))) for name in KEY]
    return ordered.filter(~pl.all_horizontal(first)).select(*LISTED)
