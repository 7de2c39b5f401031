"""Who is nearer to whom."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import concept
from detente.claims.lines import Line, between, less_in_draws
from detente.claims.question import BETWEEN, MEASURE, YEAR, YEARS, Field, Question
from detente.claims.tested import answered, every_year, kept_years, outcome, stands_in
from detente.phrasing import number

DIGITS = range(2, 10)
"""Decimals of two numbers, until they can be told apart."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Say whether two sides are nearer than one of them and a third, or two others, every year."""
    what = concept(question.fields["measure"])
    first, second = question.fields["between"], question.fields["than"]
    whose = (view.pair(first).words, view.pair(second).words)
    compared = zip(between(what, first, view), between(what, second, view), strict=True)
    for left, right in compared:
        near, far = (right, left) if what.more_is_nearer else (left, right)
        common = {year: value for year, value in left.values.items() if year in right.values}
        years = tuple(sorted(kept_years(common, question, view)))
        if not years:
            continue
        failing = [year for year in years if not near.values[year] < far.values[year]]
        gaps = less_in_draws(near, far, years)
        in_draws = every_year(gaps, lambda gap: gap < 0)
        gap = gaps[0] if gaps is not None and len(years) == 1 else None
        yield answered(
            left.label,
            f"{_numbers(left, right, whose, years, failing)}{stands_in(years, question, view)})",
            outcome(not failing, in_draws, difference=gap, of="a difference"),
            sources=left.sources,
            years=years,
        )


def _numbers(
    left: Line,
    right: Line,
    whose: tuple[str, str],
    years: tuple[int, ...],
    failing: list[int],
) -> str:
    """Write the numbers of the newest year, and in how many of several years they are nearer."""
    newest = years[-1]
    one, other = left.values[newest], right.values[newest]
    written = next(
        (pair for pair in _written(one, other) if pair[0] != pair[1] or one == other),
        (str(one), str(other)),
    )
    text = f"{written[0]} between {whose[0]}, {written[1]} between {whose[1]} ({newest}"
    if len(years) > 1:
        held = len(years) - len(failing)
        text += f"; nearer in {held} of {len(years)} years from {years[0]}"
    return text


def _written(one: float, other: float) -> Iterator[tuple[str, str]]:
    """Write two numbers with more and more decimals."""
    for digits in DIGITS:
        yield number(one, digits), number(other, digits)


KIND = Kind(
    "nearer",
    "who is nearer to whom",
    fields=(MEASURE, BETWEEN, Field("than", named="and "), YEAR, YEARS),
    answer=answer,
)
