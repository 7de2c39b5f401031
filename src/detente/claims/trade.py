"""Trade of two sides, from the user's own copy: its terms keep it out of the starter."""

from __future__ import annotations

import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.calendar import last_year
from detente.evidence.series import Series
from detente.store.catalog import Catalog

SOURCE = "cow_trade"
FIRST = 1946
"""First year that is read."""
KEYS = ("ccode1", "ccode2", "year")


def trade(catalog: Catalog, pair: RelationKey) -> Series:
    """Give the trade of two sides, both ways; empty where the source is not in the store.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The two sides.
    """
    yearly = _yearly(catalog, pair) if catalog.has(SOURCE) else pl.DataFrame()
    return Series(
        id="claims.trade",
        label="trade",
        of=pair.of,
        unit="million dollars",
        table=SOURCE,
        column="smoothflow",
        keys=(("pair", pair.of),),
        years=tuple(yearly["year"]) if yearly.height else (),
        values=tuple(yearly["flow"]) if yearly.height else (),
        sources=(SOURCE,),
        rule="both ways, smoothed, summed over pairs",
    )


def _yearly(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    """Sum the flows over all pairs of states across the two sides, by year."""
    pairs = crossed(pair.first, pair.second, FIRST, last_year(SOURCE)).with_columns(
        pl.all().cast(pl.Int64)
    )
    both = pairs.join(catalog.remember(_flows), on=KEYS)
    return both.group_by("year").agg(pl.col("flow").sum()).sort("year")


def _flows(catalog: Catalog) -> pl.DataFrame:
    """Add the flows of both directions; negative codes of missing values count as none."""
    flow = pl.col("smoothflow1").clip(0) + pl.col("smoothflow2").clip(0)
    return catalog.frame(SOURCE).select(*KEYS, flow.alias("flow")).drop_nulls()
