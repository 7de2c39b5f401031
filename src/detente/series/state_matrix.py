"""A column laid out as a matrix of states and years, each state with its successors in one row."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.crosswalk import letters_by_code

MOST_CODES = 1000
"""COW codes are below it."""


@cache
def _newest() -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Give all letters, sorted, and by code the place of its newest ones; -1 where it has none.

    The newest letters of a code are those of its successor where it has one.
    """
    named = letters_by_code("cow").drop_nulls("iso3").sort("year")
    newest = dict(named.select("ccode", "iso3").iter_rows())
    letters = tuple(sorted(set(newest.values())))
    places = np.full(MOST_CODES, -1, dtype=np.int64)
    places[list(newest)] = [letters.index(name) for name in newest.values()]
    return letters, places


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
    value = pl.col(column).cast(pl.Float64).alias("value")
    known = frame.select("ccode", "year", value).drop_nulls("value")
    codes, years = (known[key].to_numpy().astype(np.int64) for key in ("ccode", "year"))
    end = last or int(years.max(initial=first - 1))
    letters, places = _newest()
    within = (years >= first) & (years <= end)
    if not within.any():
        return (), np.full((0, 0), np.nan)
    named = within & (places[codes] >= 0)
    rows, row = np.unique(places[codes[named]], return_inverse=True)
    values = np.full((rows.size, end - first + 1), np.nan)
    # the larger value where two codes of one row have a year in common
    np.fmax.at(values, (row, years[named] - first), known["value"].to_numpy()[named])
    return tuple(letters[place] for place in rows), values
