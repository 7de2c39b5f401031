"""How a measure, or the ratio of two sides, moved between two years."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.guards.age import FRESH
from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import Concept, concept
from detente.claims.expectation import DIRECTIONS
from detente.claims.lines import Line, between, line, measured, one_sided, quotient, two_sides
from detente.claims.measure import Yearly
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
from detente.errors import ClaimError
from detente.phrasing import number

STEADY = 0.05
"""Part of its beginning by which a number may move and still be steady."""
DIGITS = 3
"""Significant digits of the two ends: a trend may be small beside its level."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare how a measure moved between two years with a direction."""
    what, direction = concept(question.fields["measure"]), question.text("expect")
    if direction not in DIRECTIONS:
        raise ClaimError(f"expect = {direction!r} is not a direction", near=DIRECTIONS)
    if view.closed(question):
        return
    least = float(question.fields.get("by", STEADY))
    for found in _lines(what, question, view):
        ends = _ends(found.values, *_span(question, view))
        if ends is None:
            continue
        first, last = ends
        start, end = found.values[first], found.values[last]
        yield Answer(
            found.label,
            f"{number(start, DIGITS)} ({first}) to {number(end, DIGITS)} ({last})",
            met=_moved_as(direction, _relative_change(start, end), least),
            sources=found.sources,
            years=ends,
        )


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
    for indicator in what.shares if as_share else one_sided(what):
        series = measured(what, indicator, top, view, amount=not as_share)
        if bottom is not None:
            below = measured(what, indicator, bottom, view, amount=True)
            series = quotient(series, below, label=bottom.label, what=what.name)
        yield line(indicator, series)


def _span(question: Question, view: View) -> tuple[int, int]:
    """Give the years between which it moved: a look back starts from the claim's day."""
    return (view.asked, view.as_of) if view.looks_back else view.span(question)


def _ends(series: Yearly, first: int, last: int) -> tuple[int, int] | None:
    """Find the years nearest to both ends for which there are numbers; None where there are not."""
    inside = [year for year in series if first - FRESH <= year <= last]
    starts = [year for year in inside if abs(year - first) <= FRESH]
    # a series that ends early speaks for the part of the span that it covers, if most of it
    ends = [year for year in inside if year - first >= (last - first) / 2]
    if not starts or not ends:
        return None
    begin, end = min(starts, key=lambda year: abs(year - first)), max(ends)
    return (begin, end) if begin < end else None


def _relative_change(start: float, end: float) -> float:
    """Give the change as a part of the beginning; infinite from nothing."""
    if start == end:
        return 0.0
    if start == 0:
        return float("inf") if end > 0 else float("-inf")
    return (end - start) / abs(start)


def _moved_as(direction: str, change: float, least: float) -> bool:
    """Whether a change goes in a direction, by more than what counts as steady."""
    outcomes = {
        "falls": change < -least,
        "rises": change > least,
        "steady": abs(change) <= least,
        "does not fall": change >= -least,
        "does not rise": change <= least,
    }
    return outcomes[direction]


DIRECTION = Field("expect", EXPECT.form, note=", ".join(f"`{known}`" for known in DIRECTIONS))
LEAST = Field("by", NUMBER, required=False, note="the least part that counts: a twentieth")
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
