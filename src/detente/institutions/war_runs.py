"""Runs of war between states: how many years in a row, and how often fighting came back."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.store.catalog import Catalog

TABLE = "armed_conflicts"
INTERSTATE = "interstate"
WAR = 2
"""Intensity from a thousand deaths in battle in a year."""
WITHIN = 5
"""Years in which fighting may come back."""


@dataclass(frozen=True, slots=True)
class Run:
    """Years in a row in which one conflict between states was fought.

    Attributes
    ----------
    conflict_id : int
        Number of the conflict.
    first, last : int
        Years.
    codes : tuple of int
        The two states whose conflict it is, the lower code first; (0, 0) where there are several.
    """

    conflict_id: int
    first: int
    last: int
    codes: tuple[int, int]

    @property
    def years(self) -> int:
        """Calendar years."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Returns:
    """How often fighting came back after a war between states.

    Attributes
    ----------
    wars, returned : int
        Wars whose five years were over, and those after which the conflict was fought again.
    first, last : int
        Years in which the wars ended.
    """

    wars: int
    returned: int
    first: int
    last: int


def wars(catalog: Catalog) -> tuple[Run, ...]:
    """Give the runs of years of war in conflicts between states since 1946, the longest first.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    """
    return catalog.remember(_wars)


def _wars(catalog: Catalog) -> tuple[Run, ...]:
    if not catalog.has(TABLE):
        return ()
    of_war = _by_year(catalog).filter(pl.col("intensity") == WAR)
    runs = _runs(of_war).sort("years", "first", "conflict_id", descending=[True, False, False])
    named = _principals(catalog)
    return tuple(
        Run(number, first, last=last, codes=named.get(number, (0, 0)))
        for number, first, last in runs.select("conflict_id", "first", "last").iter_rows()
    )


def returns(catalog: Catalog) -> Returns | None:
    """Count the wars between states after which fighting came back within five years.

    A war is over with the last year in a row of 25 deaths in battle in its conflict.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.

    Returns
    -------
    Returns or None
        None where no war's five years are over.
    """
    return catalog.remember(_returns)


def _returns(catalog: Catalog) -> Returns | None:
    if not catalog.has(TABLE):
        return None
    fought = _runs(_by_year(catalog)).sort("conflict_id", "first")
    again = pl.col("first").shift(-1).over("conflict_id") - pl.col("last")
    known = catalog.last_year("ucdp_acd") - WITHIN
    over = fought.with_columns(again=again).filter(
        (pl.col("worst") == WAR) & (pl.col("last") <= known)
    )
    if over.is_empty():
        return None
    ends = over["last"].to_numpy()
    returned = over.filter(pl.col("again") <= WITHIN).height
    return Returns(over.height, returned, first=int(ends.min()), last=int(ends.max()))


def _by_year(catalog: Catalog) -> pl.DataFrame:
    """Give each year of a conflict between states with its intensity."""
    between = catalog.frame(TABLE).filter(pl.col("type_of_conflict").cast(pl.String) == INTERSTATE)
    yearly = between.group_by("conflict_id", "year").agg(
        pl.col("intensity_level").max().alias("intensity")
    )
    return yearly.sort("conflict_id", "year")


def _runs(yearly: pl.DataFrame) -> pl.DataFrame:
    """Join years in a row: ``conflict_id``, ``first``, ``last``, ``years``, ``worst``."""
    same = pl.col("conflict_id") == pl.col("conflict_id").shift()
    next_year = pl.col("year") == pl.col("year").shift() + 1
    begins = (~(same & next_year)).fill_null(True).cum_sum().alias("run")
    year, worst = pl.col("year"), pl.col("intensity").max().alias("worst")
    ends = (year.min().alias("first"), year.max().alias("last"))
    grouped = yearly.group_by("conflict_id", begins, maintain_order=True)
    return grouped.agg(*ends, pl.len().alias("years"), worst)


def _principals(catalog: Catalog) -> dict[int, tuple[int, int]]:
    """Give the two states of each conflict that is between two alone."""
    first, second = (pl.col(role).cast(pl.String) == "primary" for role in ("role1", "role2"))
    both = first & second
    pairs = catalog.frame(TABLE).filter(both)
    unique = pairs.select("conflict_id", "ccode1", "ccode2").unique()
    alone = unique.filter(pl.len().over("conflict_id") == 1)
    return {number: (one, other) for number, one, other in alone.iter_rows()}
