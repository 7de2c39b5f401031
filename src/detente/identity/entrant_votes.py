"""Votes with a united bloc of the states that joined it, in the years before they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.states import State, ccode_on, state_on
from detente.estimators.proportion import wilson
from detente.evidence.cell import Cell
from detente.span import year_end
from detente.store.catalog import Catalog

TABLE = "united_votes"
YEARS = 3
"""Years before joining, or newest years, that are counted together."""
LEAST = 60
"""Fewest votes with a united bloc that these years need."""
RULE = (
    "part of the votes of three calendar years on which every member of the bloc that voted cast "
    "the same which the state cast so, too; interval after Wilson"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """How often a state voted with a united bloc over some years.

    Attributes
    ----------
    bloc : str
        Id of the bloc.
    ccode : int
        COW code of the state.
    label : str
        What a sentence calls it.
    last : int
        Last of the years.
    same, votes : int
        Votes cast with the united bloc, and all on which it was united.
    """

    bloc: str
    ccode: int
    label: str
    last: int
    same: int
    votes: int

    @property
    def share(self) -> float:
        """Part of the votes cast with the united bloc."""
        return self.same / self.votes

    @property
    def cell(self) -> Cell:
        """The share as a cell."""
        low, high = wilson(self.share, self.votes)
        return Cell(
            TABLE,
            "same",
            keys=(("bloc", self.bloc), ("ccode", self.ccode), ("year", self.last)),
            value=self.share,
            unit="part of votes",
            sources=("un_votes_undl",),
            rule=RULE,
            low=low,
            high=high,
        )


def before_joining(catalog: Catalog, bloc: Bloc, day: date, since: date) -> tuple[Joined, ...]:
    """Count the votes with a united bloc of its entrants in the years before they joined.

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

    Returns
    -------
    tuple of Joined
        The lowest share first; states with too few such votes are not among them.
    """
    joined = (step for step in bloc.steps if step.rung == "member")
    known = [step for step in joined if since <= step.span.start <= day]
    coded = [(ccode_on(one.letters, one.span.start), one.span.start.year - 1) for one in known]
    wanted = [(code, year) for code, year in coded if code is not None]
    return _counted(catalog, bloc, wanted)


def newest(catalog: Catalog, bloc: Bloc, state: State, day: date, year: int) -> Joined | None:
    """Count the votes of a state with a united bloc in the newest whole years.

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
    year : int
        Last year that may count.

    Returns
    -------
    Joined or None
        None where there are too few such votes.
    """
    code = next(iter(state.members(day)), None)
    found = _counted(catalog, bloc, [(code, year)]) if code is not None else ()
    return found[0] if found else None


def _counted(catalog: Catalog, bloc: Bloc, wanted: list[tuple[int, int]]) -> tuple[Joined, ...]:
    if not catalog.has(TABLE):
        return ()
    schema = {"ccode": pl.Int16, "last": pl.Int16}
    keys = pl.DataFrame(wanted, schema=schema, orient="row")
    of_bloc = catalog.frame(TABLE).filter(pl.col("bloc").cast(pl.String) == bloc.id)
    counts = of_bloc.select("ccode", "year", pl.col("votes", "same").cast(pl.Int64))
    near = keys.join(counts, on="ccode").filter(
        (pl.col("year") <= pl.col("last")) & (pl.col("year") > pl.col("last") - YEARS)
    )
    summed = near.group_by("ccode", "last").agg(pl.col("votes", "same").sum())
    enough = summed.filter(pl.col("votes") >= LEAST)
    ordered = enough.sort(pl.col("same") / pl.col("votes"), "ccode")
    return tuple(
        Joined(bloc.id, label=state_on(row["ccode"], year_end(row["last"])).label, **row)
        for row in ordered.iter_rows(named=True)
    )
