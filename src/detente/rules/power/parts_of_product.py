"""Parts of product: what a party spends on defence, divided by what it makes."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id
from detente.evidence.series import Series
from detente.rules.power.sizes import held_by, total_of

SPENDING, PRODUCT = "spending_constant", "gdp"
TENTH = 10
"""Per cent of product from which no decimal is written."""


@dataclass(frozen=True, slots=True)
class Share:
    """Arms as a part of product in one year.

    Attributes
    ----------
    actor : State or Bloc
        Whose.
    value : float
        The part.
    cells : tuple of Cell
        Spending, share of product, product of all.
    """

    actor: Actor
    value: float
    cells: tuple[Cell, ...]

    @property
    def year(self) -> int:
        """Year of the spending."""
        return self.cells[0].year or 0


def spent_and_made(relation: Relation, party: Actor) -> tuple[Series, Series]:
    """Give spending on defence and product of a party.

    Parameters
    ----------
    relation : Relation
        The relation.
    party : State or Bloc
        The party.
    """
    return held_by(relation, party, SPENDING), held_by(relation, party, PRODUCT)


def part_in(
    relation: Relation, party: Actor, two: tuple[Series, Series], year: int
) -> Share | None:
    """Divide spending by product in one year; None where either is not known.

    Parameters
    ----------
    relation : Relation
        The relation.
    party : State or Bloc
        Whose.
    two : tuple of Series
        As `spent_and_made` gives them.
    year : int
        The year.
    """
    spent, part = (series.at(year) for series in two)
    total = total_of(relation, PRODUCT, year)
    if spent is None or part is None or total is None or part.value <= 0:
        return None
    return Share(party, spent.value / (part.value * total.value), cells=(spent, part, total))


def part_figure(rule: str, share: Share, name: str) -> Figure:
    """Give a part of product in per cent, with two significant digits.

    Parameters
    ----------
    rule : str
        Id of the rule.
    share : Share
        The part.
    name : str
        What it is.
    """
    per_cent = 100 * share.value
    return Figure(
        figure_id("power", rule, share.actor.key, name),
        per_cent,
        unit="per cent of product",
        cells=share.cells,
        way="one_decimal" if per_cent < TENTH else "whole",
    )
