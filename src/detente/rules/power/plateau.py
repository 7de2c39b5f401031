"""PLATEAU: a lead in product that had grown by half and has not grown since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.estimators.surprise import BITS
from detente.evidence.cell import Cell
from detente.evidence.series import Series, need
from detente.power.yardsticks import yardstick
from detente.rules.line import Line, Reasons
from detente.rules.power.made import (
    Figures,
    Measured,
    Parts,
    cells_of,
    filled,
    first_page,
    line,
    named,
)
from detente.rules.power.size_peers import sides
from detente.rules.power.sizes import (
    are_apart,
    comparable_since,
    newest_year,
    sides_on,
)
from detente.rules.rule import Rule

ID = "plateau"
FIGURES = Figures(ID)
PRODUCT = "gdp"
LEAST_STILL, MOST_STILL = 8, 15
"""Fewest and most years for which the lead has been still."""
LONG_BEFORE = 20
"""Years before in which it had grown."""
HALF = 1.5
"""Factor by which it had grown."""
END = 0.05
"""Relative change within which the end lies of the start."""
SLOPE = 0.01
"""Relative change a year that the trend since does not exceed."""
FAR = 50.0
"""Ratio over which a lead says nothing of either."""
BETWEEN = 0.08
"""How far a peak between stands out, relative to both ends, to be said."""


@dataclass(frozen=True, slots=True)
class Plateau:
    """A lead that stopped growing.

    Attributes
    ----------
    stronger, weaker : State or Bloc
        Who leads, and over whom.
    start, stop, now : tuple of Cell
        Shares of both in the year from which the lead had grown, in which it stopped, and now.
    peak : tuple of Cell
        Shares of both in the year of the highest ratio since it stopped.
    surprise : float
        How seldom a lead that had grown so much is as still since.
    """

    stronger: Actor
    weaker: Actor
    start: tuple[Cell, Cell]
    stop: tuple[Cell, Cell]
    now: tuple[Cell, Cell]
    peak: tuple[Cell, Cell]
    surprise: float

    @property
    def has_peak(self) -> bool:
        """Whether the ratio was clearly higher in between."""
        ends = max(_ratio(self.stop), _ratio(self.now))
        return _ratio(self.peak) > (1 + BETWEEN) * ends


def _ratio(two: tuple[Cell, Cell]) -> float:
    return two[0].value / two[1].value


def plateau(relation: Relation) -> Plateau | None:
    """Find the year in which a lead in product stopped growing; None where it did not.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if not are_apart(relation):
        return None
    pair = relation.pair
    group = sides_on(relation, PRODUCT)
    last = newest_year(relation, *group)
    if last is None:
        return None
    is_first = need(group[0], last).value >= need(group[1], last).value
    above, below = group if is_first else group[::-1]
    if need(above, last).value > FAR * need(below, last).value:
        return None
    years = _years(above, below, first=comparable_since(relation), last=last)
    logs = np.array([log(need(above, y).value / need(below, y).value) for y in years.tolist()])
    stop = _stop(years, logs)
    if stop is None:
        return None
    parties = (pair.first, pair.second) if is_first else (pair.second, pair.first)
    start = max(int(years[0]), stop - LONG_BEFORE)
    # who only took the lead in these years did not widen it
    if float(logs[years == start][0]) < 0:
        return None
    return _found(relation, parties, (above, below), (start, stop))


def _found(
    relation: Relation,
    parties: tuple[Actor, Actor],
    known: tuple[Series, Series],
    turn: tuple[int, int],
) -> Plateau:
    """Describe the lead that grew between two years and not since."""
    above, below = known
    start, stop = turn
    common = [year for year in above.years if year in below.years]
    last = max(year for year in common if year <= relation.pair.as_of)
    since = [year for year in common if stop <= year <= last]
    peak = max(since, key=lambda year: need(above, year).value / need(below, year).value)
    start_of, stop_of, now_of, peak_of = (
        (need(above, year), need(below, year)) for year in (start, stop, last, peak)
    )
    return Plateau(
        *parties,
        start=start_of,
        stop=stop_of,
        now=now_of,
        peak=peak_of,
        surprise=_surprise(relation, start, stop, last),
    )


