"""Testing: whether what a line says in the years asked for is as expected, and how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.analysis.guards.age import FRESH
from detente.claims.answer import Answer, View
from detente.claims.expectation import Expectation
from detente.claims.lines import Line
from detente.claims.measure import Yearly
from detente.claims.question import Question
from detente.estimators.null_power import smallest_decided
from detente.estimators.spread import SURE, decided
from detente.phrasing import listed, number

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
NAMED = 3
"""Years that are named; of more only the number is said."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a statement holds, and in which part of the draws.

    Attributes
    ----------
    met : bool or None
        None where the draws do not decide.
    chance : float or None
        Part of the draws in which it holds; None where nothing is estimated.
    smallest : str
        The smallest difference that would usually be decided; empty where none is meant.
    """

    met: bool | None
    chance: float | None
    smallest: str = ""

    @property
    def why(self) -> str:
        """Why it is not decided; empty where it is."""
        if self.met is not None or self.chance is None:
            return ""
        power = f"; usually decided from {self.smallest}" if self.smallest else ""
        return f"as expected in {per_cent(self.chance)} of the draws{power}"


def outcome(
    holds: bool, in_draws: Flags | None, *, difference: Floats | None = None, of: str = ""
) -> Outcome:
    """Decide a statement from its draws.

    Parameters
    ----------
    holds : bool
        Whether it holds for the estimates themselves.
    in_draws : ndarray of bool, shape (D,), or None
        Whether it holds in each draw; None where nothing is estimated.
    difference : ndarray, shape (D,), or None
        Draws of the difference whose sign decides; None where none is estimated, or where the
        statement rests on more than one.
    of : str
        What the difference is, with its article.
    """
    met, chance = decided(bool(holds), in_draws)
    if difference is None or met is not None:
        return Outcome(met, chance)
    least = number(smallest_decided(difference, sure=SURE))
    return Outcome(met, chance, smallest=f"{of} of {least}")


def every_year(drawn: Floats | None, holds: Callable[[Floats], Flags]) -> Flags | None:
    """Tell in which draws a statement holds in every year; None where nothing is estimated.

    Parameters
    ----------
    drawn : ndarray, shape (T, D), or None
        Values by year and draw.
    holds : callable
        Tells of each value whether the statement holds.
    """
    if drawn is None:
        return None
    return np.asarray(holds(drawn).all(axis=0), dtype=bool)


def answered(
    label: str, text: str, found: Outcome, *, sources: tuple[str, ...], years: tuple[int, ...]
) -> Answer:
    """Write an answer with the reason where it does not decide.

    Parameters
    ----------
    label, text : str
        Which source, and its numbers in words.
    found : Outcome
        Whether they are as expected.
    sources, years : tuple
        Of the numbers.
    """
    written = f"{text}; {found.why}" if found.why else text
    return Answer(
        label,
        written,
        met=found.met,
        sources=sources,
        years=years,
        chance=found.chance,
        why=found.why,
    )


def per_cent(part: float) -> str:
    """Write a part of the draws so that it never seems to pass the bar where it does not.

    Examples
    --------
    >>> per_cent(0.81), per_cent(0.948)
    ('81 %', '94.8 %')
    """
    near = any(abs(part - bar) < 0.01 for bar in (SURE, 1 - SURE))
    return f"{100 * part:.1f} %" if near else f"{100 * part:.0f} %"


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
    return kept_years(found.values, question, view)


def kept_years(series: Yearly, question: Question, view: View) -> Yearly:
    """Keep the years asked for; where none of them has a number, the newest a little before.

    Parameters
    ----------
    series : dict
        Year to value.
    question : Question
        The test.
    view : View
        From where it is answered.
    """
    if view.closed(question):
        return {}
    first, last = view.span(question)
    asked = {year: value for year, value in series.items() if first <= year <= last}
    if asked or first > last:
        return asked
    # a look back at the newest year takes whatever came after the claim
    looks_ahead = view.looks_back and not question.names_one_year
    oldest = view.asked + 1 if looks_ahead else last - FRESH
    newest = max((year for year in series if oldest <= year <= last), default=None)
    return {} if newest is None else {newest: series[newest]}


def stands_in(years: tuple[int, ...], question: Question, view: View) -> str:
    """Say that a year stands in for the one that was asked for; empty where it is that year.

    Parameters
    ----------
    years : tuple of int
        Years that answer.
    question : Question
        The test.
    view : View
        From where it is answered.
    """
    first, last = view.span(question)
    if question.years is None or first <= years[-1]:
        return ""
    return f"; the newest before {first}" if first == last else f"; none is known of {first}-{last}"


def tested(
    question: Question,
    view: View,
    lines: Iterable[Line],
    *,
    write: Callable[[float], str],
    expected: Expectation,
) -> Iterator[Answer]:
    """Compare what every line says with what is expected, in every year asked for.

    A statement on several years is one on each of them: one year that fails contradicts it.

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
        years = tuple(sorted(kept))
        failing = [year for year in years if not expected.met(kept[year])]
        in_draws = every_year(found.in_draws(years), expected.holds)
        other = "" if found.projected else stands_in(years, question, view)
        span = f"({_years(years)}{_failing(failing, years)}{other})"
        yield answered(
            found.label,
            f"{_range(kept, write, expected)} {span}",
            outcome(not failing, in_draws),
            sources=found.sources,
            years=years,
        )


def _range(kept: Yearly, write: Callable[[float], str], expected: Expectation) -> str:
    low, high = (expected.written(end(kept.values()), write) for end in (min, max))
    return low if low == high else f"{low} to {high}"


def _years(years: tuple[int, ...]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _failing(failing: list[int], years: tuple[int, ...]) -> str:
    """Name the years in which an expectation on every year is not met; nothing where all fail."""
    if not failing or len(failing) == len(years):
        return ""
    if len(failing) <= NAMED:
        return f"; not in {listed([str(year) for year in failing])}"
    return f"; not in {len(failing)} of {len(years)} years"
