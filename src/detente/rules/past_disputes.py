"""Past disputes: militarized disputes of thirty years by decade, of a pair and of others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import crossed
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.institutions.disputes import SPAN
from detente.rules.peers import STATES, peers
from detente.store.catalog import Catalog

DECADES = 3
"""Decades that are counted: a count over thirty years may be in any view."""
RECENT = 10
"""Years after the end of the record for which its count may be a message."""
SOURCE = "gml_mid"
RULE = "militarized disputes that began between the two in the ten years to the year"


@dataclass(frozen=True, slots=True)
class Decade:
    """Disputes that began in ten years.

    Attributes
    ----------
    last : int
        Last of the ten years.
    pairs : polars.DataFrame
        ``ccode1``, ``ccode2``, ``recent``: the pairs of states that had any.
    """

    last: int
    pairs: pl.DataFrame

    @property
    def count(self) -> int:
        """How many began; one of several pairs counts once a pair."""
        return int(self.pairs["recent"].cast(pl.Int64).sum())


@dataclass(frozen=True)
class PastDisputes:
    """Disputes between two actors over thirty years.

    Attributes
    ----------
    key : str
        Name of the two in cells.
    decades : tuple of Decade
        The oldest first.
    """

    key: str
    decades: tuple[Decade, ...]

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Disputes of each decade, the oldest first."""
        return tuple(decade.count for decade in self.decades)

    @property
    def total(self) -> int:
        """Disputes of all decades."""
        return sum(self.counts)

    @property
    def newest(self) -> int | None:
        """Newest year for a line; None for a count over thirty years, which any view may print."""
        return None if len(self.decades) == DECADES else self.last

    def is_over(self, year: int) -> bool:
        """Tell whether a count of fewer than thirty years ended too long ago to speak of a year.

        Parameters
        ----------
        year : int
            Year of the view.
        """
        return self.newest is not None and self.newest < year - RECENT

    @property
    def first(self) -> int:
        """First year that is counted."""
        return self.decades[0].last - SPAN + 1

    @property
    def last(self) -> int:
        """Last year that is counted."""
        return self.decades[-1].last

    def by_code(self, codes: tuple[int, ...]) -> dict[int, int]:
        """Count disputes by state of one side.

        Parameters
        ----------
        codes : tuple of int
            Codes of that side.

        Returns
        -------
        dict
            Code to its disputes, the most first; states without any are absent.
        """
        one, other = pl.col("ccode1"), pl.col("ccode2")
        own = pl.when(one.is_in(list(codes))).then(one).otherwise(other).alias("code")
        rows = pl.concat([decade.pairs.select(own, "recent") for decade in self.decades])
        summed = rows.group_by("code").agg(pl.col("recent").cast(pl.Int64).sum())
        ordered = summed.sort(["recent", "code"], descending=[True, False])
        return dict(ordered.iter_rows())

    @property
    def leading(self) -> tuple[int, int, int]:
        """The two states with the most disputes, by code, and their number."""
        rows = pl.concat([decade.pairs for decade in self.decades])
        summed = rows.group_by("ccode1", "ccode2").agg(pl.col("recent").cast(pl.Int64).sum())
        ordered = summed.sort(["recent", "ccode1", "ccode2"], descending=[True, False, False])
        first, second, most = ordered.select("ccode1", "ccode2", "recent").row(0)
        return int(first), int(second), int(most)

    def cell(self, decade: Decade) -> Cell:
        """Give the count of a decade as a cell.

        Parameters
        ----------
        decade : Decade
            One of its decades.
        """
        return Cell(
            "disputes",
            "recent",
            keys=(("of", self.key), ("year", decade.last)),
            value=float(decade.count),
            unit="disputes",
            sources=(SOURCE,),
            rule=RULE,
        )

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all decades."""
        return tuple(self.cell(decade) for decade in self.decades)

    def figure(self, rule: str, name: str, count: int, *decades: Decade) -> Figure:
        """Give a count with the cells of the decades in which it was counted.

        Parameters
        ----------
        rule, name : str
            Id of the rule, and what is counted.
        count : int
            The count.
        *decades : Decade
            In which it was counted; all by default.
        """
        cells = tuple(self.cell(decade) for decade in decades or self.decades)
        return counted(figure_id(rule, name), count, "disputes", *cells)

    def year(self, rule: str, name: str, year: int) -> Figure:
        """Give a year of the count.

        Parameters
        ----------
        rule, name : str
            Id of the rule, and what the year is.
        year : int
            The year.
        """
        return dated(figure_id(rule, name, year), year, *self.cells)


def past_disputes(
    catalog: Catalog, first: Actor, second: Actor, as_of: int, *, since: int = 0
) -> PastDisputes | None:
    """Count the disputes between two actors over the last thirty years that the source knows.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    first, second : State or Bloc
        The two; of a bloc its members of each year.
    as_of : int
        Year of the view.
    since : int
        First year in which both are the states that they are now: a successor is not its
        predecessor, and decades that begin more than a year before are left out.

    Returns
    -------
    PastDisputes or None
        None where no whole decade is left.
    """
    return catalog.remember(_past_disputes, first, second, as_of, since)


def _past_disputes(
    catalog: Catalog, first: Actor, second: Actor, as_of: int, since: int
) -> PastDisputes | None:
    last = min(as_of, catalog.last_year(SOURCE))
    decades: list[Decade] = []
    for year in range(last - SPAN * (DECADES - 1), last + 1, SPAN):
        begins = year - SPAN + 1
        # a count of ten years needs both in its first year too
        if begins < since - 1 or not (first.members(begins) and second.members(begins)):
            decades.clear()
            continue
        dyads = crossed(first, second, year, year)
        rows = catalog.frame("disputes").join(dyads, on=["ccode1", "ccode2", "year"], how="semi")
        decades.append(Decade(year, rows.select("ccode1", "ccode2", "recent")))
    return PastDisputes(f"{first.key} | {second.key}", tuple(decades)) if decades else None


def totals(
    catalog: Catalog, pair: RelationKey, last: int, decades: int = DECADES
) -> NDArray[np.float64]:
    """Count the disputes of some decades of all pairs of states with a border or a major power.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The relation, which gives the view.
    last : int
        Last year that is counted.
    decades : int
        How many.
    """
    return catalog.remember(_totals, pair.as_of, last, decades)


def _totals(catalog: Catalog, as_of: int, last: int, decades: int) -> NDArray[np.float64]:
    known = peers(catalog, STATES, as_of)
    years = list(range(last - SPAN * (decades - 1), last + 1, SPAN))
    of_years = catalog.frame("disputes").filter(pl.col("year").is_in(years))
    summed = of_years.group_by("ccode1", "ccode2").agg(pl.col("recent").cast(pl.Int64).sum())
    joined = known.dyads.join(summed, on=["ccode1", "ccode2"], how="left")
    # the source names every dispute of its years, so a pair without a row had none
    counts: NDArray[np.float64] = joined["recent"].fill_null(0).to_numpy().astype(float)
    return counts
