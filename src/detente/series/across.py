"""Rows of a table of pairs of states that lie across the two sides of a relation."""

from __future__ import annotations

from functools import reduce
from operator import or_

import polars as pl

from detente.actors.composition import actual, crossed
from detente.actors.relation_key import RelationKey
from detente.store.catalog import Catalog

FEW = 4
"""Codes up to which each is compared by itself, which is faster than to look them up in a list."""
KEYS = ["ccode1", "ccode2", "year"]


def rows_across(
    catalog: Catalog,
    table: str,
    pair: RelationKey,
    *,
    first: int,
    last: int,
    lag: int = 0,
    kept: bool = True,
) -> pl.DataFrame:
    """Give a table's rows of the pairs of states across two sides, each year as then composed.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    table : str
        Its name; it has ``ccode1`` < ``ccode2`` and ``year``.
    pair : RelationKey
        The relation.
    first, last : int
        Years of the table.
    lag : int
        Years by which the composition lies before the table's year.
    kept : bool
        Whether the table stays in memory; a large one that is asked once need not.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> from detente.store.catalog import default_catalog
    >>> two = pair("India", "China", 2013)
    >>> rows = rows_across(default_catalog(), "same_votes", two, first=2012, last=2013)
    >>> rows["year"].sort().to_list()
    [2012, 2013]
    """
    if kept:
        return across(catalog.frame(table), pair, first=first, last=last, lag=lag)
    rows = catalog.scan(table).filter(touching(_fewest(pair, first - lag, last - lag)))
    return across(rows.collect(), pair, first=first, last=last, lag=lag)


def across(
    frame: pl.DataFrame, pair: RelationKey, *, first: int, last: int, lag: int = 0
) -> pl.DataFrame:
    """Give a frame's rows of the pairs of states across two sides, as `rows_across` does.

    Parameters
    ----------
    frame : polars.DataFrame
        With ``ccode1`` < ``ccode2`` and ``year``.
    pair, first, last, lag
        As `rows_across` has them.
    """
    keys = crossed(pair.first, pair.second, first - lag, last - lag)
    if lag:
        keys = keys.with_columns((pl.col("year") + lag).cast(pl.Int16))
    # a million rows: those of the few codes first, then the join
    rows = frame.filter(touching(_fewest(pair, first - lag, last - lag)))
    return rows.join(keys, on=KEYS, how="inner")


def _fewest(pair: RelationKey, first: int, last: int) -> list[int]:
    """Give the codes of the side that had fewer over some years."""
    sides = (actual(party, first, last)["ccode"] for party in (pair.first, pair.second))
    return min((side.unique().to_list() for side in sides), key=len)


def touching(codes: list[int]) -> pl.Expr:
    """Tell whether one of the two states of a row is among some states.

    Parameters
    ----------
    codes : list of int
        COW codes.

    Examples
    --------
    >>> pairs = pl.DataFrame({"ccode1": [2, 200], "ccode2": [365, 220]})
    >>> pairs.filter(touching([365])).height
    1
    """
    one, other = pl.col("ccode1"), pl.col("ccode2")
    if 0 < len(codes) <= FEW:
        return reduce(or_, ((one == code) | (other == code) for code in codes))
    return one.is_in(codes) | other.is_in(codes)
