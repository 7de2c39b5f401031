"""Distance in foreign-policy position: two states, or a state and the median of a bloc's fixed core."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.composition import actual, core, core_letters
from detente.actors.relation_key import RelationKey
from detente.estimators.distance import median_distance
from detente.evidence.series import Series
from detente.identity.positions import KEPT, LABELS, PUBLISHED
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
FIRST, LAST = 1946, 2025
HEADLINE = "adopted"


def points(catalog: Catalog, members: pl.DataFrame, series: str) -> tuple[Floats, Floats]:
    """Spread positions and their joint draws into arrays.

    Parameters
    ----------
    world : World
        The tables.
    members : polars.DataFrame
        ``year``, ``ccode``: who counts in which year.
    series : {"adopted", "voeten", "published"}
        Which series of ideal points; the published one has no draws.

    Returns
    -------
    tuple of ndarray, shapes (M, T) and (D, M, T)
        Positions and draws, years 1946 to 2025; NaN where missing.
    """
    codes = members["ccode"].unique().sort()
    shape = (max(codes.len(), 1), LAST - FIRST + 1)
    values, drawn = np.full(shape, np.nan), np.full((KEPT.get(series, 1), *shape), np.nan)
    table = catalog.frame("positions").select("ccode", "year", series).drop_nulls(series)
    rows = members.select(pl.col("ccode", "year").cast(pl.Int16)).join(table, on=["ccode", "year"])
    place = (
        np.searchsorted(codes.to_numpy(), rows["ccode"].to_numpy()),
        rows["year"].to_numpy() - FIRST,
    )
    values[place] = rows[series].to_numpy()
    if series in KEPT:
        names = [f"{series}_{i}" for i in range(KEPT[series])]
        joint = rows.select("ccode", "year").join(
            catalog.frame("position_draws").select("ccode", "year", *names),
            on=["ccode", "year"],
            how="left",
            maintain_order="left",
        )
        drawn[:, place[0], place[1]] = joint.select(names).to_numpy().T
    return values, drawn


def distance(
    catalog: Catalog, pair: RelationKey, series: str = HEADLINE, *, composition: str = "core"
) -> Series:
    """Measure the distance of the pair over all years.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The parties.
    series : {"adopted", "voeten", "published"}
        Vote set of the estimates.
    composition : {"core", "actual"}
        A bloc's median is that of its fixed core without the other party, or of its members of each year.

    Returns
    -------
    Series
        In units of the ideal points' scale, with a 90 % interval from the joint draws of the estimates. Years after the view
        are included: cut with `Series.until`.
    """
    sides = []
    for own, other in ((pair.a, pair.b), (pair.b, pair.a)):
        members = (
            core(own, other, pair.as_of, FIRST, LAST)
            if composition == "core"
            else actual(own, FIRST, LAST)
        )
        sides.append(points(catalog, members, series))
    result = median_distance(sides[0][0], sides[1][0], sides[0][1], sides[1][1])
    kept = [i for i in range(result.value.size) if not np.isnan(result.value[i])]

    def bound(values: Floats) -> tuple[float | None, ...]:
        return tuple(None if np.isnan(values[i]) else round(float(values[i]), 4) for i in kept)

    suffix = {"core": "", "actual": "_members"}[composition]
    return Series(
        id=f"identity.distance_{series}{suffix}",
        label=f"Distance of positions ({LABELS[series]})",
        of=pair.of,
        unit="ideal-point units",
        table="positions",
        column=series,
        keys=(("a", pair.a.key), ("b", pair.b.key), ("composition", composition)),
        years=tuple(FIRST + i for i in kept),
        values=tuple(round(float(result.value[i]), 6) for i in kept),
        low=bound(result.low),
        high=bound(result.high),
        sources={"voeten": ("un_votes",), PUBLISHED: ("un_ideal_points",)}.get(
            series, ("un_votes_undl",)
        ),
        rule=f"difference of the medians, interval from joint draws; a bloc is {_whom(pair, composition)}",
        method="ideal_points",
    )


def _whom(pair: RelationKey, composition: str) -> str:
    """Say who stands for a bloc."""
    if composition != "core":
        return "its members of each year"
    blocs = [
        (own, other) for own, other in ((pair.a, pair.b), (pair.b, pair.a)) if isinstance(own, Bloc)
    ]
    apart = all(core_letters(own, other, pair.as_of)[1] for own, other in blocs)
    return (
        "its fixed core without the other party"
        if apart
        else "its fixed core (all of which belongs to the other party too)"
    )


def all_pairs(catalog: Catalog, year: int, series: str = HEADLINE) -> tuple[int, Floats]:
    """Give the distances of all pairs of states in the newest year not after `year` that the series covers.

    Returns
    -------
    tuple
        That year, and the distances, shape (P,); the year is 0 and the array empty where there is none.
    """
    table = catalog.frame("positions").filter(
        (pl.col("year") <= year) & pl.col(series).is_not_null()
    )
    if table.is_empty():
        return 0, np.empty(0)
    newest = int(table["year"].to_numpy().max())
    x = table.filter(pl.col("year") == newest)[series].to_numpy().astype(float)
    upper = np.triu_indices(x.size, 1)
    return newest, np.abs(x[upper[0]] - x[upper[1]])
