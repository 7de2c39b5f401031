"""Regimes of two sides, compared: how far apart they are, what changed, and how unusual that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot

import numpy as np
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.estimators.proportion import TO_90
from detente.estimators.surprise import unexpected, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, measured
from detente.evidence.series import Series, need
from detente.identity.departures import of_regimes
from detente.identity.member_regimes import level
from detente.rules.peers import kind_of
from detente.rules.populations import gaps

ID = "regime"
TABLE = ("regime", "polyarchy")
SPAN = 10
"""Years over which a change counts."""
MEMORY = 30
"""Years in which the former extreme of a score is looked for."""
OWN = 4.0
"""Times the other side's change from which a change is one side's own."""
LEAST = 0.05
"""Change of a score that is worth a word."""
EIGHTH = 0.75
"""|2F - 1| from which a value lies in an outer eighth."""
TO_80 = 1.2816
"""Half-width of an 80 % interval in standard errors."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side and its score.

    Attributes
    ----------
    actor : State or Bloc
        Who.
    series : Series
        Its scores; of a bloc the median of the view's members.
    then, now : Cell
        At the start of the change, and in the newest year.
    """

    actor: Actor
    series: Series
    then: Cell
    now: Cell

    @property
    def label(self) -> str:
        """What a sentence calls it."""
        return self.actor.label

    @property
    def change(self) -> float:
        """Change of the score."""
        return self.now.value - self.then.value

    @property
    def width(self) -> float:
        """Half the 80 % interval of the change; zero for a median."""
        halves = (_half(self.then), _half(self.now))
        return hypot(*halves) * TO_80 / TO_90

    @property
    def changed(self) -> bool:
        """Whether its score changed beyond its interval, and by more than a little."""
        return abs(self.change) > max(self.width, LEAST)

    def figure(self, name: str, cell: Cell) -> Figure:
        """Give one of its scores as a figure."""
        id = figure_id("positions", ID, name, self.actor.key, cell.year or 0)
        return measured(id, cell, way="index", level=0.9)

    def extreme(self, since: int, *, highest: bool) -> Cell:
        """Give the former extreme of its scores."""
        newest = self.now.year or 0
        first = max(since, newest - MEMORY)
        years = [year for year in self.series.years if first <= year <= newest]
        cells = [need(self.series, year) for year in years]
        sign = 1 if highest else -1
        return max(cells, key=lambda cell: sign * cell.value)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two regimes, and how unusual their distance and its change are.

    Attributes
    ----------
    relation : Relation
        The relation.
    first, second : Side
        Both sides.
    far : float
        How unusual the distance is.
    change : float
        How unusual its change is.
    surprise : float
        How unexpected the distance is for the kind of relation.
    usual : float
        Median distance of all pairs of the form.
    """

    relation: Relation
    first: Side
    second: Side
    far: float
    change: float
    surprise: float
    usual: float

    @property
    def year(self) -> int:
        """Newest year in which both have a score."""
        return self.first.now.year or 0

    @property
    def gap(self) -> float:
        """Their distance."""
        return abs(self.first.now.value - self.second.now.value)

    @property
    def is_wide(self) -> bool:
        """Whether it is wider than that of the median pair."""
        return self.gap > self.usual

    @property
    def moved_by(self) -> float:
        """How much their distance changed."""
        return self.gap - abs(self.first.then.value - self.second.then.value)

    @property
    def width(self) -> float:
        """Half the 80 % interval of the change of their distance."""
        return hypot(self.first.width, self.second.width)

    @property
    def freer(self) -> Side:
        """The side with the higher score."""
        return max((self.first, self.second), key=lambda side: side.now.value)

    @property
    def other(self) -> Side:
        """The side with the lower score."""
        return min((self.first, self.second), key=lambda side: side.now.value)

    @property
    def is_clear(self) -> bool:
        """Whether their distance changed beyond its interval, and in an outer eighth of pairs."""
        return abs(self.moved_by) > self.width and self.change >= EIGHTH

    @property
    def mover(self) -> Side | None:
        """The side whose own change made it; None where both changed, or neither by itself."""
        one, two = self.first, self.second
        if one.changed and (not two.changed or abs(one.change) >= OWN * abs(two.change)):
            return one
        if two.changed and (not one.changed or abs(two.change) >= OWN * abs(one.change)):
            return two
        return None

    @property
    def both_changed(self) -> bool:
        """Whether each side changed by itself."""
        return self.first.changed and self.second.changed

    def against(self, side: Side) -> Side:
        """Give the other one of the two sides."""
        return self.second if side is self.first else self.first


def compared(relation: Relation) -> Compared | None:
    """Measure both regimes now and ten years ago, or since the two were nearest.

    None where either has no score in the newest year or ten years before.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    one = level(relation.catalog, pair.first, pair.day, without=pair.second)
    two = level(relation.catalog, pair.second, pair.day, without=pair.first)
    common = [year for year in one.years if year in two.years]
    years = [year for year in common if pair.as_now_since <= year <= pair.as_of]
    if not years or years[-1] - SPAN not in years:
        return None
    last = years[-1]
    found = _between(relation, one, two, (last - SPAN, last))
    if found.is_clear:
        return found
    # a slow change is none in ten years: since the year in which the two were nearest it is one
    parted = of_regimes(relation.catalog, pair)
    nearest = 0 if parted is None else parted.closest.year or 0
    if nearest not in years or nearest < last - MEMORY:
        return found
    longer = _between(relation, one, two, (nearest, last))
    return longer if longer.is_clear else found


def _between(relation: Relation, one: Series, two: Series, years: tuple[int, int]) -> Compared:
    """Compare both regimes in two years."""
    catalog, pair = relation.catalog, relation.pair
    before, after = (gaps(catalog, pair, *TABLE, year=year) for year in years)
    sides = (_side(pair.first, one, years), _side(pair.second, two, years))
    found = Compared(relation, *sides, far=0.0, change=0.0, surprise=0.0, usual=0.0)
    of_kind = after.of_kind(kind_of(pair))
    return replace(
        found,
        far=unusual(found.gap, after.values),
        change=unusual(found.moved_by, after.values - before.values),
        surprise=unexpected(found.gap, of_kind),
        usual=_median(after.values),
    )


def _side(actor: Actor, series: Series, years: tuple[int, int]) -> Side:
    then, now = (need(series, year) for year in years)
    return Side(actor, series, then=then, now=now)


def _median(values: NDArray[np.float64]) -> float:
    """Give the median of the known values; NaN where none is known."""
    known = values[~np.isnan(values)]
    return float(np.median(known)) if known.size else float("nan")


def _half(cell: Cell) -> float:
    return 0.0 if cell.high is None else cell.high - cell.value
