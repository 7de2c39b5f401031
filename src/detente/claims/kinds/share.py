"""What part of the system a side has."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import concept
from detente.claims.expectation import expect
from detente.claims.lines import of_side
from detente.claims.question import EXPECT, MEASURE, OF, YEAR, YEARS, Question
from detente.claims.tested import tested
from detente.errors import ClaimError
from detente.phrasing import share


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare a share of the system with a number."""
    what, expected = concept(question.fields["measure"]), expect(question.fields["expect"])
    if not what.shares:
        raise ClaimError(
            f"nobody has a share of '{what.name}'",
            next_step='kind = "level" or "ratio" can speak of it',
        )
    if expected.low > 1 or expected.high < 0:
        raise ClaimError(
            f"no share is {expected.text}: shares lie between 0 and 1",
            next_step="write 0.25 for a quarter",
        )
    side = view.sides.side(question.fields["of"])
    lines = (of_side(what, indicator, side, view, amount=False) for indicator in what.shares)
    yield from tested(question, view, lines, write=share, expected=expected)


KIND = Kind(
    "share",
    "what part of the system",
    fields=(MEASURE, OF, EXPECT, YEAR, YEARS),
    answer=answer,
)
