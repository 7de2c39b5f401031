"""Expectations gap: what openings like a state's had led to elsewhere, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.actors.states import State
from detente.evidence.cell import Cell
from detente.store.catalog import Catalog

ORIGIN = 1993
"""The first year in which the openings of 1989 to 1992 stand in the data."""
OPENING, BEFORE = 0.15, 10
"""Rise of electoral democracy within ten years that counts as an opening."""
FIRST = 1900
LEAST = 10
"""Fewest openings whose outcome must be known."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What could be expected of an opening, and what came.

    Attributes
    ----------
    origin, year : int
        Year in which the expectation is formed, and that in which it is held against what came.
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
    world : World
        The tables.
    state : State
        Whose regime.
    as_of : int
        The view; nothing after it enters.
    origin : int
        Year in which the expectation is formed.

    Returns
    -------
    Gap or None
        None where the state had no opening by the origin, the view is less than five years after
        it, or too few openings had an outcome by then.
    """
    if as_of < origin + 5:
        return None
    level = (pl.col("polyarchy") + pl.col("polyarchy_median")).alias("level")
    table = catalog.frame("regime").select(pl.col("ccode", "year").cast(pl.Int64), level)
    own = dict(table.filter(pl.col("ccode") == state.ccode).select("year", "level").iter_rows())
    last = max((y for y in own if y <= as_of), default=0)
    if (
        origin not in own
        or origin - BEFORE not in own
        or last < origin + 5
        or own[origin] - own[origin - BEFORE] < OPENING
    ):
        return None
    ahead = last - origin
    known = table.filter(pl.col("year").is_between(FIRST, origin))
    then = known.with_columns((pl.col("year") + BEFORE).alias("year")).rename({"level": "before"})
    after = known.with_columns((pl.col("year") - ahead).alias("year")).rename({"level": "after"})
    openings = (
        known.join(then, on=["ccode", "year"])
        .filter(pl.col("level") - pl.col("before") >= OPENING)
        .join(after, on=["ccode", "year"])
    )
    # one opening a state and decade: neighbouring years tell the same story
    single = (
        openings.with_columns((pl.col("year") // BEFORE).alias("decade"))
        .sort("ccode", "year")
        .unique(["ccode", "decade"], keep="first", maintain_order=True)
    )
    if single.height < LEAST:
        return None
    change = (single["after"] - single["level"]).to_numpy()
    low, middle, high = (
        float(np.clip(own[origin] + q, 0.0, 1.0)) for q in np.quantile(change, [0.1, 0.5, 0.9])
    )

    def cell(year: int) -> Cell:
        return Cell(
            table="regime",
            column="polyarchy",
            keys=(("ccode", state.ccode or 0), ("year", year)),
            value=own[year],
            unit="index 0 to 1",
            sources=("vdem",),
            rule="electoral democracy",
        )

    return Gap(
        origin=origin,
        year=last,
        start=cell(origin),
        observed=cell(last),
        expected=middle,
        low=low,
        high=high,
        cases=single.height,
    )
