"""Distance in foreign-policy position: two states, or a state and the median of a bloc's fixed core."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.composition import actual, core, core_letters
from detente.actors.pairs import Pair
from detente.actors.systems import COMPLETE_TO
from detente.estimators.distance import median_distance
from detente.measure import Series
from detente.store.world import World

Floats = NDArray[np.float64]
FIRST, LAST = 1946, COMPLETE_TO
SE = 2 * 1.6448536269514722
"""Width of a 90 % interval in standard errors."""
LABELS = {"legacy": "all votes, the April 2020 way", "fp": "final-passage votes"}


def points(world: World, members: pl.DataFrame, series: str) -> tuple[Floats, Floats]:
    """Spread positions of some members into arrays, members by years.

    Parameters
    ----------
    world : World
        The tables.
    members : polars.DataFrame
        ``year``, ``ccode``: who counts in which year.
    series : {"legacy", "fp"}
        Which series of ideal points.

    Returns
    -------
    tuple of ndarray, each of shape (M, T)
        Positions and standard errors, years 1946 to the newest complete one; NaN where missing.
    """
    table = world.frame("positions")
    codes = members["ccode"].unique().sort().to_list()
    years = LAST - FIRST + 1
    values, errors = np.full((max(len(codes), 1), years), np.nan), np.full((max(len(codes), 1), years), np.nan)
    rows = members.join(table, on=["ccode", "year"]).select(
        "ccode", "year", series, ((pl.col(f"{series}_high") - pl.col(f"{series}_low")) / SE).alias("se"))
    for code, year, value, se in rows.iter_rows():
        if value is not None:
            values[codes.index(code), year - FIRST] = value
            errors[codes.index(code), year - FIRST] = np.nan if se is None else se
    return values, errors


def distance(world: World, pair: Pair, series: str = "legacy", *, composition: str = "core", draws: int = 400,
             seed: int = 1) -> Series:
    """Measure the distance of the pair over all years.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The parties.
    series : {"legacy", "fp"}
        Vote set of the estimates.
    composition : {"core", "actual"}
        A bloc's median is that of its fixed core without the other party, or of its members of each year.
    draws, seed : int
        Draws behind the interval, and their seed.

    Returns
    -------
    Series
        In units of the ideal points' scale, with a 90 % interval from independent draws where the source gives
        quantiles. Years after the view are included: cut with `Series.until`.
    """
    sides = []
    for own, other in ((pair.a, pair.b), (pair.b, pair.a)):
        members = core(own, other, pair.as_of, FIRST, LAST) if composition == "core" else actual(own, FIRST, LAST)
        sides.append(points(world, members, series))
    result = median_distance(sides[0][0], sides[1][0], sides[0][1], sides[1][1], draws=draws, seed=seed)
    kept = [i for i in range(result.value.size) if not np.isnan(result.value[i])]

    def bound(values: Floats) -> tuple[float | None, ...]:
        return tuple(None if np.isnan(values[i]) else round(float(values[i]), 4) for i in kept)

    suffix = {"core": "", "actual": "_members"}[composition]
    return Series(
        id=f"identity.distance_{series}{suffix}", label=f"Distance of positions ({LABELS[series]})", of=pair.of,
        unit="ideal-point units", table="positions", column=series,
        keys=(("a", pair.a.key), ("b", pair.b.key), ("composition", composition)),
        years=tuple(FIRST + i for i in kept), values=tuple(float(result.value[i]) for i in kept),
        low=bound(result.low), high=bound(result.high), sources=("un_ideal_points",),
        rule=f"difference of the medians; a bloc is {_whom(pair, composition)}", method="ideal_points")


def _whom(pair: Pair, composition: str) -> str:
    """Say who stands for a bloc."""
    if composition != "core":
        return "its members of each year"
    blocs = [(own, other) for own, other in ((pair.a, pair.b), (pair.b, pair.a)) if isinstance(own, Bloc)]
    apart = all(core_letters(own, other, pair.as_of)[1] for own, other in blocs)
    return "its fixed core without the other party" if apart else "its fixed core (all of which belongs to the other party too)"


def all_pairs(world: World, year: int, series: str = "legacy") -> tuple[int, Floats]:
    """Give the distances of all pairs of states in the newest year not after `year` that the series covers.

    Returns
    -------
    tuple
        That year, and the distances, shape (P,); the year is 0 and the array empty where there is none.
    """
    table = world.frame("positions").filter((pl.col("year") <= year) & pl.col(series).is_not_null())
    if table.is_empty():
        return 0, np.empty(0)
    newest = int(table["year"].to_numpy().max())
    x = table.filter(pl.col("year") == newest)[series].to_numpy().astype(float)
    upper = np.triu_indices(x.size, 1)
    return newest, np.abs(x[upper[0]] - x[upper[1]])
