"""Tables of pairs of states, read for the pairs that lie across the two sides of a relation."""

from __future__ import annotations

import polars as pl

from detente.actors.composition import crossed
from detente.actors.names import state
from detente.actors.relation_key import RelationKey
from detente.errors import DetenteError
from detente.store.catalog import Catalog


def rows_across(
    catalog: Catalog, table: str, pair: RelationKey, *, first: int, last: int, lag: int = 0
) -> pl.DataFrame:
    """Give a table's rows of the pairs of states across two sides, each year as then composed.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    table : str
        With ``ccode1``, ``ccode2``, ``year``.
    pair : RelationKey
        The relation.
    first, last : int
        Years of the table.
    lag : int
        Years by which the composition lies before the table's year.
    """
    keys = crossed(pair.first, pair.second, first - lag, last - lag).with_columns(
        (pl.col("year") + lag).cast(pl.Int16)
    )
    codes = pl.concat([keys["ccode1"], keys["ccode2"]]).unique().implode()
    # filtered by codes first: that reaches into the file, so that few rows are read
    of_members = pl.col("ccode1").is_in(codes) & pl.col("ccode2").is_in(codes)
    rows = catalog.scan(table).filter(of_members).collect()
    return rows.join(keys, on=["ccode1", "ccode2", "year"], how="inner")


def named(ccode: int, as_of: int) -> str:
    """Name the state of a code as a view calls it; the code itself where the state is gone.

    Parameters
    ----------
    ccode : int
        COW code.
    as_of : int
        Year of the view.

    Examples
    --------
    >>> named(365, 1985), named(365, 2013)
    ('the Soviet Union', 'Russia')
    """
    try:
        return state(ccode, as_of).label
    except DetenteError:
        return str(ccode)
