"""What states import from each other, after several producers, in the form of COW's series.

A row is a pair of states and a year, the lower code first: ``flow1`` is what the first imports from
the second, ``flow2`` what the second imports from the first, in millions of current US dollars.
"""

from __future__ import annotations

import polars as pl

from detente.sources.country_names import by_letters

KEYS = ["ccode1", "ccode2", "year"]


def pairs(flows: pl.DataFrame) -> pl.DataFrame:
    """Turn imports by letters of two places into pairs of states.

    Parameters
    ----------
    flows : polars.DataFrame
        ``importer`` and ``exporter`` (ISO letters), ``year``, ``imports`` (millions of current US
        dollars). Several rows of the same states are added up; places that are no state of the
        system in the year fall away.

    Returns
    -------
    polars.DataFrame
        ``ccode1`` < ``ccode2``, ``year``, ``flow1``, ``flow2``; null where neither of the two
        states' rows has a value.

    Examples
    --------
    >>> pairs(
    ...     pl.DataFrame(
    ...         {
    ...             "importer": ["USA", "CAN"],
    ...             "exporter": ["CAN", "USA"],
    ...             "year": [2015, 2015],
    ...             "imports": [3.0, 2.0],
    ...         }
    ...     )
    ... ).rows()
    [(2, 20, 2015, 3.0, 2.0)]
    """
    importers = by_letters(flows.drop_nulls(), "importer").rename({"ccode": "to"})
    states = by_letters(importers, "exporter").rename({"ccode": "from"})
    between_two = states.filter(pl.col("to") != pl.col("from"))
    directed = between_two.group_by("to", "from", "year").agg(pl.col("imports").sum())
    buys_first = pl.col("to") < pl.col("from")
    first = directed.filter(buys_first).select(
        pl.col("to").alias("ccode1"), pl.col("from").alias("ccode2"), "year", flow1="imports"
    )
    second = directed.filter(~buys_first).select(
        pl.col("from").alias("ccode1"), pl.col("to").alias("ccode2"), "year", flow2="imports"
    )
    return first.join(second, on=KEYS, how="full", coalesce=True).sort(KEYS)
