"""Suppliers of arms: who delivered what part of the arms that a party imported in ten years.

The table lies in a user's own store, by its producer's terms; without it nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.states import State, state_on
from detente.evidence.cell import Cell
from detente.span import year_end
from detente.store.catalog import Catalog

TABLE = "sipri_arms"
WINDOW = 10
"""Years over which deliveries are added up."""
RULE = "part of all deliveries in ten years, by the producer's trend-indicator values"


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who delivers most of a state's arms.

    Attributes
    ----------
    state : State
        The supplier.
    first, last : int
        Years of the deliveries.
    cell : Cell
        Its part of all deliveries.
    """

    state: State
    first: int
    last: int
    cell: Cell


def last_year(catalog: Catalog) -> int:
    """Give the last year of the table, as known at the view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    """
    return catalog.last_year(TABLE)


def largest(catalog: Catalog, code: int) -> Supplier | None:
    """Name the largest supplier of a state in the ten years to the last one known.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    code : int
        COW code of the state.

    Returns
    -------
    Supplier or None
        None without the table or a delivery, and for a state that delivers more than it imports.
    """
    if not catalog.has(TABLE):
        return None
    every = catalog.remember(_sums)
    sums = every.filter(pl.col("ccode2") == code)
    total = float(sums["arms_transfers"].sum())
    sold = float(every.filter(pl.col("ccode1") == code)["arms_transfers"].sum())
    # who arms others does not depend on the little that it buys
    if total <= sold:
        return None
    last = last_year(catalog)
    supplier, amount = sums.sort("arms_transfers", descending=True).row(0)[1:]
    day = year_end(last)
    cell = Cell(
        TABLE,
        "arms_transfers",
        keys=(("from", supplier), ("to", code), ("since", last - WINDOW + 1), ("year", last)),
        value=float(amount) / total,
        unit="part of arms imported",
        sources=(TABLE,),
        rule=RULE,
    )
    return Supplier(state_on(supplier, day), first=last - WINDOW + 1, last=last, cell=cell)


def _sums(catalog: Catalog) -> pl.DataFrame:
    """Add up ten years of deliveries: who received, from whom, how much."""
    last = last_year(catalog)
    rows = catalog.frame(TABLE).filter(pl.col("year").is_between(last - WINDOW + 1, last))
    directed = rows.group_by("ccode2", "ccode1").agg(pl.col("arms_transfers").sum())
    return directed.filter(pl.col("arms_transfers") > 0).sort("ccode2", "ccode1")
