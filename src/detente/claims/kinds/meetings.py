"""How many dated meetings of joint bodies two sides had, or how many times as many as before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.joint_bodies import bodies
from detente.actors.relation_key import RelationKey
from detente.claims.answer import Answer, Kind, View
from detente.claims.expectation import INFINITY, Expectation, expect
from detente.claims.question import BETWEEN, EXPECT, TWO_YEARS, Field, Question
from detente.errors import ClaimError
from detente.phrasing import counted, number

LABEL, SOURCES = "dated meetings", ("blocs",)


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare how many dated meetings of joint bodies two sides had with a number."""
    pair, expected = view.pair(question.fields["between"]), expect(question.fields["expect"])
    met_in = _years_of_meetings(pair, view.day)
    span = view.span(question)
    if not met_in or span[0] > span[1] or view.closed(question):
        return
    if "before" in question.fields:
        earlier = question.fields["before"]
        if not _complete(pair, view.day):
            raise ClaimError("the lists of meetings are incomplete: their ratio decides nothing")
        yield _compared(met_in, span, (earlier[0], earlier[1]), expected)
    else:
        count, complete = _count(met_in, span), _complete(pair, view.day)
        said = counted(count, "meeting")
        met = expected.met(count) if complete else _met_by_at_least(expected, count)
        yield Answer(
            LABEL,
            f"{said if complete else f'at least {said}'} ({span[0]}-{span[1]})",
            met=met,
            sources=SOURCES,
            years=span,
            why="the list of meetings is incomplete" if met is None else "",
        )


def _compared(
    met_in: list[int], span: tuple[int, int], before: tuple[int, int], expected: Expectation
) -> Answer:
    """Compare the meetings a year of two spans."""
    now, then = _a_year(met_in, span), _a_year(met_in, before)
    earlier = f"{before[0]}-{before[1]}"
    if not then:
        raise ClaimError(f"no meeting is known of {earlier}: nothing can be divided by it")
    return Answer(
        LABEL,
        f"{number(now)} a year in {span[0]}-{span[1]}, {number(then)} in {earlier}, "
        "as far as sourced",
        met=expected.met(now / then),
        sources=SOURCES,
        years=span,
    )


def _complete(pair: RelationKey, day: date) -> bool:
    """Whether every meeting of every joint body is in its list; without that no ratio decides."""
    joint = bodies(pair.first.key, pair.second.key, day)
    return all(body.complete for body in joint if body.meetings)


def _met_by_at_least(expected: Expectation, count: int) -> bool | None:
    """Whether a count that may be higher is enough; None where a higher one would change it."""
    if expected.high == INFINITY:
        return True if expected.met(count) else None
    return False if count > expected.high else None


def _years_of_meetings(pair: RelationKey, day: date) -> list[int]:
    """Give the year of every meeting of their joint bodies."""
    joint = bodies(pair.first.key, pair.second.key, day, own=pair.own)
    return [meeting.date.year for body in joint for meeting in body.meetings]


def _count(met_in: list[int], span: tuple[int, int]) -> int:
    return sum(span[0] <= year <= span[1] for year in met_in)


def _a_year(met_in: list[int], span: tuple[int, int]) -> float:
    return _count(met_in, span) / (span[1] - span[0] + 1)


KIND = Kind(
    "meetings",
    "dated meetings of joint bodies, or how many times as many as before",
    fields=(
        BETWEEN,
        Field("years", note="first and last"),
        EXPECT,
        Field("before", TWO_YEARS, required=False),
    ),
    answer=answer,
)
