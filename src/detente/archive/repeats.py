"""Rows that say an event again under the producer's own number: twins and re-emissions.

Some numbers occur twice, apart only by the day or by what was corrected. The row that was added
first stays, then that of the earliest day; the others are listed and left out of every count. Rows
that agree in pair, class, day and place need no list: counting merges them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from detente.archive.accounts import REPEATS, Account
from detente.files import write_whole
from detente.frame_files import read_parquet, scan_parquet

KEY = ("ccode1", "ccode2", "class", "day", "place")
"""What makes two rows one event."""
AT_ONCE = 4_000_000
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
    """Find the rows that say an event again, a part of the numbers at a time.

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
    events = pl.concat([scan_parquet(path) for path in paths])
    parts = rows // AT_ONCE + 1
    found = [_of_part(events, part, parts) for part in range(parts)]
    return pl.concat(found).sort("row")


def _of_part(events: pl.LazyFrame, part: int, parts: int) -> pl.DataFrame:
    """Find those among the numbers that fall into one part."""
    numbered = events.filter(pl.col("id").is_not_null())
    if parts > 1:
        # the part of a number is the same within a run, and only that matters
        numbered = numbered.filter(pl.col("id").hash(0) % parts == part)
    often = numbered.group_by("id").len().filter(pl.col("len") > 1).select("id")
    ids = often.collect(engine="streaming")["id"]
    if ids.is_empty():
        return pl.DataFrame(schema=LISTED)
    again = numbered.filter(pl.col("id").is_in(ids.implode())).collect(engine="streaming")
    ordered = again.sort("id", "added", *KEY, "row", nulls_last=True)
    first = [(pl.col(name).eq_missing(pl.col(name).first().over("id"))) for name in KEY]
    return ordered.filter(~pl.all_horizontal(first)).select(*LISTED)
