"""How many times as much one side has as another."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import Concept, concept
from detente.claims.expectation import expect
from detente.claims.lines import Line, divisible, of_side, quotient, two_sides
from detente.claims.question import EXPECT, MEASURE, OF, TO, YEAR, YEARS, Question
from detente.claims.sides import Side
from detente.claims.tested import tested
from detente.errors import ClaimError
from detente.phrasing import multiple


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare how many times one side has what another has with a number."""
    what, expected = concept(question.fields["measure"]), expect(question.fields["expect"])
    top, bottom = two_sides(question, view)
    if bottom is None:
        raise ClaimError("a ratio is of one side to another")
    lines = _ratios(what, top, bottom, view)
    yield from tested(question, view, lines, write=multiple, expected=expected)


def _ratios(what: Concept, top: Side, bottom: Side, view: View) -> Iterator[Line]:
    # shares have the same ratio as amounts, in more years: totals are needed only per head
    amount = bool(what.per)
    for indicator in divisible(what):
        above = of_side(what, indicator, top, view, amount=amount)
        below = of_side(what, indicator, bottom, view, amount=amount)
        yield quotient(above, below, whose=bottom.label, what=what)


KIND = Kind(
    "ratio",
    "how many times as much as another",
    fields=(MEASURE, OF, TO, EXPECT, YEAR, YEARS),
    answer=answer,
)
