"""The level of a measure, of one side or between two."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import Concept, concept
from detente.claims.expectation import expect
from detente.claims.lines import Line, between, of_side, one_sided
from detente.claims.question import BETWEEN, EXPECT, MEASURE, OF, YEAR, YEARS, Question, optional
from detente.claims.tested import tested
from detente.errors import ClaimError
from detente.phrasing import number


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare the level of a measure with a number."""
    what, expected = concept(question.fields["measure"]), expect(question.fields["expect"])
    if "between" in question.fields:
        lines = between(what, question.fields["between"], view)
    elif "of" in question.fields:
        lines = _levels(what, question, view)
    else:
        raise ClaimError(
            "a level is of somebody, or between two",
            next_step='write of = "..." or between = ["...", "..."]',
        )
    yield from tested(question, view, lines, write=number, expected=expected)


def _levels(what: Concept, question: Question, view: View) -> Iterator[Line]:
    side, indicators = view.sides.side(question.fields["of"]), one_sided(what)
    relative = bool(what.shares or what.per)
    if relative and (len(indicators) > 1 or not indicators[0].total):
        raise ClaimError(
            f"'{what.name}' is held in several units, and as shares: no one number is its level",
            next_step='kind = "share", "ratio", "rank" or "trend" can speak of it',
        )
    for indicator in indicators:
        yield of_side(what, indicator, side, view, amount=True)


KIND = Kind(
    "level",
    "how much of a measure",
    fields=(MEASURE, optional(OF, "or `between`"), optional(BETWEEN), EXPECT, YEAR, YEARS),
    answer=answer,
)
