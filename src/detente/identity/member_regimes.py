"""Regimes of a bloc's members as it is composed at the view, and of those that joined it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.composition import of_letters
from detente.actors.names import Actor
from detente.actors.states import State, ccode_on, state_on
from detente.estimators.proportion import TO_90
from detente.evidence.cell import Cell
from detente.evidence.series import Series
from detente.identity.regime import polyarchy
from detente.span import year_end
from detente.store.catalog import Catalog

UNIT = "index 0 to 1"
AS_PUBLISHED = "as published; the interval widened to 90 %"


@dataclass(frozen=True, slots=True)
class Score:
    """Electoral democracy of one state in one year.

    Attributes
    ----------
    ccode : int
        COW code.
    label : str
        What a sentence calls the state.
    year : int
        The year.
    value, low, high : float
        The score, and its 90 % interval.
    """

    ccode: int
    label: str
    year: int
    value: float
    low: float
    high: float

    @property
    def cell(self) -> Cell:
        """The score as a cell."""
        return Cell(
            "regime",
            "polyarchy",
            keys=(("ccode", self.ccode), ("year", self.year)),
            value=self.value,
            unit=UNIT,
            sources=("vdem",),
            rule=AS_PUBLISHED,
            low=self.low,
            high=self.high,
        )


def level(catalog: Catalog, actor: Actor, day: date, *, without: Actor | None = None) -> Series:
    """Measure electoral democracy over all years; of a bloc the median of the view's members.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    actor : State or Bloc
        Whose.
    day : datetime.date
        The view, which fixes the members.
    without : State or Bloc, optional
        The other party: a state that is left out of a bloc's median.
    """
    if isinstance(actor, State):
        return polyarchy(catalog, actor)
    left_out = without.letters if isinstance(without, State) else ()
    letters = tuple(one for one in actor.member_letters(day) if one not in left_out)
    codes = of_letters(letters)
    rows = _levels(catalog).join(codes, on=["year", "ccode"], how="semi")
    yearly = rows.group_by("year").agg(pl.col("value").median()).sort("year")
    years, values = tuple(yearly["year"].to_list()), tuple(yearly["value"].to_list())
    return Series(
        id="identity.polyarchy",
        label="Electoral democracy (V-Dem polyarchy)",
        of=actor.short,
        unit=UNIT,
        table="regime",
        column="polyarchy",
        keys=((actor.kind, actor.key), ("members", day.isoformat())),
        years=years,
        values=values,
        sources=("vdem",),
        rule="median of the members at the view",
        method="vdem",
    )


def members(catalog: Catalog, bloc: Bloc, day: date, year: int) -> tuple[Score, ...]:
    """Give the scores of a bloc's members at the view, the lowest first.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    bloc : Bloc
        The bloc.
    day : datetime.date
        The view, which fixes the members.
    year : int
        Year of the scores.
    """
    return catalog.remember(_scores, tuple((code, year) for code in bloc.members(day)))


def entrants(catalog: Catalog, bloc: Bloc, day: date, since: date) -> tuple[Score, ...]:
    """Give the scores of the states that joined a bloc, in the year before they did.

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
    tuple of Score
        The lowest first; a state without a score in that year is not among them.
    """
    joined = (step for step in bloc.steps if step.rung == "member")
    known = [step for step in joined if since <= step.span.start <= day]
    coded = [(ccode_on(one.letters, one.span.start), one.span.start.year - 1) for one in known]
    return _scores(catalog, tuple((code, year) for code, year in coded if code is not None))


def _levels(catalog: Catalog) -> pl.DataFrame:
    """Give every score with its 90 % interval."""
    median, score = pl.col("polyarchy_median"), pl.col("polyarchy")
    # V-Dem's bounds are one standard error
    half = (pl.col("polyarchy_high") - pl.col("polyarchy_low")) / 2 * TO_90
    value = (score + median).cast(pl.Float64)
    bounds = (value - half).alias("low"), (value + half).alias("high")
    return catalog.frame("regime").select("ccode", "year", value.alias("value"), *bounds)


def _scores(catalog: Catalog, wanted: tuple[tuple[int, int], ...]) -> tuple[Score, ...]:
    schema = {"ccode": pl.Int16, "year": pl.Int16}
    keys = pl.DataFrame(wanted, schema=schema, orient="row")
    rows = (
        keys.join(catalog.remember(_levels), on=["ccode", "year"]).drop_nulls("value").sort("value")
    )
    return tuple(
        Score(label=state_on(row["ccode"], year_end(row["year"])).label, **row)
        for row in rows.iter_rows(named=True)
    )
