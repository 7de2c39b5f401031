"""Rows that say an event again under the producer's own number: twins and re-emissions.

Some numbers occur twice, apart only by the day or by what was corrected. The row that was added
first stays, then that of the earliest day; the others are listed and left out of every count. Rows
that agree in pair, class, day and place need no list: counting merges them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.archive.accounts import REPEATS, Account
from detente.files import scratch_folder, write_whole
from detente.frame_files import read_parquet, scan_parquet

KEY = ("ccode1", "ccode2", "class", "day", "place")
"""What makes two rows one event."""
AT_ONCE = 8_000_000
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
        _write(repeats_path(folder, archive), found)


def _write(path: Path, found: pl.DataFrame) -> None:
    """Write a list, whole or not at all."""
    write_whole(
        path,
        lambda target: found.write_parquet(target),
        lambda target: read_parquet(target).equals(found),
    )


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
    one number are in one heap of bounded size; the second reads the rows whose digest occurs again.

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
    if not len(suspects):
        return pl.DataFrame(schema=LISTED)
    again = pl.concat([_rows_of(path, suspects) for path in pieces])
    return _said_again(again).sort("row")


def _heap_up(pieces: Iterable[Path], scratch: Path, heaps: int) -> None:
    """Write digest and row of every number into the heap of its digest."""
    with ExitStack() as stack:
        files = [stack.enter_context((scratch / str(heap)).open("wb")) for heap in range(heaps)]
        for path in pieces:
            known = scan_parquet(path).select("id", "row").drop_nulls("id").collect()
            # digests of one run agree, and only that matters
            digests = known["id"].hash(0).to_numpy()
            both = np.stack([digests, known["row"].cast(pl.UInt64).to_numpy()], axis=1)
            heap_of = digests % np.uint64(heaps)
            for heap, file in enumerate(files):
                own = both[heap_of == heap] if heaps > 1 else both
                file.write(np.ascontiguousarray(own).data)


def _often(heap: Path) -> NDArray[np.int64]:
    """Give the rows of a heap whose digest occurs more than once."""
    both = np.fromfile(heap, dtype=np.uint64).reshape(-1, 2)
    order = np.argsort(both[:, 0])
    digests = both[order, 0]
    same = digests[1:] == digests[:-1]
    is_again = np.append(same, [False]) | np.append([False], same) if len(digests) else same
    return np.asarray(both[order, 1][is_again], dtype=np.int64)


def _rows_of(path: Path, rows: NDArray[np.int64]) -> pl.DataFrame:
    """Read those of some rows that are in a piece, whose rows follow each other."""
    ends = scan_parquet(path).select(first=pl.col("row").min(), last=pl.col("row").max())
    first, last = ends.collect().row(0)
    begin, end = np.searchsorted(rows, [first, last + 1])
    own = pl.Series("row", rows[begin:end]).to_frame().lazy()
    return scan_parquet(path).join(own, on="row", how="semi").select(*READ).collect()


def _said_again(again: pl.DataFrame) -> pl.DataFrame:
    """Leave the row of each number that stays, and those that agree with it in all of the key."""
    ordered = again.sort("id", "added", *KEY, "row", nulls_last=True)
    # two numbers of one digest are told apart here
    first = [(pl.col(name).eq_missing(pl.col(name).first().over("id"))) for name in KEY]
    return ordered.filter(~pl.all_horizontal(first)).select(*LISTED)
