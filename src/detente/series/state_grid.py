"""Columns of a table of states and years, laid out as an array that is read without a join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.systems import FIRST_YEAR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_CODES = 1000
"""COW codes are below it."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Columns by state and year.

    Attributes
    ----------
    columns : tuple of str
        Names of the K columns.
    first : int
        First year.
    row : ndarray of int
        Row of a state by its code; -1 where it has none.
    values : ndarray, shape (S, T, K)
        Values; NaN where none is known.
    """

    columns: tuple[str, ...]
    first: int
    row: Ints
    values: Floats

    def at(self, codes: NDArray[np.integer], years: NDArray[np.integer] | int) -> Floats:
        """Give the values of some states in some years, shape (N, K); NaN where none is known.

        Parameters
        ----------
        codes : ndarray of int, shape (N,)
            COW codes.
        years : ndarray of int, shape (N,), or int
            The year of each, or one for all.
        """
        row, place = self.row[codes], years - self.first
        found = np.full((row.size, len(self.columns)), np.nan)
        held = (row >= 0) & (place >= 0) & (place < self.values.shape[1])
        found[held] = self.values[row[held], np.broadcast_to(place, row.shape)[held]]
        return found


def grid(frame: pl.DataFrame, columns: Sequence[str]) -> Grid:
    """Lay some columns of a table out.

    Parameters
    ----------
    frame : polars.DataFrame
        ``ccode``, ``year``, one row each two, and the columns.
    columns : sequence of str
        Which ones.

    Examples
    --------
    >>> frame = pl.DataFrame({"ccode": [2, 365], "year": [1990, 1991], "x": [1.0, 2.0]})
    >>> grid(frame, ["x"]).at(np.array([2, 365, 20]), 1991).ravel().tolist()
    [nan, 2.0, nan]
    """
    codes, years = (frame[key].to_numpy().astype(np.int64) for key in ("ccode", "year"))
    first = int(years.min()) if years.size else FIRST_YEAR
    states = np.unique(codes)
    row = np.full(MOST_CODES, -1, dtype=np.int64)
    row[states] = np.arange(states.size)
    span = int(years.max(initial=first)) - first + 1
    values = np.full((states.size, span, len(columns)), np.nan)
    values[row[codes], years - first] = frame.select(
        pl.col(list(columns)).cast(pl.Float64)
    ).to_numpy()
    return Grid(tuple(columns), first, row=row, values=values)
