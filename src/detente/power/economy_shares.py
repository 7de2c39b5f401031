"""What an economy is made of: fuel in exports, manufacturing and oil in product, by state."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.names import Actor
from detente.evidence.cell import Cell
from detente.store.catalog import Catalog

FUEL, MANUFACTURING, OIL = "fuel_exports", "manufacturing_share", "oil_rents"
SHARES = {
    FUEL: "per cent of goods exported",
    MANUFACTURING: "per cent of product",
    OIL: "per cent of product",
}
"""Shares of the World Bank's indicators, and the unit of each."""
STARTER, STORE = "society", "wdi"
"""Tables: that of the starter holds the first share, less the median of the year."""
ENOUGH = 0.5
"""Part of a bloc's members without which it has no median."""
SCHEMA = {"ccode": pl.Int16, "year": pl.Int16, "value": pl.Float64}


@dataclass(frozen=True, slots=True)
class EconomyShare:
    """One share of one party in one year.

    Attributes
    ----------
    actor : State or Bloc
        Whose.
    value : float
        In per cent; of a bloc that of its median member.
    cell : Cell
        The same as a cell.
    """

    actor: Actor
    value: float
    cell: Cell


def of_states(catalog: Catalog, column: str) -> pl.DataFrame:
    """Give a share of all states and years; empty where no table holds it.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    column : str
        One of `SHARES`.

    Returns
    -------
    polars.DataFrame
        ``ccode``, ``year``, ``value`` in per cent.

    Examples
    --------
    >>> from detente.store.catalog import default_catalog
    >>> known = of_states(default_catalog(), FUEL)
    >>> known.filter((pl.col("ccode") == 670) & (pl.col("year") == 2014))["value"].item() > 80
    True
    """
    return catalog.remember(_of_states, column)


def _of_states(catalog: Catalog, column: str) -> pl.DataFrame:
    if catalog.has(STORE) and column in catalog.frame(STORE).columns:
        known = catalog.frame(STORE).select("ccode", "year", value=pl.col(column))
    elif column == FUEL and catalog.has(STARTER):
        median = pl.col(f"{FUEL}_median")
        known = catalog.frame(STARTER).select("ccode", "year", value=pl.col(FUEL) + median)
    else:
        return pl.DataFrame(schema=SCHEMA)
    return known.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).drop_nulls()


def share(catalog: Catalog, actor: Actor, column: str, year: int) -> EconomyShare | None:
    """Give a share of one party in one year; None where it is not known.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    actor : State or Bloc
        Whose; of a bloc the median of its members at the end of the year.
    column : str
        One of `SHARES`.
    year : int
        The year.
    """
    codes = list(actor.members(year))
    of_year = of_states(catalog, column).filter(
        (pl.col("year") == year) & pl.col("ccode").is_in(codes)
    )
    middle = of_year["value"].median()
    if not isinstance(middle, float) or of_year.height < ENOUGH * len(codes):
        return None
    cell = Cell(
        STORE,
        column,
        keys=(("of", actor.key), ("year", year)),
        value=middle,
        unit=SHARES[column],
        sources=("wdi",),
        rule="as published; of a bloc the median of its members of the year",
    )
    return EconomyShare(actor, middle, cell=cell)
