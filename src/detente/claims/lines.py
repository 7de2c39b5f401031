"""Lines: what each indicator says of one side or two by year, and how surely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from detente.claims.answer import View
from detente.claims.concepts import Concept, Indicator, Way, concept
from detente.claims.measure import DRAWS, Drawn, Yearly, draws, values
from detente.claims.question import Question
from detente.claims.sides import Side
from detente.errors import ClaimError
from detente.estimators.proportion import TO_90
from detente.estimators.spread import spread
from detente.evidence.series import Series

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """What one indicator says, year by year.

    Attributes
    ----------
    label : str
        Which indicator.
    values : dict
        Year to value.
    sources : tuple of str
        Ids.
    projected : bool
        Whether its years lie ahead.
    drawn : dict
        Year to the value in each draw, shape (D,); a year that is not estimated is absent.
    step : float
        Least change that counts on a scale without a natural zero; 0 where parts count.
    """

    label: str
    values: Yearly
    sources: tuple[str, ...]
    projected: bool = False
    drawn: Drawn = field(default_factory=dict)
    step: float = 0.0

    def in_draws(self, years: tuple[int, ...]) -> Floats | None:
        """Give the values of some years in each draw, shape (T, D); None where none is estimated.

        Parameters
        ----------
        years : tuple of int
            Years with a value; one without draws of its own is the same in all.
        """
        known = [self.drawn[year] for year in years if year in self.drawn]
        if not known:
            return None
        size = known[0].size
        every = [self.drawn.get(year, np.full(size, self.values[year])) for year in years]
        return np.stack(every)


def less_in_draws(one: Line, other: Line, years: tuple[int, ...]) -> Floats | None:
    """Give one line less another in each joint draw, shape (T, D); None where none is estimated.

    Parameters
    ----------
    one, other : Line
        Two lines of one measure, whose draws are joint.
    years : tuple of int
        Years in which both have values.
    """
    above, below = one.in_draws(years), other.in_draws(years)
    if above is None and below is None:
        return None
    fixed = [
        np.array([[line.values[year]] for year in years]) if drawn is None else drawn
        for line, drawn in ((one, above), (other, below))
    ]
    gaps: Floats = fixed[0] - fixed[1]
    return gaps


def one_sided(what: Concept) -> tuple[Indicator, ...]:
    """Give the indicators of a concept for one side.

    Parameters
    ----------
    what : Concept
        The concept.

    Raises
    ------
    ClaimError
        Where it is measured between two sides only.
    """
    if not what.indicators:
        raise ClaimError(
            f"'{what.name}' is measured between two sides, not of one",
            next_step='write between = ["...", "..."]',
        )
    return what.indicators


def divisible(what: Concept) -> tuple[Indicator, ...]:
    """Give the indicators of a concept on which one value can be twice another.

    Parameters
    ----------
    what : Concept
        The concept.

    Raises
    ------
    ClaimError
        Where none has a natural zero.
    """
    known = tuple(indicator for indicator in one_sided(what) if indicator.has_zero)
    if not known:
        raise ClaimError(
            f"'{what.name}' has no natural zero: nobody has twice as much of it",
            next_step='kind = "level", "rank" or "trend" of one side can speak of it',
        )
    return known


def two_sides(question: Question, view: View) -> tuple[Side, Side | None]:
    """Find the side that a test is of, and the one that it is compared with, if there is one.

    Parameters
    ----------
    question : Question
        The test.
    view : View
        From where it is answered.

    Raises
    ------
    ClaimError
        Where a side is compared with itself.
    """
    top = view.sides.side(question.fields["of"])
    if "to" not in question.fields:
        return top, None
    bottom = view.sides.side(question.fields["to"])
    if top.label == bottom.label or top.at(view.asked) == bottom.at(view.asked):
        raise ClaimError(f"'{top.label}' is compared with itself")
    return top, bottom


def of_side(what: Concept, indicator: Indicator, side: Side, view: View, *, amount: bool) -> Line:
    """Measure a side with one indicator, divided by what the concept is per.

    Parameters
    ----------
    what : Concept
        The concept.
    indicator : Indicator
        One of its indicators.
    side : Side
        Whom.
    view : View
        From where.
    amount : bool
        Whether an amount is wanted rather than a share.

    Raises
    ------
    ClaimError
        Where the side has none of what the concept is divided by.
    """
    series = values(view.catalog, indicator, side, amount=amount)
    if what.per:
        divisor = values(view.catalog, concept(what.per).indicators[0], side, amount=True)
        common = [year for year in series if year in divisor]
        if common and not any(divisor[year] for year in common):
            raise ClaimError(
                f"{side.label} has no {what.per} at all: nothing can be divided by them"
            )
        series = {year: series[year] / divisor[year] for year in common if divisor[year]}
    return Line(
        indicator.label,
        series,
        sources=indicator.sources,
        projected=indicator.projected,
        drawn=draws(view.catalog, indicator, side),
        step=indicator.step,
    )


def quotient(top: Line, bottom: Line, *, whose: str, what: Concept) -> Line:
    """Divide year by year, in every draw.

    Parameters
    ----------
    top, bottom : Line
        What is divided, and by what; only years of both count.
    whose : str
        Whose the denominator is, for an error.
    what : Concept
        What is measured.

    Raises
    ------
    ClaimError
        Where the denominator is zero in every year.
    """
    common = [year for year in top.values if year in bottom.values]
    if common and all(bottom.values[year] == 0 for year in common):
        raise ClaimError(
            f"{what.name} of {whose} is zero in every year: nothing can be divided by it"
        )
    years = [year for year in common if bottom.values[year]]
    drawn: Drawn = {}
    for year in years:
        if year in top.drawn or year in bottom.drawn:
            above = top.drawn.get(year, np.array([top.values[year]]))
            below = bottom.drawn.get(year, np.array([bottom.values[year]]))
            with np.errstate(divide="ignore", invalid="ignore"):
                drawn[year] = above / below
    return Line(
        top.label,
        {year: top.values[year] / bottom.values[year] for year in years},
        sources=top.sources,
        projected=top.projected,
        drawn=drawn,
    )


def between(what: Concept, names: object, view: View) -> Iterator[Line]:
    """Measure a concept between two sides.

    Parameters
    ----------
    what : Concept
        The concept.
    names : object
        The two sides, as written.
    view : View
        From where.

    Raises
    ------
    ClaimError
        Where it is measured of one side only, or the names are not two different actors.
    """
    pair = view.pair(names)
    if not what.between:
        raise ClaimError(
            f"'{what.name}' is measured of one side, not between two", next_step='write of = "..."'
        )
    for label, way in what.between:
        series = view.catalog.remember(way.series, pair)
        yield Line(
            label,
            dict(zip(series.years, series.values, strict=True)),
            sources=series.sources,
            drawn=_drawn(way, series, view, names),
            step=what.step,
        )


def _drawn(way: Way, series: Series, view: View, names: object) -> Drawn:
    """Give the joint draws of a measure, or draw from the bounds of its series."""
    if way.drawn is not None:
        return view.catalog.remember(way.drawn, view.pair(names))
    if not series.high:
        return {}
    bounds = zip(series.years, series.values, series.low, series.high, strict=True)
    drawn: Drawn = {}
    for year, value, low, high in bounds:
        if low is None or high is None:
            continue
        seed = [crc32(f"{series.id} {series.of}".encode()), year]
        noise = np.random.default_rng(seed).standard_normal((DRAWS, 1))
        middle, lower, upper = (np.array([end]) for end in (value, low, high))
        drawn[year] = spread(middle, lower, upper, noise, errors=TO_90)[:, 0]
    return drawn
