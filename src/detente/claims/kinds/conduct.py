"""Disputes inside a bloc over those among comparable neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.answer import Answer, Kind, View
from detente.claims.expectation import expect
from detente.claims.question import BLOC, EXPECT, TEXT, Field, Question
from detente.errors import ClaimError
from detente.institutions.conduct import GROUPS, rates
from detente.phrasing import number

DISPUTES = ("begun", "force", "fatal")
"""Kinds of dispute that are counted inside a bloc and outside."""
PER = 100
"""Pair-years to which a rate refers."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare how often members dispute, over how often comparable neighbours do, with a number."""
    bloc, expected = view.bloc(question.fields["bloc"]), expect(question.fields["expect"])
    against = _one_of(GROUPS, question.text("against", "neighbours"), "group of pairs")
    kind = _one_of(DISPUTES, question.text("kind_of", "begun"), "kind of dispute")
    if view.looks_back:
        return  # the source ends too early to say what came after
    known = {
        rate.group: PER * getattr(rate, kind) / rate.pairs
        for rate in rates(view.catalog, bloc, view.as_of)
    }
    if "inside" not in known or not known.get(against):
        return
    inside, other = known["inside"], known[against]
    last = view.catalog.last_year("gml_mid")
    yield Answer(
        "Gibler, Miller and Little",
        f"{number(inside)} a hundred pair-years inside, {number(other)} among "
        f"{GROUPS[against]} (to {last})",
        met=expected.met(inside / other),
        sources=("gml_mid",),
        years=(last,),
    )


def _one_of(allowed: dict[str, str] | tuple[str, ...], given: str, what: str) -> str:
    """Accept one of several words."""
    if given not in allowed:
        raise ClaimError(f"no {what} is called '{given}'", near=tuple(allowed))
    return given


KIND = Kind(
    "conduct",
    "disputes inside a bloc over those among comparable neighbours",
    fields=(
        BLOC,
        Field("against", TEXT, named="against ", required=False),
        Field(
            "kind_of",
            TEXT,
            named="",
            required=False,
            note=", ".join(f"`{kind}`" for kind in DISPUTES),
        ),
        EXPECT,
    ),
    answer=answer,
)
