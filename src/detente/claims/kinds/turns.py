"""Whether the ups and downs of a distance follow dated events beyond chance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from detente.claims.answer import Answer, Kind, View
from detente.claims.question import BETWEEN, EXPECT, Field, Question
from detente.errors import ClaimError
from detente.estimators.null_power import smallest_hits
from detente.identity.distance import distance
from detente.identity.turning_points import turning
from detente.phrasing import listed, number

EXPECTED = "beyond chance"
DRAWS = 500
"""Sets of random dates."""
LEVEL = 0.05
"""Chance under random dates below which the turns follow the events."""


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Say whether turns follow dated events more often than random dates would."""
    named = view.pair(question.fields["between"])
    if question.text("expect") != EXPECTED:
        raise ClaimError(f"expect = {question.fields['expect']!r}", near=(EXPECTED,))
    pair = replace(named, day=view.day)
    turns = turning(distance(view.catalog, pair), pair, draws=DRAWS)
    against = turns.against
    if math.isnan(against.rate):
        return
    beyond = against.p < LEVEL
    undecided = "" if beyond else _undecided(len(turns.years), against.null)
    years = listed([str(year) for year in turns.years])
    yield Answer(
        "turns of the distance",
        f"{against.rate:.0%} of the turns ({years}) lie within a year of a dated event, "
        f"of random dates {against.null:.0%} (p {number(against.p)})",
        met=True if beyond else None,
        why=undecided,
        sources=("un_votes_undl", "blocs"),
        years=(view.as_of,),
    )


def _undecided(turns: int, null: float) -> str:
    """Say that chance explains the turns, and how many near a date would usually be found."""
    least = smallest_hits(turns, null)
    if least is None:
        found = f"too few to tell: even all {turns} would not be beyond chance"
        return f"random dates lie as near; {found}"
    return f"random dates lie as near; usually found from {least} of {turns} near a date"


KIND = Kind(
    "turns",
    "whether ups and downs follow events beyond chance",
    fields=(BETWEEN, Field("expect", EXPECT.form, note=f"`{EXPECTED}`")),
    answer=answer,
)
