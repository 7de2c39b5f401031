"""Disputes of two sides in the list of the Correlates of War, from the user's own copy.

Gibler, Miller and Little corrected that list; both are asked, since they differ in what they count
and in where they end.
"""

from __future__ import annotations

import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.actors.systems import FIRST_YEAR
from detente.evidence.series import Series
from detente.institutions.disputes import begun_in_ten_years
from detente.store.catalog import Catalog

SOURCE = "cow_mid"


def cow_disputes(catalog: Catalog, pair: RelationKey) -> Series:
    """Count disputes between members of two sides begun in the ten years to each year.

    A dispute of several members with the other side counts once for each pair.

    Parameters
    ----------
    catalog : Catalog
        The tables; the series is empty where the source is not in the store.
    pair : RelationKey
        The two sides.
    """
    yearly = _yearly(catalog, pair) if catalog.has(SOURCE) else pl.DataFrame()
    return Series(
        id="claims.cow_disputes",
        label="Militarized disputes begun in ten years, by pair",
        of=pair.of,
        unit="disputes",
        table=SOURCE,
        column="cowmidonset",
        keys=(("pair", pair.of),),
        years=tuple(yearly["year"]) if yearly.height else (),
        values=tuple(yearly["recent"]) if yearly.height else (),
        sources=(SOURCE,),
        rule="sum over the pairs (member, other party) of the year",
    )


def _yearly(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    """Sum the counts over all pairs of states across the two sides, by year."""
    dyads = crossed(pair.first, pair.second, FIRST_YEAR, catalog.last_year(SOURCE))
    # the source names every dispute of its years, so a pair without a row had none
    joined = dyads.join(catalog.remember(_counts), on=["ccode1", "ccode2", "year"], how="left")
    counts = pl.col("recent").cast(pl.Float64).sum()
    return joined.group_by("year").agg(counts).sort("year")


def _counts(catalog: Catalog) -> pl.DataFrame:
    """Count the disputes of each pair begun in the ten years to each year."""
    last = catalog.last_year(SOURCE)
    return begun_in_ten_years(catalog.frame(SOURCE), "cowmidonset", last)
