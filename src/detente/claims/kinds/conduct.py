"""Disputes inside a bloc over those among comparable neighbours."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.claims.answer import Answer, Kind, View
from detente.claims.expectation import expect
from detente.claims.question import BLOC, EXPECT, TEXT, Field, Question
from detente.claims.tested import Floats, answered, outcome
from detente.errors import ClaimError
from detente.institutions.conduct import COW, GML, GROUPS, rates, rates_of_list
from detente.phrasing import number

DISPUTES = ("begun", "force", "fatal")
"""Kinds of dispute that are counted inside a bloc and outside."""
DRAWS, HALF = 2000, 0.5
"""Draws of a rate; what is added to a count before anything is known of it (Jeffreys)."""
PER = 100
"""Pair-years to which a rate refers."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare how often members dispute, over how often comparable neighbours do, with a number."""
    bloc, expected = view.bloc(question.fields["bloc"]), expect(question.fields["expect"])
    against = _one_of(GROUPS, question.text("against", "neighbours"), "group of pairs")
    kind = _one_of(DISPUTES, question.text("kind_of", "begun"), "kind of dispute")
    if view.looks_back:
        return  # the source ends too early to say what came after
    for listing in (GML, COW):
        if listing is GML:
            found = rates(view.catalog, bloc, view.as_of)
        else:
            found = rates_of_list(view.catalog, bloc, view.as_of, listing)
        known = {rate.group: (getattr(rate, kind), rate.pairs) for rate in found}
        if "inside" not in known or not known.get(against, (0,))[0]:
            continue
        inside, other = (PER * count / pairs for count, pairs in (known["inside"], known[against]))
        last = min(listing.last, view.as_of)
        ratios = _drawn(*known["inside"]) / _drawn(*known[against])
        numbers = f"{number(inside)} a hundred pair-years inside, {number(other)}"
        yield answered(
            listing.label,
            f"{numbers} among {GROUPS[against]} (to {last})",
            outcome(expected.met(inside / other), expected.holds(ratios)),
            sources=(listing.table,),
            years=(last,),
        )


def _drawn(count: int, pairs: int) -> Floats:
    """Draw rates of a count, shape (`DRAWS`,).

    Disputes count as independent: those of one pair that come in a row make it less sure.
    """
    rng = np.random.default_rng([count, pairs])
    drawn: Floats = rng.gamma(count + HALF, size=DRAWS) / pairs
    return drawn


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
