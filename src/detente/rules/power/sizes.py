"""Sizes: what both sides of a relation hold on a yardstick, at the members of the view."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.states import as_now_since, state_on
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id
from detente.evidence.series import Series
from detente.power.yardsticks import part_of_people, series, yardstick
from detente.span import year_end

FRESH, FRESH_CAPABILITY = 3, 5
"""Years to which a series, and the index of capability, speak of the view."""
WEIGHTY = 0.1
"""Part of a bloc's people from which a member's change of extent is one of the bloc."""
TOTALS = {"gdp": "gdp_constant", "gdp_long": "gdp_2011"}
"""Yardsticks of product, and the measure of the table of totals that their shares are of."""


def are_apart(relation: Relation) -> bool:
    """Tell whether the two have no member in common: a bloc is not compared with its own.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    return not set(pair.first.members(pair.day)) & set(pair.second.members(pair.day))


QUARRELS = ("war", "armed conflict", "truce", "occupation", "rupture", "crisis", "disputed line")
"""Conditions under which the arms of one side concern the other."""


def may_meet(relation: Relation) -> bool:
    """Tell whether the arms of the two concern each other: a quarrel, an alliance, a land border.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    situation = relation.situation
    if situation.holds(*QUARRELS, "allied") or relation.power.at_odds:
        return True
    return "land" in relation.institutions.borders


def are_near(relation: Relation) -> bool:
    """Tell whether what one side alone does concerns the other: they meet, or lie side by side.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    return may_meet(relation) or bool(relation.institutions.borders)


def held_by(relation: Relation, actor: Actor, name: str) -> Series:
    """Give what an actor holds on a yardstick, a bloc as composed at the view in every year.

    Parameters
    ----------
    relation : Relation
        The relation.
    actor : State or Bloc
        Whose.
    name : str
        Id of the yardstick.
    """
    by, day = yardstick(name), relation.pair.day
    return series(relation.catalog, actor, by, as_of=day, composition="fixed")


def sides_on(relation: Relation, name: str) -> tuple[Series, Series]:
    """Give what both sides hold on a yardstick.

    Parameters
    ----------
    relation : Relation
        The relation.
    name : str
        Id of the yardstick.
    """
    pair = relation.pair
    return held_by(relation, pair.first, name), held_by(relation, pair.second, name)


def newest_year(relation: Relation, *known: Series, oldest: int = FRESH) -> int | None:
    """Give the newest year that some series share; None where it is too old for the view.

    Parameters
    ----------
    relation : Relation
        Gives the view.
    *known : Series
        The series.
    oldest : int
        Years before the view from which a year is too old.
    """
    view = relation.pair.as_of
    common = set.intersection(*(set(one.years) for one in known))
    last = max((year for year in common if year <= view), default=None)
    return last if last is not None and last >= view - oldest else None


def comparable_since(relation: Relation, *actors: Actor) -> int:
    """Give the first year from which all parties have the extent that they have at the view.

    A successor is not its predecessor's loss; of a bloc the members count that hold a tenth of its
    people.

    Parameters
    ----------
    relation : Relation
        Gives the parties, unless others are named.
    *actors : State or Bloc
        Whose extent.
    """
    year = relation.pair.as_of
    parties = actors or (relation.pair.first, relation.pair.second)
    codes = (code for party in parties for code in _weighty(relation, party))
    return max((as_now_since(state_on(code, year_end(year)), year) for code in codes), default=0)


def _weighty(relation: Relation, party: Actor) -> list[int]:
    """Give the codes of a state, or of the members that hold a tenth of a bloc's people."""
    members = list(party.members(relation.pair.day))
    if not isinstance(party, Bloc):
        return members
    people = relation.catalog.remember(part_of_people).filter(pl.col("ccode").is_in(members))
    newest = people.drop_nulls().group_by("ccode").agg(pl.col("people").last())
    heavy = newest.filter(pl.col("people") >= WEIGHTY * pl.col("people").sum())
    return heavy["ccode"].sort().to_list()


def times_as_much(id: str, top: Cell, bottom: Cell, *, way: str = "multiple") -> Figure:
    """Divide one cell by another, as a figure.

    Parameters
    ----------
    id : str
        Id of the figure.
    top, bottom : Cell
        What is divided, and by what.
    way : str
        How it is written.
    """
    return Figure(id, top.value / bottom.value, unit="ratio", cells=(top, bottom), way=way)


@dataclass(frozen=True, slots=True)
class Growth:
    """How much a party's product grew between two years, at constant prices.

    Attributes
    ----------
    value : float
        The growth as a part of the first year's product; below zero where it shrank.
    cells : tuple of Cell
        Its shares of all product, and the product of all, in both years.
    """

    value: float
    cells: tuple[Cell, ...]

    def figure(self, id: str) -> Figure:
        """Give its size as a figure in per cent: the sentence says which way it went."""
        size = abs(self.value)
        return Figure(id, size, unit="part of product", cells=self.cells, way="per_cent")


def growth(relation: Relation, name: str, then: Cell, now: Cell) -> Growth | None:
    """Measure the growth of product behind two shares; None where the total is not known.

    Parameters
    ----------
    relation : Relation
        The relation.
    name : str
        Id of a yardstick of product.
    then, now : Cell
        Shares of a party in two years.
    """
    totals = [total_of(relation, name, cell.year or 0) for cell in (then, now)]
    first, last = totals
    if first is None or last is None:
        return None
    value = now.value * last.value / (then.value * first.value) - 1
    return Growth(value, cells=(then, now, first, last))


def total_of(relation: Relation, name: str, year: int) -> Cell | None:
    """Give the product of all states with data in a year; None where it is not known.

    Parameters
    ----------
    relation : Relation
        The relation.
    name : str
        Id of a yardstick of product.
    year : int
        The year.
    """
    return _total(relation, TOTALS[name], name, year)


def _total(relation: Relation, measure: str, name: str, year: int) -> Cell | None:
    rows = relation.catalog.frame("totals").filter(
        (pl.col("year") == year) & (pl.col("measure") == measure)
    )
    if rows.is_empty():
        return None
    return Cell(
        "totals",
        measure,
        keys=(("measure", measure), ("year", year)),
        value=float(rows["total"][0]),
        unit="total of all states with data",
        sources=yardstick(name).sources,
        rule="sum over all states with data",
    )


def total_people(relation: Relation, year: int) -> Cell | None:
    """Give the people of all states with data in a year; None where they are not known.

    Parameters
    ----------
    relation : Relation
        The relation.
    year : int
        The year.
    """
    return _total(relation, "pop", "pop", year)


def place_figure(rule: str, rank: float, year: int, *cells: Cell) -> Figure:
    """Give the part of comparable pairs beyond which a pair lies, as a figure in per cent.

    Parameters
    ----------
    rule : str
        Id of the rule.
    rank : float
        How unusual the value is: |2F - 1|.
    year : int
        Year of the values.
    *cells : Cell
        What was ranked.
    """
    part = (1 + rank) / 2
    cell = Cell(
        "capability",
        "place",
        keys=(("rule", rule), ("pairs", "all of the form"), ("year", year)),
        value=part,
        unit="part of comparable pairs",
        sources=cells[0].sources,
        rule="mid-rank among the pairs of the same form",
    )
    id = figure_id("power", rule, "place")
    return Figure(id, part, unit=cell.unit, cells=(cell, *cells), way="per_cent")
