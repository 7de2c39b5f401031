"""Which place a state has among all states, or those of a group."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import Concept, Indicator, concept
from detente.claims.expectation import expect
from detente.claims.lines import Line, line, nearest, newest, one_sided, tested
from detente.claims.measure import Yearly, every_state, values
from detente.claims.question import EXPECT, MEASURE, OF, YEAR, YEARS, Field, Question
from detente.claims.sides import Side
from detente.errors import ClaimError


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare a state's place with a number; 1 has most."""
    what, expected = concept(question.fields["measure"]), expect(question.fields["expect"])
    side = view.sides.side(question.fields["of"])
    if side.one.kind != "state":
        raise ClaimError(f"'{side.label}' is not a single state and has no rank")
    among = view.sides.side(question.fields["among"]) if "among" in question.fields else None
    if what.per:
        raise ClaimError(
            f"ranks of '{what.name}' are not computed", next_step='kind = "ratio" compares two'
        )
    lines = _places(what, side, among, question=question, view=view)
    yield from tested(question, view, lines, write=_place, expected=expected)


def _places(
    what: Concept, side: Side, among: Side | None, *, question: Question, view: View
) -> Iterator[Line]:
    for indicator in one_sided(what):
        known = values(view.catalog, indicator, side, amount=False)
        places: Yearly = {}
        for year in _years(known, question, view):
            rivals = _rivals(indicator, among, view, year=year)
            places[year] = 1 + sum(value > known[year] for value in rivals)
        yield line(indicator, places)


def _years(known: Yearly, question: Question, view: View) -> Yearly:
    """Keep the years of which a place is asked."""
    if not view.looks_back:
        return nearest(known, *view.span(question))
    last = newest(known, view) or 0
    return nearest(known, last, last)


def _rivals(indicator: Indicator, among: Side | None, view: View, *, year: int) -> list[float]:
    """Give the values of the states that a place is counted among."""
    every = every_state(view.catalog, indicator, year)
    inside = set(every) if among is None else among.at(year)
    return [value for code, value in every.items() if code in inside]


def _place(value: float) -> str:
    return f"place {value:.0f}"


KIND = Kind(
    "rank",
    "which place among states, 1 has most",
    fields=(MEASURE, OF, EXPECT, Field("among", required=False), YEAR, YEARS),
    answer=answer,
)