def _years(above: Series, below: Series, *, first: int, last: int) -> NDArray[np.int64]:
    """Give the years in which both have a value."""
    common = sorted(set(above.years) & set(below.years))
    return np.array([year for year in common if first <= year <= last], dtype=np.int64)


def _stop(years: NDArray[np.int64], logs: NDArray[np.float64]) -> int | None:
    """Give the earliest year from which the lead is still; None where it never grew or still does.

    Until then it had grown by half; since then neither its end nor its trend differs.
    """
    last = int(years[-1])
    for stop in range(last - MOST_STILL, last - LEAST_STILL + 1):
        before = (years >= stop - LONG_BEFORE) & (years <= stop)
        after = years >= stop
        if years[0] > stop - LEAST_STILL or not before.any() or stop not in years:
            continue
        grown = logs[years == stop][0] - logs[before][0]
        slope = float(np.polyfit(years[after], logs[after], 1)[0])
        is_still = abs(logs[-1] - logs[years == stop][0]) <= log(1 + END) and abs(slope) <= SLOPE
        if grown >= log(HALF) and is_still:
            return stop
    return None


def _surprise(relation: Relation, start: int, stop: int, last: int) -> float:
    """Measure how seldom a ratio that grew by half until a year is so still since, in bits."""
    column = yardstick(PRODUCT).column
    ratios = [
        sides(relation.catalog, relation.pair, column, year).log_ratio
        for year in (start, stop, last)
    ]
    before, after = np.abs(ratios[1] - ratios[0]), np.abs(ratios[2] - ratios[1])
    others = after[(before >= log(HALF)) & ~np.isnan(after)]
    part = (np.count_nonzero(others <= log(1 + END)) + 1) / (others.size + 1)
    return float(min(1.0, -np.log2(part) / BITS))


def say(relation: Relation) -> Iterator[Line]:
    """Say when the lead stopped growing, and from where it had come."""
    found = plateau(relation)
    if found is not None:
        yield _line(found)


def _line(found: Plateau) -> Line:
    parts: Parts = named(strong=found.stronger.label, weak=found.weaker.label)
    at = {"start": found.start, "stop": found.stop, "now": found.now, "peak": found.peak}
    for name, two in at.items():
        parts[name] = FIGURES.ratio(name, *two)
        parts[f"in_{name}"] = FIGURES.year(f"year.{name}", *two)
    form = "peak" if found.has_peak else "still"
    body = tuple(filled(template, parts) for template in BODIES[form])
    measure = Measured(
        _ratio(found.now), unit="ratio", about="whether it grows", newest=found.now[0].year
    )
    cells = (*found.now, *found.stop, *found.start, *found.peak, *cells_of(body))
    page = first_page(
        parts, *PAGES[form], gist="{strongs} product is {now} times {weaks}, about as in {in_stop}."
    )
    return line(
        ID,
        f"unexpected.{form}",
        body,
        cells=cells,
        measured=measure,
        reasons=Reasons(unexpected=found.surprise),
        page=page,
        series="product",
    )


GIST = "{strongs} product is {now} times {weaks}, about as in {in_stop}."
GREW = (
    "From {in_start} to {in_stop} {strongs} lead grew from {start} to {stop} times {weaks} output."
)
SINCE = "In {in_now} it is {now} times, and the trend since {in_stop} is flat."
HALT = "A halt is not a reversal: {strong} stays that far ahead."
BODIES = {
    "peak": (GREW, SINCE, "In between it reached {peak} times, in {in_peak}.", HALT),
    "still": (GREW, SINCE, HALT),
}
PAGES = {
    "peak": (
        "{strongs} lead over {weak} is about what it was in {in_stop}.",
        "Its product was {peak} times {weaks} in {in_peak} and is {now} times in {in_now}.",
    ),
    "still": (
        "{strongs} lead over {weak} stopped growing in {in_stop}.",
        "Its product was {stop} times {weaks} in {in_stop} and is {now} times in {in_now}.",
    ),
}
"""What the section says, and message and evidence of page 1, by whether it peaked in between."""


RULE = Rule(
    id=ID,
    section="power",
    place=31,
    paragraph="product",
    say=say,
    condition="the lead in product had grown by half; for eight years or more it lies within five "
    "per cent of where it was and its trend within one per cent a year",
)
