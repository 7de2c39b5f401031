"""The table of means: amounts, shares and ranks; spending in every dollar; people to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.actors.states import State
from detente.evidence.series import STALE, Series
from detente.paper.blocks import Block, Grid
from detente.paper.brief import Brief
from detente.paper.sections.blocks import source_line
from detente.phrasing import cap, number, share
from detente.power.yardsticks import yardstick

PROJECTED, PROJECTIONS = 2050, 2024
"""Year of the row on people to come, and the first view that could know the projections."""
BILLIONS = {"million": 1e-3, "thousand": 1e-6}
"""What turns an amount into billions, by the first word of its unit; plain dollars otherwise."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One row of the table: a yardstick, and the amounts behind its shares.

    Attributes
    ----------
    yardstick : str
        Id of the yardstick.
    total : str
        Measure in the table of totals that turns shares into amounts; empty to show shares.
    what, unit : str
        What is measured, and the unit of amounts.
    factor : float
        From the unit of the totals to that of the row.
    absent : str
        What is printed for a party without a value.
    whole : bool
        Whether it is counted in whole things.
    """

    yardstick: str
    total: str
    what: str
    unit: str
    factor: float = 1.0
    absent: str = "no data"
    whole: bool = False

    def head(self, year: int, *, amounts: bool) -> str:
        """Name the row."""
        unit = self.unit if amounts or not self.total else "share of all"
        return f"{self.what}, {unit} ({year})" if unit else f"{self.what} ({year})"

    def amount(self, value: float) -> str:
        """Write an amount; things that are counted have no decimals."""
        return f"{value:,.0f}" if self.whole else number(value)


PEOPLE = Level("pop", "pop", what="People", unit="millions", factor=1e-6)
GDP = Level("gdp", "gdp_constant", what="GDP", unit="billion dollars of 2015", factor=1e-9)
GDP_PPP = Level(
    "gdp_ppp",
    "gdp_ppp_constant",
    what="GDP at purchasing power",
    unit="billion dollars of 2021",
    factor=1e-9,
)
GDP_LONG = Level(
    "gdp_long",
    "gdp_2011",
    what="GDP (Maddison)",
    unit="billion dollars of 2011",
    factor=1e-9,
)
ENERGY = Level("pec", "", what="Energy", unit="share of all")
SOLDIERS = Level("milper", "", what="Soldiers", unit="share of all")
WARHEADS = Level(
    "warheads",
    "warheads",
    what="Nuclear warheads",
    unit="",
    absent="none listed",
    whole=True,
)
LEVELS = (PEOPLE, GDP, GDP_PPP, GDP_LONG, ENERGY, SOLDIERS, WARHEADS)
"""Rows of the table, in order; the long series of GDP only where the open one has no row."""


def means(brief: Brief) -> list[Block]:
    """Lay out the table of means; nothing where no row has data."""
    rows: list[Row] = []
    used: list[Series] = []
    made: list[Level] = []
    for level in LEVELS:
        if level is GDP_LONG and GDP in made:
            continue
        year = _year(brief, level)
        if year is None:
            continue
        rows.append(_row(brief, level, year))
        used += [one for one in brief.relation.power.shares[level.yardstick] if one.at(year)]
        made.append(level)
    rows += _spending(brief)
    people = _people_to_come(brief)
    if people:
        rows.append(people)
    if not rows:
        return []
    return [
        Grid(
            "means",
            "Means of power; in brackets a state's rank among all with data",
            columns=("", *(cap(short(party)) for party in brief.relation.power.parties)),
            rows=tuple(rows),
            source=source_line(used) if used else "",
        )
    ]


def _year(brief: Brief, level: Level) -> int | None:
    """Choose the newest year that all parties with data have; None where it is too old."""
    group = brief.relation.power.shares[level.yardstick]
    years = [series.years[-1] for series in group if series]
    if not years or min(years) < brief.pair.as_of - STALE:
        return None
    return min(years)


def _row(brief: Brief, level: Level, year: int) -> Row:
    power = brief.relation.power
    total = _total(brief, level, year)
    row = [level.head(year, amounts=total is not None)]
    for series, party in zip(power.shares[level.yardstick], power.parties, strict=True):
        cell = series.at(year)
        if cell is None:
            row.append(level.absent)
        elif total is None:
            row.append(share(cell.value) + _rank(brief, level, party))
        else:
            amount = level.amount(cell.value * total * level.factor)
            row.append(amount + _rank(brief, level, party))
    return tuple(row)


def _total(brief: Brief, level: Level, year: int) -> float | None:
    """Give the sum over all states behind the shares of a year; None where it is not known."""
    of_year = (pl.col("measure") == level.total) & (pl.col("year") == year)
    totals = brief.relation.catalog.frame("totals").filter(of_year)["total"]
    return None if totals.is_empty() else float(totals[0])


def _rank(brief: Brief, level: Level, party: Actor) -> str:
    place = brief.relation.power.ranks.get((level.yardstick, party.key))
    return f" (no. {place[0]})" if place and isinstance(party, State) else ""


def _spending(brief: Brief) -> list[Row]:
    """Rows on military spending, one a kind of dollar."""
    rows = []
    for name, group in brief.relation.power.spending.items():
        years = [series.years[-1] for series in group if series]
        if len(years) < 2 or min(years) < brief.pair.as_of - STALE:
            continue
        by, year = yardstick(name), min(years)
        scale = BILLIONS.get(by.unit.partition(" ")[0], 1e-9)
        cells = [series.at(year) for series in group]
        amounts = (number(cell.value * scale) if cell else "no data" for cell in cells)
        rows.append((f"Defence, billion, {by.label} ({year})", *amounts))
    return rows


def _people_to_come(brief: Brief) -> Row | None:
    """Row on the people of 2050: only for views that could know the projections."""
    if brief.pair.as_of < PROJECTIONS:
        return None
    catalog = brief.relation.catalog
    projected = catalog.frame("outlook").filter(pl.col("year") == PROJECTED)
    counted = catalog.frame("capability").drop_nulls("pop_share")
    observed = counted.filter(pl.col("year") <= PROJECTIONS)
    today = observed.filter(pl.col("year") == pl.col("year").max())
    people = projected.join(today.select("ccode", "pop_share"), on="ccode", how="left")
    cells = (_growth(people, party, brief.pair.day) for party in brief.relation.power.parties)
    return (f"People in {PROJECTED}, change on {PROJECTIONS} [80 %]", *cells)


def _growth(people: pl.DataFrame, party: Actor, day: date) -> str:
    """Write the projected change of a state with its interval, of a bloc without."""
    codes = list(party.members(day))
    own = people.filter(pl.col("ccode").is_in(codes))
    if own.is_empty() or own.height < len(codes):
        return "no data"
    if len(codes) == 1:
        middle, low, high = own.select("growth_median", "growth_low80", "growth_high80").row(0)
        return f"{_change(middle)} % [{_change(low)}, {_change(high)}]"
    if own["pop_share"].null_count():
        return "no data"
    weighted = own.select(pl.col("growth_median") * pl.col("pop_share") / pl.col("pop_share").sum())
    return f"{_change(float(weighted.to_series().sum()))} %"


def _change(factor: float) -> str:
    """Write growth by a factor as a change in per cent.

    Examples
    --------
    >>> _change(1.117), _change(0.93), _change(1.001)
    ('+12', '-7', '0')
    """
    per_cent = round(100 * (factor - 1))
    return f"{per_cent:+d}" if per_cent else "0"
