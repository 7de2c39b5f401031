"""Rows that were merged: which of them stayed, which did not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from detente.archive.accounts import read_accounts
from detente.archive.engines import Wanted, batches_of, pieces_of, rows_between, spans_of
from detente.archive.repeats import KEY, repeats_path
from detente.archive.series import require_ending, write_rows
from detente.files import scratch_folder
from detente.frame_files import read_parquet, scan_parquet

SAME, NUMBER = "same pair, class, day and place", "same number"
"""Why a row was merged."""
LISTED = ("source", "reason", *KEY, "kept", "id")
"""Columns of the list: ``kept`` is the number of the row that stayed."""


def write_merged(folder: Path, wanted: Wanted, path: Path) -> int:
    """List the rows that were merged with another, in a file.

    Parameters
    ----------
    folder : pathlib.Path
        Of a converted archive.
    wanted : Wanted
        Which pairs, and until when.
    path : pathlib.Path
        ``.parquet`` or ``.csv``.

    Returns
    -------
    int
        How many rows were merged away.

    Raises
    ------
    RequestError
        For another ending.
    """
    require_ending(path)
    with scratch_folder() as scratch:
        names = []
        for number, part in enumerate(merged_rows(folder, wanted)):
            names.append(scratch / f"{number:06}.parquet")
            part.write_parquet(names[-1])
        parts = [scan_parquet(name) for name in names]
        return write_rows(pl.concat(parts) if parts else _none().lazy(), path)


def merged_rows(folder: Path, wanted: Wanted) -> Iterator[pl.DataFrame]:
    """Give the rows that were merged with another, some months at a time.

    Parameters
    ----------
    folder : pathlib.Path
        Of a converted archive.
    wanted : Wanted
        Which pairs, and until when.

    Yields
    ------
    polars.DataFrame
        The columns of `LISTED`.
    """
    for source, pieces in pieces_of(read_accounts(folder)).items():
        path = repeats_path(folder, source)
        repeats = read_parquet(path)
        for months in batches_of(pieces):
            is_one = len({piece.month for piece in months}) == 1
            for span in spans_of(months) if is_one else [None]:
                rows = rows_between(folder, months, span=span, repeats=repeats, wanted=wanted)
                yield _of_one_event(rows, source)
                whole = rows_between(
                    folder, months, span=span, repeats=repeats.clear(), wanted=wanted
                )
                yield _again(whole, repeats, source)


def _of_one_event(rows: pl.LazyFrame, source: str) -> pl.DataFrame:
    """Give the rows that agree with an earlier one in all that makes an event."""
    first = pl.col("id", "row").sort_by("row").first().name.prefix("first_")
    events = rows.group_by(KEY).agg(first, pl.len()).filter(pl.col("len") > 1)
    away = rows.join(events, on=KEY, nulls_equal=True).filter(pl.col("row") != pl.col("first_row"))
    return _named(away, source, SAME, kept="first_id")


def _again(rows: pl.LazyFrame, repeats: pl.DataFrame, source: str) -> pl.DataFrame:
    """Give the rows that say an event again under its own number."""
    away = rows.join(repeats.lazy().select("row"), on="row", how="semi")
    return _named(away, source, NUMBER, kept="id")


def _named(away: pl.LazyFrame, source: str, reason: str, *, kept: str) -> pl.DataFrame:
    """Say of rows whose they are, why they were merged, and with which."""
    words = [pl.lit(source).alias("source"), pl.lit(reason).alias("reason")]
    named = away.with_columns(*words, pl.col(kept).alias("kept"))
    return named.sort("row").select(LISTED).collect(engine="streaming")


def _none() -> pl.DataFrame:
    """Give the columns of no row."""
    return pl.DataFrame(schema=dict.fromkeys(LISTED, pl.String))
