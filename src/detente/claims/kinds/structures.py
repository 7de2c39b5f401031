"""In how many comparisons two sides are nearer than half of all pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.analysis.comparison import own_placement
from detente.claims.answer import Answer, Kind, View
from detente.claims.expectation import expect
from detente.claims.question import BETWEEN, EXPECT, Question
from detente.phrasing import listed

APART = 50.0
"""Percentile among all pairs above which a structure speaks for nearness."""
FEWEST = 2
"""Comparisons without which nothing is said."""
COMPARED = (
    ("votes", "distance", False),
    ("regimes", "regime", False),
    ("organisations", "organisations", True),
    ("weight", "asymmetry", False),
)
"""What is compared: its name, the measure that ranks pairs, whether more of it is nearer."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare in how many structures two sides are nearer than half of all pairs with a number."""
    named, expected = view.pair(question.fields["between"]), expect(question.fields["expect"])
    relation = replace(named, day=view.day)
    placement = own_placement(view.catalog, relation)
    if placement is None:
        return
    ranks = placement.percentiles
    near = {
        name: ranks[measure] if more else 100 - ranks[measure]
        for name, measure, more in COMPARED
        if measure in ranks
    }
    if len(near) < FEWEST:
        return
    yield Answer(
        "places among all pairs",
        listed([f"{name}: nearer than {place:.0f} %" for name, place in near.items()]),
        met=expected.met(sum(place > APART for place in near.values())),
        sources=("cow_nmc", "vdem", "un_votes_undl", "cow_igo"),
        years=(view.as_of,),
    )


KIND = Kind(
    "structures",
    "in how many of four comparisons two sides are nearer than half of all pairs",
    fields=(BETWEEN, EXPECT),
    answer=answer,
)
