"""The record of proof: its tables, as they come with the package and as a view could know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import polars as pl

from detente.errors import StoreError
from detente.files import write_whole
from detente.frame_files import read_parquet
from detente.scenarios.proof import cases, degeneracy, plain_futures, published, sensitivity
from detente.span import last_full_year
from detente.store.read_back import parquet_holds

SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "cases": cases.SCHEMA,
    "chances": plain_futures.CHANCES,
    "outlook": plain_futures.CHANCES,
    "free_runs": degeneracy.SCHEMA,
    "sensitivity": sensitivity.SCHEMA,
    "published": published.SCHEMA,
}
"""Tables of the record and their columns."""
DIGITS = 5
"""Significant digits that are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What simulated futures were worth in the past.

    Attributes
    ----------
    cases : polars.DataFrame
        Back-test, placebos and joiners, one forecast a row.
    chances, outlook : polars.DataFrame
        Chances of accession whose day is over, and those of two views beyond.
    free_runs, sensitivity, published : polars.DataFrame
        Free runs beside the record, moved priors, and published effects.
    """

    cases: pl.DataFrame
    chances: pl.DataFrame
    outlook: pl.DataFrame
    free_runs: pl.DataFrame
    sensitivity: pl.DataFrame
    published: pl.DataFrame

    @property
    def last(self) -> int:
        """The last year whose outcomes the record knows."""
        newest: Any = self.outlook["view"].max()
        return int(newest)

    def as_of(self, day: date) -> Record:
        """Give what a view could know: forecasts whose year was over.

        What was estimated on all years is left out for an earlier view.

        Parameters
        ----------
        day : datetime.date
            The view.
        """
        last = last_full_year(day)
        if last >= self.last:
            return self
        horizon = pl.col("horizon").cast(pl.Int32)
        cases = self.cases.filter(pl.col("year") - 1 + horizon <= last)
        chances = self.chances.filter(pl.col("view") + horizon <= last)
        ahead = pl.col("view") + horizon > last
        came = pl.when(ahead).then(None).otherwise("came").alias("came")
        outlook = self.outlook.filter(pl.col("view") <= last).with_columns(came)
        of_all_years = ("free_runs", "sensitivity", "published")
        rest = {name: getattr(self, name).clear() for name in of_all_years}
        return Record(cases=cases, chances=chances, outlook=outlook, **rest)


def packaged() -> Record:
    """Read the record that comes with the package.

    Examples
    --------
    >>> record = packaged()
    >>> record.last >= 2025, record.cases.height > 0
    (True, True)
    """
    return _packaged(Path(str(resources.files(__package__).joinpath("record"))))


@cache
def _packaged(folder: Path) -> Record:
    return read(folder)


def read(folder: Path) -> Record:
    """Read a record from a folder.

    Parameters
    ----------
    folder : pathlib.Path
        One Parquet file a table.

    Raises
    ------
    StoreError
        Where a table is missing, cannot be read, or has other columns.
    """
    return Record(**{name: _table(folder / f"{name}.parquet", name) for name in SCHEMAS})


def _table(path: Path, name: str) -> pl.DataFrame:
    again = "'detente backtest scenario --again' computes it"
    try:
        frame = read_parquet(path)
    except (OSError, pl.exceptions.PolarsError):
        message = f"the record of scenarios has no table '{name}' that can be read"
        raise StoreError(message, where=str(path), next_step=again) from None
    if dict(frame.schema) != dict(SCHEMAS[name]):
        message = f"the table '{name}' of the record of scenarios has other columns"
        raise StoreError(message, where=str(path), next_step=again)
    return frame


def write(record: Record, folder: Path) -> None:
    """Write a record into a folder, each file whole or not at all.

    Parameters
    ----------
    record : Record
        The tables.
    folder : pathlib.Path
        Made if need be.
    """
    for name in SCHEMAS:
        write_frame(getattr(record, name), folder / f"{name}.parquet")


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Write one table, whole or not at all.

    Parameters
    ----------
    frame : polars.DataFrame
        The table.
    path : pathlib.Path
        Its file.
    """
    write_whole(
        path,
        lambda staged: frame.write_parquet(
            staged, compression="zstd", compression_level=15, statistics=False
        ),
        lambda staged: parquet_holds(staged, frame),
    )


def rounded(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep as many digits of measured numbers as a record needs.

    Parameters
    ----------
    frame : polars.DataFrame
        A table.
    """
    return frame.with_columns(pl.col(pl.Float32).round_sig_figs(DIGITS))
