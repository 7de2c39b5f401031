"""Trade between parties: what part of what one sells or buys abroad goes to or comes from another.

The table lies in a user's own store; without it nothing is known.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detente.actors.names import Actor
from detente.evidence.cell import Cell
from detente.store.catalog import Catalog

TABLE = "cow_trade"
SOURCE = "cow_trade"
EXPORTS, IMPORTS = "exports", "imports"
"""What is measured: what a party sells abroad, and what it buys there."""
RULE = "part of all goods that members sell to, or buy from, states outside"
DECADE = 10
LACKING, LACKING_OF_ALL = 0.05, 0.15
"""Parts of the trade of two parties, and of all trade of one, that may be without a row."""
FLOWS = {"ccode": pl.Int64, "partner": pl.Int64, "exports": pl.Float64, "imports": pl.Float64}


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
    return catalog.last_year(SOURCE)


def flows(catalog: Catalog, year: int) -> pl.DataFrame:
    """Give what each state sells to and buys from each other one in a year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    year : int
        The year.

    Returns
    -------
    polars.DataFrame
        ``ccode``, ``partner``, ``exports``, ``imports``, in millions of dollars; empty without
        data.
        What one sells is what the other reports to have bought.
    """
    if not is_known(catalog):
        return pl.DataFrame(schema=FLOWS)
    return catalog.remember(_flows, year)


def _flows(catalog: Catalog, year: int) -> pl.DataFrame:
    rows = catalog.scan(TABLE).filter(pl.col("year") == year).collect()
    codes = pl.col("ccode1", "ccode2").cast(pl.Int64)
    pairs = rows.select(codes, "flow1", "flow2")
    one = pairs.select(ccode="ccode1", partner="ccode2", exports="flow2", imports="flow1")
    other = pairs.select(ccode="ccode2", partner="ccode1", exports="flow1", imports="flow2")
    both = pl.concat([one, other]).with_columns(pl.col("exports", "imports").cast(pl.Float64))
    return both.filter((pl.col("exports") >= 0) | (pl.col("imports") >= 0))


def _years_beside(catalog: Catalog, year: int) -> tuple[int, ...]:
    """Give the years whose rows show who trades: the last of the table, and ten before it."""
    last = last_year(catalog)
    return tuple(other for other in (last, last - DECADE) if other != year)


def _lacking(trade: pl.DataFrame, full: pl.DataFrame, way: str) -> float:
    """Give the part of the trade of another year that pairs carry which have no row in this."""
    total = float(full[way].sum())
    known = trade.filter(pl.col(way).is_not_null())
    without = full.join(known, on=["ccode", "partner"], how="anti")
    return float(without[way].sum()) / total if total > 0 else 0.0


def share(
    catalog: Catalog, whose: Actor, partner: Actor, *, year: int, day: date, way: str = EXPORTS
) -> Cell | None:
    """Measure what part of a party's trade outside itself is with another, at members of a day.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    whose, partner : State or Bloc
        Whose trade, and with whom.
    year : int
        The year.
    day : datetime.date
        The day whose members count.
    way : {"exports", "imports"}
        What is measured.

    Returns
    -------
    Cell or None
        None where nothing is known of the year, and where members that carry over a twentieth of
        this trade have no row in it: a state without a figure has not traded nothing (the table
        has no trade of most states with West Germany).
    """
    own, theirs = (list(actor.members(day)) for actor in (whose, partner))
    inside = pl.col("ccode").is_in(own)
    outside = inside & ~pl.col("partner").is_in(own)
    trade = flows(catalog, year).filter(outside)
    total = float(trade[way].sum())
    if total <= 0:
        return None
    with_partner = trade.filter(pl.col("partner").is_in(theirs))
    others = (flows(catalog, other).filter(outside) for other in _years_beside(catalog, year))
    for full in others:
        lacking = _lacking(with_partner, full.filter(pl.col("partner").is_in(theirs)), way)
        if lacking > LACKING or _lacking(trade, full, way) > LACKING_OF_ALL:
            return None
    return Cell(
        TABLE,
        way,
        keys=(("of", whose.key), ("with", partner.key), ("year", year)),
        value=float(with_partner[way].sum()) / total,
        unit=f"part of {way}",
        sources=(SOURCE,),
        rule=RULE,
    )
