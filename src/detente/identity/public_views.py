"""Public views: what the people of one side think of the other, from a user's own Pew data."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.states import state_on
from detente.evidence.cell import Cell
from detente.store.catalog import Catalog

TABLE = "pew_views"
LEAST = 800
"""Fewest respondents of a survey."""
JUMP, SEVERAL = 0.25, 3
"""Points by which an answer jumps and comes back, and countries in which it does at once."""
ASKED = {"ccode": pl.Int64, "year": pl.Int64, "favourable": pl.Float64}
"""What is asked of a survey."""
COUNTRIES = 5
"""Fewest surveyed members whose median speaks for a bloc."""


@dataclass(frozen=True, slots=True)
class View:
    """The share of one side's people that sees the other favourably in one year.

    Attributes
    ----------
    whose : str
        Who was asked, as a sentence has it.
    ccode : int
        COW code of the country; zero for the median of a bloc.
    target : str
        Key of who is seen.
    year : int
        Year of the survey.
    share : float
        Part of the respondents with a favourable view.
    surveys : int
        Countries behind it.
    """

    whose: str
    ccode: int
    target: str
    year: int
    share: float
    surveys: int = 1

    @property
    def where(self) -> str:
        """Where people were asked, as a sentence has it."""
        return self.whose if self.surveys == 1 else f"the median member of {self.whose}"

    @property
    def cell(self) -> Cell:
        """The share as a cell."""
        rule = "part of respondents with a favourable view"
        if self.surveys > 1:
            rule += f"; median of {self.surveys} members"
        return Cell(
            TABLE,
            "favourable",
            keys=(("own", self.whose), ("object", self.target), ("year", self.year)),
            value=self.share,
            unit="part of respondents",
            sources=("pew",),
            rule=rule,
        )


def views(catalog: Catalog, pair: RelationKey, *, back: bool = False) -> tuple[View, ...]:
    """Give what one side's people think of the other, year by year.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The parties and the view.
    back : bool
        Whether the second side's people are asked about the first; else the other way.

    Returns
    -------
    tuple of View
        By year; of a bloc the median where at least `COUNTRIES` members were asked, else nothing.
        Empty without the surveys.
    """
    own, other = (pair.second, pair.first) if back else (pair.first, pair.second)
    found = _asked(catalog, own, other, pair)
    if not isinstance(own, Bloc):
        return tuple(_view(row, own.label, other) for row in found.iter_rows(named=True))
    yearly = found.group_by("year").agg(pl.col("favourable").median(), pl.len().alias("surveys"))
    enough = yearly.filter(pl.col("surveys") >= COUNTRIES).sort("year")
    return tuple(
        View(
            own.label,
            0,
            target=_key(other),
            year=row["year"],
            share=row["favourable"],
            surveys=row["surveys"],
        )
        for row in enough.iter_rows(named=True)
    )


def largest_member(catalog: Catalog, pair: RelationKey, *, back: bool = False) -> tuple[View, ...]:
    """Give the views in the member of a bloc with most people that was asked; empty without one.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    pair : RelationKey
        The parties and the view.
    back : bool
        As in `views`.
    """
    own, other = (pair.second, pair.first) if back else (pair.first, pair.second)
    if not isinstance(own, Bloc):
        return ()
    found = _asked(catalog, own, other, pair)
    sizes = catalog.frame("capability").filter(pl.col("ccode").is_in(own.members(pair.day)))
    counted = sizes.drop_nulls("pop_share")
    newest = counted.filter(pl.col("year") == pl.col("year").max())
    ordered = newest.sort("pop_share", descending=True)
    largest = ordered.select(pl.col("ccode").first())
    rows = found.join(largest.cast(pl.Int64), on="ccode", how="semi").sort("year")
    return tuple(
        _view(row, state_on(row["ccode"], pair.day).label, other)
        for row in rows.iter_rows(named=True)
    )


def _asked(catalog: Catalog, own: Actor, other: Actor, pair: RelationKey) -> pl.DataFrame:
    """Give the surveys in the countries of one side about the other, by year."""
    if not catalog.has(TABLE):
        return pl.DataFrame(schema=ASKED)
    about = catalog.frame(TABLE).filter(pl.col("target") == _key(other))
    members = pl.col("ccode").is_in(own.members(pair.day))
    known = trusted(about).filter(members & (pl.col("year") <= pair.as_of))
    return known.select(*ASKED).sort("year")


def trusted(about: pl.DataFrame) -> pl.DataFrame:
    """Leave out small surveys, and years in which an answer jumped and came back in many countries.

    A jump and return in several countries at once is an error of the file: in 2013 it gives views
    of another country as views of China.

    Parameters
    ----------
    about : polars.DataFrame
        ``ccode``, ``year``, ``favourable``, ``respondents`` of surveys about one country.

    Examples
    --------
    >>> years, codes = [2012, 2013, 2014] * 3, [2] * 3 + [20] * 3 + [200] * 3
    >>> shares = [0.4, 0.8, 0.4] * 3
    >>> columns = {"ccode": codes, "year": years, "favourable": shares, "respondents": [1000] * 9}
    >>> trusted(pl.DataFrame(columns))["year"].unique().sort().to_list()
    [2012, 2014]
    """
    asked = about.filter(pl.col("respondents") >= LEAST).sort("ccode", "year")
    share = pl.col("favourable")
    before = (share - share.shift(1)).over("ccode")
    after = (share - share.shift(-1)).over("ccode")
    returned = (before.abs() > JUMP) & (after.abs() > JUMP) & (before * after > 0)
    marked = asked.with_columns(jumped=returned.fill_null(value=False))
    several = pl.col("jumped").sum().over("year") >= SEVERAL
    return marked.filter(~pl.col("jumped") & ~several).drop("jumped")


def _key(other: Actor) -> str:
    return other.id if isinstance(other, Bloc) else other.key


def _view(row: dict[str, float], whose: str, other: Actor) -> View:
    return View(
        whose,
        int(row["ccode"]),
        target=_key(other),
        year=int(row["year"]),
        share=row["favourable"],
    )
