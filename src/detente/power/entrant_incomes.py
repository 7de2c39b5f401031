"""Income per head of states that joined a bloc, beside that of its median member in the same year.

The accounts are those of a user's own store, as revised since: they describe, and lead nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.states import State, ccode_on, state_on
from detente.evidence.cell import Cell
from detente.span import year_end
from detente.store.catalog import Catalog

TABLE, COLUMN = "wdi", "gdp_per_head_ppp"


@dataclass(frozen=True, slots=True)
class Income:
    """Income per head of one state as a part of the median member's.

    Attributes
    ----------
    bloc : str
        Id of the bloc.
    ccode : int
        COW code of the state.
    label : str
        What a sentence calls it.
    year : int
        The year.
    share : float
        Its income per head over that of the median member, members of the year.
    """

    bloc: str
    ccode: int
    label: str
    year: int
    share: float

    @property
    def cell(self) -> Cell:
        """The share as a cell."""
        return Cell(
            TABLE,
            COLUMN,
            keys=(("bloc", self.bloc), ("ccode", self.ccode), ("year", self.year)),
            value=self.share,
            unit="part of the median member's",
            sources=("wdi",),
            rule="product per head at purchasing power over the median of the members of the year",
        )


def before_joining(catalog: Catalog, bloc: Bloc, day: date, since: date) -> tuple[Income, ...]:
    """Give the incomes of a bloc's entrants in the year before they joined, the lowest first.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        The bloc.
    day : datetime.date
        The view; nothing later is looked at.
    since : datetime.date
        First day of joining that counts.
    """
    joined = (step for step in bloc.steps if step.rung == "member")
    known = [step for step in joined if since <= step.span.start <= day]
    coded = [(ccode_on(one.letters, one.span.start), one.span.start.year - 1) for one in known]
    found = [_income(catalog, bloc, code, year) for code, year in coded if code is not None]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.share))


def newest(catalog: Catalog, bloc: Bloc, state: State, day: date) -> Income | None:
    """Give the newest income of a state beside a bloc; None where there is none.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        The bloc.
    state : State
        The state.
    day : datetime.date
        The view.
    """
    if not _has(catalog):
        return None
    rows = catalog.frame(TABLE).drop_nulls(COLUMN)
    own = rows.filter(pl.col("ccode").is_in(state.codes) & (pl.col("year") < day.year))
    if own.is_empty():
        return None
    last = own.sort("year").row(-1, named=True)
    return _income(catalog, bloc, last["ccode"], last["year"])


def _has(catalog: Catalog) -> bool:
    return catalog.has(TABLE) and COLUMN in catalog.frame(TABLE).columns


def _income(catalog: Catalog, bloc: Bloc, code: int, year: int) -> Income | None:
    """Set the income of a state beside the median of the members of the same year."""
    if not _has(catalog):
        return None
    of_year = catalog.frame(TABLE).filter(pl.col("year") == year).drop_nulls(COLUMN)
    own = of_year.filter(pl.col("ccode") == code)[COLUMN]
    members = of_year.filter(pl.col("ccode").is_in(bloc.members(year)))[COLUMN]
    middle = members.median()
    if own.is_empty() or not isinstance(middle, float):
        return None
    label = state_on(code, year_end(year)).label
    return Income(bloc.id, code, label=label, year=year, share=own[0] / middle)
