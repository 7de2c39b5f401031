"""A column laid out as a matrix of states and years, each state with its successors in one row."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.crosswalk import letters_by_code

LATEST = 9999
"""Later than any year."""


@cache
def _newest() -> pl.DataFrame:
    """Give the newest letters of each code: those of its successor where it has one."""
    return (
        letters_by_code("cow")
        .drop_nulls("iso3")
        .sort("year")
        .group_by("ccode")
        .agg(pl.col("iso3").last())
    )


def state_matrix(
    frame: pl.DataFrame, column: str, first: int, last: int | None = None
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Lay a column out by state and year: the Soviet Union with Russia, both codes of Germany's
    west in one row.

    Parameters
    ----------
    frame : polars.DataFrame
        ``ccode``, ``year`` and the column.
    column : str
        Which one.
    first, last : int
        Years; to the newest one with data by default.

    Returns
    -------
    tuple
        ISO letters of the U rows, sorted; values of shape (U, T), NaN where there is none.

    Examples
    --------
    >>> frame = pl.DataFrame(
    ...     {"ccode": [260, 255, 2], "year": [1989, 1991, 1991], "x": [1.0, 2.0, 3.0]}
    ... )
    >>> names, values = state_matrix(frame, "x", 1989)
    >>> names, values[0].tolist()
    (('DEU', 'USA'), [1.0, nan, 2.0])
    """
    until = last or LATEST
    keys = pl.col("ccode", "year").cast(pl.Int64)
    value = pl.col(column).cast(pl.Float64).alias("value")
    known = frame.select(keys, value).filter(
        pl.col("value").is_not_null(), pl.col("year").is_between(first, until)
    )
    if known.is_empty():
        return (), np.full((0, 0), np.nan)
    end = last or int(known["year"].to_numpy().max())
    by_state = known.join(_newest(), on="ccode", how="inner").pivot(
        "iso3", index="year", values="value", aggregate_function="max"
    )
    every = pl.DataFrame({"year": range(first, end + 1)}, schema={"year": pl.Int64})
    wide = every.join(by_state, on="year", how="left", maintain_order="left").drop("year")
    letters = tuple(sorted(wide.columns))
    return letters, wide.select(letters).to_numpy().T.astype(float)
