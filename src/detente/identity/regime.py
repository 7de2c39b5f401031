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
from detente.store.starter import Recipe


def regime(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Centre electoral democracy and its bounds on the median state of the year."""
    middle = pl.col("v2x_polyarchy").median().over("year")
    return (
        tables["vdem"]
        .filter(pl.col("v2x_polyarchy").is_not_null())
        .select(
            "ccode",
            "year",
            (pl.col("v2x_polyarchy") - middle).alias("polyarchy"),
            (pl.col("v2x_polyarchy_codelow") - middle).alias("polyarchy_low"),
            (pl.col("v2x_polyarchy_codehigh") - middle).alias("polyarchy_high"),
            middle.alias("polyarchy_median"),
        )
        .with_columns(
            pl.exclude("ccode", "year").cast(pl.Float32), pl.col("ccode", "year").cast(pl.Int16)
        )
        .sort("ccode", "year")
    )


RECIPES = (
    Recipe(
        id="regime",
        grain=Grain.STATE_YEAR,
        needs=("vdem",),
        make=regime,
        rule="electoral democracy less the median state of the year; the median stands beside it",
    ),
)


def polyarchy(catalog: Catalog, actor: Actor, without: Actor | None = None) -> Series:
    """Measure electoral democracy of an actor over all years, with a 90 % interval for a state."""
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
        half=TO_90,
    )  # V-Dem's bounds are one standard error


def regime_distance(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure the absolute difference of the parties' polyarchy, with a 90 % interval."""
    a, b = polyarchy(catalog, pair.a, pair.b), polyarchy(catalog, pair.b, pair.a)
    halves = [
        {y: (s.high[i] or 0) - s.values[i] for i, y in enumerate(s.years)} if s.high else {}
        for s in (a, b)
    ]
    other = dict(zip(b.years, b.values, strict=True))
    rows = []
    for year, value in zip(a.years, a.values, strict=True):
        if year in other:
            gap, half = abs(value - other[year]), math.hypot(*(h.get(year, 0.0) for h in halves))
            rows.append(
                (year, gap, max(0.0, gap - half) if half else None, gap + half if half else None)
            )
    return Series(
        id="identity.regime_distance",
        label="Distance of regimes (polyarchy)",
        of=pair.of,
        unit="index points",
        table="regime",
        column="polyarchy",
        keys=(("a", pair.a.key), ("b", pair.b.key)),
        years=tuple(r[0] for r in rows),
        values=tuple(r[1] for r in rows),
        low=tuple(r[2] for r in rows),
        high=tuple(r[3] for r in rows),
        sources=("vdem",),
        rule="absolute difference of electoral democracy; a bloc is its median member",
        method="vdem",
    )
