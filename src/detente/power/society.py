"""What capability rests on: how long people live, and how much of what is sold abroad is fuel."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.actors.names import Actor
from detente.evidence.series import Series
from detente.grain import Grain
from detente.series.bloc_median import median_level
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

TRAITS = {
    "life_expectancy": ("Life expectancy at birth", "years"),
    "fuel_exports": ("Fuel in merchandise exports", "per cent"),
}


def society(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Centre each trait on the median state of the year; the median has its own column."""
    columns = []
    for trait_column in TRAITS:
        level = pl.col(trait_column)
        median = level.median().over("year")
        columns += [(level - median).alias(trait_column), median.alias(f"{trait_column}_median")]
    has_data = pl.any_horizontal(pl.col(*TRAITS).is_not_null())
    return (
        tables["wdi"]
        .select("ccode", "year", *columns)
        .filter(has_data)
        .with_columns(
            pl.exclude("ccode", "year").cast(pl.Float32), pl.col("ccode", "year").cast(pl.Int16)
        )
        .sort("ccode", "year")
    )


DERIVED_TABLES = (
    DerivedTable(
        id="society",
        grain=Grain.STATE_YEAR,
        needs=("wdi",),
        make=society,
        rule="value less the median state of the year; the median stands beside it",
    ),
)


def trait(catalog: Catalog, actor: Actor, column: str, without: Actor | None = None) -> Series:
    """Measure a trait of an actor over all years; of a bloc, its median member.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    actor : State or Bloc
        Whose trait.
    column : {"life_expectancy", "fuel_exports"}
        Which trait.
    without : State or Bloc, optional
        The other party: a state that is left out of a bloc's median.
    """
    label, unit = TRAITS[column]
    return median_level(
        catalog,
        actor,
        "society",
        column,
        id=f"power.{column}",
        label=label,
        unit=unit,
        sources=("wdi",),
        without=without,
    )
