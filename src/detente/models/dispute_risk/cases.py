"""Pairs and years in arrays: what was known at the end of a year, and the dispute of the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.models.dispute_risk.blocks import FEATURES
from detente.models.features.dyad_years import LAST, LAST_GML, LAST_KNOWN
from detente.models.features.pairs import after

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SINCE = 1946
"""First year of disputes fitted on."""
THIN = 15
"""Of quiet years of pairs without a border or a major power every fifteenth is fitted on, and
counts fifteen times."""
QUIET = float(np.log1p(10.0))
"""``peace`` of a pair that was quiet for ten years."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Pairs and years in arrays.

    Attributes
    ----------
    rows : polars.DataFrame
        As `with_next_year` gives them.
    features : ndarray, shape (N, P)
        `FEATURES`; NaN where missing.
    onset, year : ndarray, shape (N,)
        Whether a dispute began (0 where it is not known), and in which year.
    pair : ndarray of int, shape (N,)
        Number of the pair.
    unit : ndarray of int, shape (N,)
        Pairs, numbered from 0.
    near, known, seen : ndarray of bool, shape (N,)
        Whether a pair has a border or a major power; whether the outcome is known from any source;
        whether it is known from the first, on which forecasts are scored.
    turn : ndarray of int, shape (N,)
        From `thinning_turn`.
    """

    rows: pl.DataFrame
    features: Floats
    onset: Floats
    year: Ints
    pair: Ints
    unit: Ints
    near: Bools
    known: Bools
    seen: Bools
    turn: Ints

    @property
    def common(self) -> Bools:
        """Quiet years of pairs without a border or a major power: nearly all rows."""
        common: Bools = ~self.near & (self.onset == 0)
        return common

    @property
    def quiet(self) -> Bools:
        """Whether the pair had no dispute in the ten years before."""
        peace = self.rows["peace"].to_numpy()
        quiet: Bools = peace >= QUIET - 1e-9
        return quiet

    def thinned(self, member: int) -> Floats:
        """Give the weight of each row where a member takes one turn of the common rows."""
        out_of_turn = self.common & (self.turn != member % THIN)
        weight: Floats = np.where(self.common, float(THIN), 1.0)
        return np.where(out_of_turn, 0.0, weight)


def thinning_turn(pair: Ints, year: Ints) -> Ints:
    """Deal pairs and years evenly into `THIN` turns, the same ones in every run.

    Two primes scatter neighbouring years and pairs over all turns, so that each member, which
    takes one turn of the quiet years, sees some of every pair and of every year. A seeded draw
    would depend on the order of the rows; this depends on pair and year alone.

    Parameters
    ----------
    pair, year : ndarray of int, shape (N,)
        Numbers of the pairs, and years.

    Examples
    --------
    >>> thinning_turn(np.array([2365, 2365, 2366]), np.array([1990, 1991, 1990])).tolist()
    [1, 3, 11]
    """
    turn: Ints = (pair * 7919 + year * 104729) // 13 % THIN
    return turn


def with_next_year(frame: pl.DataFrame) -> pl.DataFrame:
    """Move each row to the year after it, with the dispute of that year as ``onset_next``.

    A pair without a next year says nothing and is left out.

    Parameters
    ----------
    frame : polars.DataFrame
        As `dyad_years.laid_out` gives it.
    """
    year = pl.col("year")
    onset_next = pl.when(year < LAST_KNOWN).then(after(pl.col("onset"), 1))
    goes_on = after(year, 1).is_not_null() | (year == LAST)
    moved = frame.with_columns(onset_next=onset_next, goes_on=goes_on, year=year + 1)
    return moved.filter("goes_on", year > SINCE).drop("goes_on")


def cases_of(rows: pl.DataFrame) -> Cases:
    """Put rows into arrays.

    Parameters
    ----------
    rows : polars.DataFrame
        Pairs and years with `FEATURES`, ``onset_next``, ``relevant`` and ``pair``.
    """
    pair, year = rows["pair"].to_numpy(), rows["year"].to_numpy()
    onset = rows["onset_next"].fill_null(0).to_numpy().astype(float)
    features = rows.select(FEATURES).to_numpy().astype(float)
    near = rows["relevant"].to_numpy() > 0
    _, unit = np.unique(pair, return_inverse=True)
    return Cases(
        rows=rows,
        features=features,
        onset=onset,
        year=year,
        pair=pair,
        unit=unit,
        near=near,
        known=year <= LAST_KNOWN,
        seen=year <= LAST_GML,
        turn=thinning_turn(pair, year),
    )
