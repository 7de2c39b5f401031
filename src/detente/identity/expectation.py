"""Expectations gap: what openings like a state's had led to elsewhere, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.states import State
from detente.evidence.cell import Cell
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
ORIGIN = 1993
"""The first year in which the data show the openings of 1989 to 1992."""
OPENING, BEFORE = 0.15, 10
"""Rise of electoral democracy within ten years that counts as an opening."""
FIRST = 1900
LEAST_YEARS = 5
"""Fewest years from the origin to the view."""
QUANTILES = (0.1, 0.5, 0.9)
LEAST = 10
"""Fewest openings whose outcome must be known."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What could be expected of an opening, and what came.

    Attributes
    ----------
    origin, year : int
        Year in which the expectation is formed, and that in which it is compared with what came.
    start, expected, low, high, observed : Cell or float
        Electoral democracy at the origin; the median of what comparable openings had come to, with
        its 80 % band; what came.
    cases : int
        Openings whose outcome after as many years was known at the origin.
    """

    origin: int
    year: int
    start: Cell
    observed: Cell
    expected: float
    low: float
    high: float
    cases: int


def expectation_gap(
    catalog: Catalog, state: State, as_of: int, *, origin: int = ORIGIN
) -> Gap | None:
    """Compare a state's path after an opening with what openings had led to elsewhere.

    The comparison uses what was known at the origin.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    state : State
        Whose regime.
    as_of : int
        The view.
    origin : int
        Year in which the expectation is formed.

    Returns
    -------
    Gap or None
        None where the state had no opening by the origin, the view is less than five years after
        it, or too few openings had an outcome by then.
    """
    if as_of < origin + LEAST_YEARS:
        return None
    level = (pl.col("polyarchy") + pl.col("polyarchy_median")).alias("level")
    table = catalog.frame("regime").select(pl.col("ccode", "year").cast(pl.Int64), level)
    of_state = table.filter(pl.col("ccode") == state.ccode)
    own: dict[int, float] = dict(of_state.select("year", "level").iter_rows())
    last = max(own, default=0)
    if origin not in own or origin - BEFORE not in own or last < origin + LEAST_YEARS:
        return None
    if own[origin] - own[origin - BEFORE] < OPENING:
        return None
    changes = _after_openings(table, origin, last - origin)
    if changes.size < LEAST:
        return None
    expected = np.clip(own[origin] + np.quantile(changes, QUANTILES), 0.0, 1.0)
    low, middle, high = expected.tolist()
    return Gap(
        origin=origin,
        year=last,
        start=_cell(state, origin, own[origin]),
        observed=_cell(state, last, own[last]),
        expected=middle,
        low=low,
        high=high,
        cases=changes.size,
    )


def _after_openings(table: pl.DataFrame, origin: int, ahead: int) -> Floats:
    """Give how far levels had moved so many years after each opening whose outcome was known.

    One opening for each state and decade: neighbouring years tell the same story.
    """
    keys = ["ccode", "year"]
    known = table.filter(pl.col("year").is_between(FIRST, origin))
    before = known.select("ccode", pl.col("year") + BEFORE, pl.col("level").alias("before"))
    after = known.select("ccode", pl.col("year") - ahead, pl.col("level").alias("after"))
    paths = known.join(before, on=keys).join(after, on=keys)
    openings = paths.filter(pl.col("level") - pl.col("before") >= OPENING)
    decades = openings.with_columns((pl.col("year") // BEFORE).alias("decade")).sort(keys)
    single = decades.unique(["ccode", "decade"], keep="first", maintain_order=True)
    return (single["after"] - single["level"]).to_numpy()


def _cell(state: State, year: int, level: float) -> Cell:
    """Give a state's electoral democracy as evidence."""
    return Cell(
        table="regime",
        column="polyarchy",
        keys=(("ccode", state.ccode or 0), ("year", year)),
        value=level,
        unit="index 0 to 1",
        sources=("vdem",),
        rule="electoral democracy",
    )
