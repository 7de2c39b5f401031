"""Trade of two sides, from the user's own copy: its terms keep it out of the starter."""

from __future__ import annotations

import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.calendar import last_year
from detente.evidence.series import Series
from detente.power.yardsticks import COVERED, part_of_people
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
        rule="both ways, smoothed, summed over pairs; years in which pairs with data hold nine "
        "tenths of the people",
    )


def _yearly(catalog: Catalog, pair: RelationKey) -> pl.DataFrame:
    """Sum the flows over all pairs of states across the two sides, by year.

    A year in which the pairs with data do not hold nine tenths of the people on both sides has no
    sum: a member without a figure (West Germany before 1991) has not traded nothing.
    """
    pairs = crossed(pair.first, pair.second, FIRST, last_year(SOURCE)).cast(pl.Int64)
    weighed = _weighed(catalog, pairs).join(catalog.remember(_flows), on=KEYS, how="left")
    known = pl.col("flow").is_not_null()
    covered = pl.col("weight").filter(known).sum() >= COVERED * pl.col("weight").sum()
    given = known.all() | (covered & (pl.col("weight").sum() > 0))
    yearly = weighed.group_by("year").agg(pl.col("flow").sum(), given.alias("given"))
    return yearly.filter("given").sort("year")


def _weighed(catalog: Catalog, pairs: pl.DataFrame) -> pl.DataFrame:
    """Weigh each pair of states by the people of both."""
    people = catalog.remember(part_of_people).cast({"ccode": pl.Int64, "year": pl.Int64})
    for side in ("1", "2"):
        of_side = people.rename({"ccode": f"ccode{side}", "people": f"people{side}"})
        pairs = pairs.join(of_side, on=[f"ccode{side}", "year"], how="left")
    weight = (pl.col("people1") * pl.col("people2")).fill_null(0)
    return pairs.select(*KEYS, weight.alias("weight"))


def _flows(catalog: Catalog) -> pl.DataFrame:
    """Add the flows of both directions, where both are known."""
    flow = pl.col("smoothflow1") + pl.col("smoothflow2")
    return catalog.frame(SOURCE).select(*KEYS, flow.alias("flow")).drop_nulls()
