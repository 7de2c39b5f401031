"""Whose capability reaches a place, over distance."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.expectation import expect
from detente.claims.question import EXPECT, OF, TEXT, TO, Field, Question
from detente.errors import ClaimError
from detente.phrasing import share
from detente.power.threat import threats

SOURCES = ("cow_nmc", "capitals", "cow_contiguity")


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare how many times as much of one side's capability as of another's reaches a third."""
    place = view.sides.side(question.fields["towards"]).one
    top = view.sides.side(question.fields["of"])
    bottom = view.sides.side(question.fields["to"])
    expected = expect(question.fields["expect"])
    if top.label == bottom.label:
        raise ClaimError(f"'{top.label}' is compared with itself")
    codes = {side.label: tuple(sorted(side.at(view.as_of))) for side in (top, bottom)}
    reaching = {threat.of: threat for threat in threats(view.catalog, place, codes, view.day)}
    near, far = reaching.get(top.label), reaching.get(bottom.label)
    if near is None or far is None or not far.value:
        return
    year = near.cell.year or view.as_of
    both = f"{share(near.value)} of {top.label} and {share(far.value)} of {bottom.label}"
    yield Answer(
        "CINC over distance",
        f"{both} reach {place.label} ({year})",
        met=expected.met(near.value / far.value),
        sources=SOURCES,
        years=(year,),
    )


KIND = Kind(
    "threat",
    "whose capability reaches a place, over distance",
    fields=(OF, TO, Field("towards", TEXT, named="seen from "), EXPECT),
    answer=answer,
)
