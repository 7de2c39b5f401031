"""Militarized disputes in which people died: a second record of when two states last fought.

The table lies in a user's own store and ends in 2014.
"""

from __future__ import annotations

import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.calendar import first_year
from detente.evidence.cell import Cell
from detente.store.catalog import Catalog

TABLE = "cow_mid"
MORE_THAN_25 = 2
"""Level of deaths from which a dispute has 26: a year of fighting by the other record has 25."""
SINCE = first_year("ucdp_acd")
"""First year of the other record."""


def is_known(catalog: Catalog) -> bool:
    """Tell whether the table can be seen.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    """
    return catalog.has(TABLE)


def last_year(catalog: Catalog) -> int:
    """Give the last year of the table, as known at the view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    """
    return catalog.last_year(TABLE)


def deadly_years(catalog: Catalog, pair: RelationKey) -> tuple[int, ...]:
    """Give the years since 1946 in which a dispute of two parties with 26 deaths or more went on.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The parties; of a bloc, its members of each year.

    Returns
    -------
    tuple of int
        Ascending; empty without the table.
    """
    if not is_known(catalog):
        return ()
    dyads = crossed(pair.first, pair.second, SINCE, last_year(catalog))
    keys = ("ccode1", "ccode2", "year")
    rows = catalog.frame(TABLE).filter(pl.col("fatality") >= MORE_THAN_25)
    typed = rows.with_columns(pl.col(*keys).cast(pl.Int64))
    of_pair = typed.join(dyads.with_columns(pl.col(*keys).cast(pl.Int64)), on=keys, how="semi")
    return tuple(sorted(of_pair["year"].unique().to_list()))


def year_cell(pair: RelationKey, year: int) -> Cell:
    """Write one of these years as a cell.

    Parameters
    ----------
    pair : RelationKey
        The parties.
    year : int
        The year.
    """
    return Cell(
        TABLE,
        "fatality",
        keys=(("of", pair.of), ("year", year)),
        value=float(year),
        unit="year",
        sources=("cow_mid",),
        rule="a dispute between the two with more than 25 deaths went on in the year",
    )
