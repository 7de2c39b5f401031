"""Lone votes: how often a state casts a vote that hardly any other state casts, in five years.

A count over five calendar years; nothing says on which resolution a state was alone, nor what it
chose (decision 0009).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.actors.states import State
from detente.evidence.cell import Cell
from detente.grain import Grain
from detente.identity.agreement import FIRST, WINDOW, window_of
from detente.identity.vote_counts import LAST, LEAST, NEEDS, cast_votes
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

TABLE = "lone_votes"
FEW = 3
"""Most states, the state itself among them, that cast a lone vote alike."""
OUTLYING = 0.1
"""Part of its votes from which a state is said to stand outside."""


def lone_votes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count each state's votes and lone votes in windows of five years, named by the last."""
    return of_windows(cast_votes(tables))


def of_windows(cast: pl.DataFrame) -> pl.DataFrame:
    """Count votes and lone votes.

    Parameters
    ----------
    cast : polars.DataFrame
        ``rcid``, ``ccode``, ``vote`` (1 to 3), ``year``.

    Returns
    -------
    polars.DataFrame
        ``ccode``, ``year`` (the window's last), ``votes``, ``lone``; fewer than ten votes are left
        out.
    """
    last = pl.col("year") + WINDOW - 1 - (pl.col("year") - FIRST) % WINDOW
    window = pl.min_horizontal(last, pl.lit(LAST)).cast(pl.Int16).alias("year")
    alike = pl.len().over("rcid", "vote")
    counted = cast.select("ccode", window, (alike <= FEW).alias("lone"))
    counts = counted.group_by("ccode", "year").agg(
        pl.len().cast(pl.Int16).alias("votes"), pl.col("lone").sum().cast(pl.Int16)
    )
    enough = counts.filter(pl.col("votes") >= LEAST)
    return enough.with_columns(pl.col("ccode").cast(pl.Int16)).sort("year", "ccode")


def outlying(catalog: Catalog, state: State, as_of: int) -> tuple[Cell, Cell] | None:
    """Give a state's votes and lone votes in the newest window, where it stands outside.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    state : State
        The state.
    as_of : int
        The view.

    Returns
    -------
    tuple of Cell, or None
        All its votes, and those that at most two others cast alike; None where these are few, or
        the table is not there.
    """
    if not catalog.has(TABLE):
        return None
    members = list(state.members(as_of))
    rows = catalog.frame(TABLE).filter(pl.col("ccode").is_in(members) & (pl.col("year") <= as_of))
    if rows.is_empty():
        return None
    _, year, votes, lone = rows.sort("year").select("ccode", "year", "votes", "lone").row(-1)
    if lone / votes < OUTLYING:
        return None
    first, last = window_of(year)
    return (
        _cell(state, (first, last), "votes", votes),
        _cell(state, (first, last), "lone", lone),
    )


def _cell(state: State, years: tuple[int, int], column: str, count: int) -> Cell:
    """Give one count of a window."""
    first, last = years
    return Cell(
        table=TABLE,
        column=column,
        keys=(("state", state.key), ("year", last)),
        value=float(count),
        unit="votes",
        sources=("un_votes_undl",),
        rule=f"votes on adopted resolutions of {first} to {last}; lone: at most {FEW} states cast "
        "the same",
    )


DERIVED_TABLES = (
    DerivedTable(
        id=TABLE,
        grain=Grain.STATE_YEAR,
        needs=NEEDS,
        make=lone_votes,
        rule=f"votes on adopted resolutions of {WINDOW} years that a state cast, and those that at "
        f"most {FEW} states cast alike; year is the last; null below {LEAST}",
        estimated=True,
    ),
)
