"""Which place a state has among all states, or those of a group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import numpy as np

from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import Concept, concept
from detente.claims.expectation import expect
from detente.claims.lines import Line, one_sided
from detente.claims.measure import Drawn, Floats, Yearly, draws, every_draw, every_state, values
from detente.claims.question import EXPECT, MEASURE, OF, YEAR, YEARS, Field, Question
from detente.claims.sides import Side
from detente.claims.tested import kept_years, tested
from detente.errors import ClaimError

Each = TypeVar("Each")


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
        own = draws(view.catalog, indicator, side)
        places: Yearly = {}
        drawn: Drawn = {}
        for year in kept_years(known, question, view):
            rivals = _among(every_state(view.catalog, indicator, year), among, year)
            places[year] = 1 + sum(value > known[year] for value in rivals)
            if year in own:
                others = _among(every_draw(view.catalog, indicator, year), among, year)
                drawn[year] = _places_drawn(own[year], others)
        yield Line(indicator.label, places, sources=indicator.sources, drawn=drawn)


def _among(every: dict[int, Each], among: Side | None, year: int) -> list[Each]:
    """Give the values of the states that a place is counted among."""
    inside = set(every) if among is None else among.at(year)
    return [value for code, value in every.items() if code in inside]


def _places_drawn(own: Floats, others: list[Floats]) -> Floats:
    """Give the place in each draw, shape (D,)."""
    above = [other > own for other in others]
    return 1.0 + np.sum(above, axis=0) if above else np.ones(own.size)


def _place(value: float) -> str:
    return f"place {value:.0f}"


KIND = Kind(
    "rank",
    "which place among states, 1 has most",
    fields=(MEASURE, OF, EXPECT, Field("among", required=False), YEAR, YEARS),
    answer=answer,
)
