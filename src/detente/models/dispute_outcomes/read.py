"""How a dispute between two states would be expected to end, read from the starter."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.states import State
from detente.models.dispute_outcomes.fit import FITTED, LAST
from detente.store.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Expectation:
    """How a dispute that one state begins with another would be expected to end.

    Attributes
    ----------
    codes : tuple of int
        Codes of the state that begins it and of the other.
    year : int
        Year of the capabilities.
    win, lose : float
        Probability that the first wins and loses; a stalemate is the rest.
    """

    codes: tuple[int, int]
    year: int
    win: float
    lose: float

    @property
    def stalemate(self) -> float:
        """Probability that nobody wins."""
        return 1 - self.win - self.lose


def expected(catalog: Catalog, one: State, other: State, as_of: int) -> Expectation | None:
    """Give how a dispute would be expected to end.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    one, other : State
        The state that begins the dispute, and the other.
    as_of : int
        The view.

    Returns
    -------
    Expectation or None
        None for a view that could not know the disputes fitted on, or without capabilities.
    """
    if as_of < FITTED:
        return None
    year = min(as_of, LAST)
    first, second = one.members(year), other.members(year)
    of_first = pl.col("ccode1").is_in(list(first))
    of_second = pl.col("ccode2").is_in(list(second))
    of_pair = (pl.col("year") == year) & of_first & of_second
    rows = catalog.scan("outcomes").filter(of_pair).select("win", "lose").collect()
    if rows.is_empty():
        return None
    win, lose = rows.row(0)
    return Expectation((first[0], second[0]), year, win=win, lose=lose)
