"""Lines: what each indicator says of one side or two by year, and whether that is as expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from detente.analysis.guards.age import FRESH
from detente.claims.answer import Answer, View
from detente.claims.concepts import Concept, Indicator, concept
from detente.claims.expectation import Expectation
from detente.claims.measure import Yearly, values
from detente.claims.question import Question
from detente.claims.sides import Side
from detente.errors import ClaimError


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
    """

    label: str
    values: Yearly
    sources: tuple[str, ...]
    projected: bool = False


def line(indicator: Indicator, series: Yearly) -> Line:
    """Make the line of an indicator.

    Parameters
    ----------
    indicator : Indicator
        Which.
    series : dict
        What it says, by year.
    """
    return Line(indicator.label, series, sources=indicator.sources, projected=indicator.projected)


def nearest(series: Yearly, first: int, last: int) -> Yearly:
    """Keep the years asked for; where none has a number, the newest a little before the last.

    Parameters
    ----------
    series : dict
        Year to value.
    first, last : int
        Years asked for.

    Examples
    --------
    >>> nearest({2010: 1.0, 2011: 2.0}, 2013, 2013), nearest({2009: 1.0}, 2013, 2013)
    ({2011: 2.0}, {})
    """
    asked = {year: value for year, value in series.items() if first <= year <= last}
    if asked or first > last:
        return asked
    before = [year for year in series if last - FRESH <= year <= last]
    return {max(before): series[max(before)]} if before else {}


def newest(series: Yearly, view: View) -> int | None:
    """Give the newest year after the claim; None where there is none.

    A projection has years beyond the view, so the view bounds what counts as having come.

    Parameters
    ----------
    series : dict
        Year to value.
    view : View
        A look back.
    """
    return max((year for year in series if view.asked < year <= view.as_of), default=None)


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


def measured(
    what: Concept, indicator: Indicator, side: Side, view: View, *, amount: bool
) -> Yearly:
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
    if not what.per:
        return series
    divisor = values(view.catalog, concept(what.per).indicators[0], side, amount=True)
    common = [year for year in series if year in divisor]
    if common and not any(divisor[year] for year in common):
        raise ClaimError(f"{side.label} has no {what.per} at all: nothing can be divided by them")
    return {year: value / divisor[year] for year, value in series.items() if divisor.get(year)}


def quotient(top: Yearly, bottom: Yearly, *, label: str, what: str) -> Yearly:
    """Divide year by year.

    Parameters
    ----------
    top, bottom : dict
        Year to value.
    label, what : str
        Whose the denominator is, and of what, for an error.

    Raises
    ------
    ClaimError
        Where the denominator is zero in every year.
    """
    common = [year for year in top if year in bottom]
    if common and all(bottom[year] == 0 for year in common):
        raise ClaimError(f"{what} of {label} is zero in every year: nothing can be divided by it")
    return {year: top[year] / bottom[year] for year in common if bottom[year]}


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
    for label, measure in what.between:
        series = view.catalog.remember(measure, pair)
        yearly = dict(zip(series.years, series.values, strict=True))
        yield Line(label, yearly, sources=series.sources)


def asked_years(found: Line, question: Question, view: View) -> Yearly:
    """Keep what a line says of the years that a test is about.

    Parameters
    ----------
    found : Line
        What an indicator says.
    question : Question
        The test.
    view : View
        From where it is answered.
    """
    if found.projected:  # a projection is asked for the years that it is about
        first, last = question.years or (0, -1)
        return {year: value for year, value in found.values.items() if first <= year <= last}
    if view.closed(question):
        return {}
    if view.looks_back:
        last_year = newest(found.values, view)
        return {} if last_year is None else {last_year: found.values[last_year]}
    return nearest(found.values, *view.span(question))


def tested(
    question: Question,
    view: View,
    lines: Iterable[Line],
    *,
    write: Callable[[float], str],
    expected: Expectation,
) -> Iterator[Answer]:
    """Compare what every line says, in every year asked for, with what is expected.

    Parameters
    ----------
    question : Question
        The test.
    view : View
        From where it is answered.
    lines : iterable of Line
        One an indicator.
    write : callable
        Writes a value.
    expected : Expectation
        What every value has to meet.
    """
    for found in lines:
        kept = asked_years(found, question, view)
        if not kept:
            continue
        met = {expected.met(value) for value in kept.values()}
        yield Answer(
            found.label,
            f"{_range(kept, write)} ({_years(kept)})",
            met=met.pop() if len(met) == 1 else None,
            sources=found.sources,
            years=tuple(sorted(kept)),
        )


def _range(kept: Yearly, write: Callable[[float], str]) -> str:
    low, high = write(min(kept.values())), write(max(kept.values()))
    return low if low == high else f"{low} to {high}"


def _years(kept: Yearly) -> str:
    return str(min(kept)) if len(kept) == 1 else f"{min(kept)}-{max(kept)}"
