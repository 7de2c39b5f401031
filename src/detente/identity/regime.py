"""Regime: electoral democracy of the parties and how far apart they stand."""

from __future__ import annotations

import math
from collections.abc import Mapping

import polars as pl

from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.estimators.proportion import TO_90
from detente.evidence.series import Series
from detente.grain import Grain
from detente.series.bloc_median import median_level
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

COLUMNS = {
    "polyarchy": "v2x_polyarchy",
    "polyarchy_low": "v2x_polyarchy_codelow",
    "polyarchy_high": "v2x_polyarchy_codehigh",
}
"""Columns of the source by ours."""


def regime(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Centre electoral democracy and its bounds on the median state of the year."""
    known = tables["vdem"].filter(pl.col("v2x_polyarchy").is_not_null())
    median = pl.col("v2x_polyarchy").median().over("year")
    centred = [(pl.col(source) - median).alias(name) for name, source in COLUMNS.items()]
    table = known.select("ccode", "year", *centred, median.alias("polyarchy_median"))
    return table.with_columns(
        pl.exclude("ccode", "year").cast(pl.Float32), pl.col("ccode", "year").cast(pl.Int16)
    ).sort("ccode", "year")


DERIVED_TABLES = (
    DerivedTable(
        id="regime",
        grain=Grain.STATE_YEAR,
        needs=("vdem",),
        make=regime,
        rule="electoral democracy less the median state of the year; the median stands beside it",
    ),
)


def polyarchy(catalog: Catalog, actor: Actor, without: Actor | None = None) -> Series:
    """Measure electoral democracy of an actor over all years, with a 90 % interval for a state.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    actor : State or Bloc
        Whose regime; of a bloc the median member's.
    without : State or Bloc, optional
        The other party: a state that is left out of a bloc's median.
    """
    return median_level(
        catalog,
        actor,
        "regime",
        "polyarchy",
        id="identity.polyarchy",
        label="Electoral democracy (V-Dem polyarchy)",
        unit="index 0 to 1",
        sources=("vdem",),
        without=without,
        method="vdem",
        half=TO_90,  # V-Dem's bounds are one standard error
    )


def regime_distance(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure the absolute difference of the parties' polyarchy, with a 90 % interval.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties.
    """
    first = polyarchy(catalog, pair.first, pair.second)
    second = polyarchy(catalog, pair.second, pair.first)
    halves = (_half_widths(first), _half_widths(second))
    other = dict(zip(second.years, second.values, strict=True))
    gaps = {
        year: abs(value - other[year])
        for year, value in zip(first.years, first.values, strict=True)
        if year in other
    }
    low: list[float | None] = []
    high: list[float | None] = []
    for year, gap in gaps.items():
        half = math.hypot(*(widths.get(year, 0.0) for widths in halves))
        low.append(max(0.0, gap - half) if half else None)
        high.append(gap + half if half else None)
    return Series(
        id="identity.regime_distance",
        label="Distance of regimes (polyarchy)",
        of=pair.of,
        unit="index points",
        table="regime",
        column="polyarchy",
        keys=(("a", pair.first.key), ("b", pair.second.key)),
        years=tuple(gaps),
        values=tuple(gaps.values()),
        low=tuple(low),
        high=tuple(high),
        sources=("vdem",),
        rule="absolute difference of electoral democracy; a bloc is its median member",
        method="vdem",
    )


def _half_widths(series: Series) -> dict[int, float]:
    """Give half the width of each year's interval; empty where a series has none."""
    if not series.high:
        return {}
    bounds = zip(series.years, series.values, series.high, strict=True)
    return {year: (high or 0) - value for year, value, high in bounds}
