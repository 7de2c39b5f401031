"""How a measure, or the ratio of two sides, moved between two years."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.analysis.guards.age import FRESH
from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import Concept, concept
from detente.claims.expectation import DIRECTIONS
from detente.claims.lines import Line, between, divisible, of_side, one_sided, quotient, two_sides
from detente.claims.measure import Floats, Yearly
from detente.claims.question import (
    BETWEEN,
    EXPECT,
    MEASURE,
    NUMBER,
    OF,
    TO,
    Field,
    Question,
    optional,
)
from detente.claims.tested import Flags, Outcome, answered, outcome
from detente.errors import ClaimError
from detente.phrasing import number

STEADY = 0.05
"""Part of its beginning by which a number may move and still be steady."""
DIGITS = range(3, 10)
"""Decimals of the two ends, until they show what decides: a trend may be small beside its level."""
WAYS = ("falls", "rises")
NOISE = 1e-9
"""Part of the larger end by which sums of floating-point numbers may miss."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare how a measure moved between two years with a direction."""
    what, direction = concept(question.fields["measure"]), question.text("expect")
    if direction not in DIRECTIONS:
        raise ClaimError(f"expect = {direction!r} is not a direction", near=DIRECTIONS)
    if view.closed(question):
        return
    _check_step(what, question)
    for found in _lines(what, question, view):
        ends = _ends(found.values, question, view)
        if ends is None:
            continue
        drawn = found.in_draws(ends)
        values = np.array([found.values[year] for year in ends])
        least = _least(found, question)
        yield answered(
            found.label,
            _numbers(values, ends, direction, least),
            _outcome(direction, values, drawn, least),
            sources=found.sources,
            years=ends,
        )


def _outcome(
    direction: str, values: Floats, drawn: Floats | None, least: tuple[float, bool]
) -> Outcome:
    """Decide the direction, and say what change would be where this one is not."""
    holds = bool(_moved_as(direction, values, *least))
    if drawn is None:
        return outcome(holds, None)
    change = drawn[1] - drawn[0]
    in_draws = _in_draws(direction, values, drawn, least)
    return outcome(holds, in_draws, difference=change, of="a change")


def _check_step(what: Concept, question: Question) -> None:
    """Refuse a least change where it could be in the units of several scales."""
    steps = {what.step, *(indicator.step for indicator in what.indicators)} - {0.0}
    if "by" in question.fields and len(steps) > 1:
        raise ClaimError(
            f"'{what.name}' is measured on scales of several units: by = "
            f"{question.fields['by']} would be in none",
            next_step="leave it out: each scale has its own least change",
        )


def _least(found: Line, question: Question) -> tuple[float, bool]:
    """Give the least change that counts, and whether it is in units rather than a part."""
    return float(question.fields.get("by", found.step or STEADY)), found.step > 0


def _lines(what: Concept, question: Question, view: View) -> list[Line]:
    if "between" in question.fields:
        return list(between(what, question.fields["between"], view))
    if "of" in question.fields:
        return list(_of_sides(what, question, view))
    raise ClaimError(
        "a trend is of somebody, or between two",
        next_step='write of = "..." or between = ["...", "..."]',
    )


def _of_sides(what: Concept, question: Question, view: View) -> Iterator[Line]:
    top, bottom = two_sides(question, view)
    if what.per == "soldiers" and bottom is None:
        raise ClaimError(
            f"'{what.name}' of one side has no unit here: soldiers are held as shares",
            next_step="name another side with to",
        )
    as_share = bool(what.shares) and bottom is None
    whole = one_sided(what) if bottom is None else divisible(what)
    for indicator in what.shares if as_share else whole:
        series = of_side(what, indicator, top, view, amount=not as_share)
        if bottom is not None:
            below = of_side(what, indicator, bottom, view, amount=True)
            series = quotient(series, below, whose=bottom.label, what=what)
        yield series


def _ends(series: Yearly, question: Question, view: View) -> tuple[int, int] | None:
    """Find the years nearest to both ends for which there are numbers; None where there are not.

    A look back starts from the claim's year and needs half of the years since; a span has to be
    covered to within three years of both of its ends.
    """
    first, last = view.span(question)
    if view.looks_back:
        first = view.asked
    earliest_end = (first + last) / 2 if view.looks_back else last - FRESH
    starts = [year for year in series if abs(year - first) <= FRESH and year <= last]
    ends = [year for year in series if earliest_end <= year <= last]
    if not starts or not ends:
        return None
    begin, end = min(starts, key=lambda year: (abs(year - first), year)), max(ends)
    return (begin, end) if begin < end else None


def _moved_as(direction: str, ends: Floats, least: float, in_units: bool) -> Flags:
    """Whether a change goes in a direction, by more than what counts as steady.

    Parameters
    ----------
    direction : str
        One of `DIRECTIONS`.
    ends : ndarray, shape (2,) or (2, D)
        Where it began and ended, in each draw.
    least : float
        Change that still counts as steady.
    in_units : bool
        Whether it is in the units of the scale; else it is a part of the beginning.
    """
    start, end = ends
    bar = least if in_units else least * np.abs(start)
    change, slack = end - start, NOISE * np.maximum(np.abs(start), np.abs(end))
    fallen, risen = change < -bar - slack, change > bar + slack
    outcomes: dict[str, Flags] = {
        "falls": fallen,
        "rises": risen,
        "steady": ~fallen & ~risen,
        "does not fall": ~fallen,
        "does not rise": ~risen,
    }
    return outcomes[direction]


def _in_draws(direction: str, values: Floats, drawn: Floats, least: tuple[float, bool]) -> Flags:
    """Tell in which draws a statement holds.

    Where the estimates moved by more than counts as steady, all rests on the sign of the change;
    where they did not, on whether it may have been more than that after all.
    """
    holds = bool(_moved_as(direction, values, *least))
    moved = next((way for way in WAYS if _moved_as(way, values, *least)), None)
    if moved is None:
        return _moved_as(direction, drawn, *least)
    that_way = _moved_as(moved, drawn, 0.0, in_units=True)
    return that_way if holds else ~that_way


def _numbers(
    values: Floats, years: tuple[int, int], direction: str, least: tuple[float, bool]
) -> str:
    """Write both ends with as many digits as show what decides."""
    moved = bool(_moved_as(direction, values, *least))
    written = ["", ""]
    for digits in DIGITS:
        written = [number(float(value), digits) for value in values]
        read = np.array([float(text.replace(",", "")) for text in written])
        if bool(_moved_as(direction, read, *least)) == moved:
            break
    return " to ".join(f"{text} ({year})" for text, year in zip(written, years, strict=True))


DIRECTION = Field("expect", EXPECT.form, note=", ".join(f"`{known}`" for known in DIRECTIONS))
LEAST = Field(
    "by",
    NUMBER,
    required=False,
    note="the least part that counts: a twentieth; in units on a scale without a natural zero",
)
KIND = Kind(
    "trend",
    "how it, or the ratio of two sides, moved",
    fields=(
        MEASURE,
        optional(OF, "or `between`"),
        optional(TO),
        optional(BETWEEN),
        Field("years", note="first and last"),
        DIRECTION,
        LEAST,
    ),
    answer=answer,
)
