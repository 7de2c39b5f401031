"""Turns of the distance: where the curve bends, what happened then, and what chance would find."""

from __future__ import annotations

import math
from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import need
from detente.findings.concept import Concept
from detente.identity.turning_points import REACH, Turning
from detente.models import track_records as methods
from detente.phrasing import decimal, listed, signed

MOST = 3
"""Turns that a sentence names."""
UNLIKELY = 0.05
"""Probability by chance below which turns are said to follow events."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the last turns with their nearest event, and compare them with random dates."""
    turning, series = relation.identity.turning, relation.identity.distance
    cells = tuple(need(series, year) for year in turning.years if series.at(year))
    if not cells:
        return
    against = turning.against
    verdict = "no difference" if against.p >= UNLIKELY else "measured"
    sentences = (PlainSentence(_turns(turning)), PlainSentence(_chance(turning)))
    yield Finding(
        id="identity.turns",
        sentences=sentences,
        value=float(len(turning.years)),
        unit="turns",
        evidence=cells,
        method=methods.turns(against.rate, against.null, against.p),
        verdict=verdict,
        sentence_about="when it turned",
    )


def _turns(turning: Turning) -> str:
    """Write the last turns."""
    every = len(turning.years)
    shown = range(every)[-MOST:]
    some = f", the last {len(shown)} of {every}," if len(shown) < every else ""
    parts = listed([_part(turning, place) for place in shown])
    return f"A broken line fits the distance best with turns{some} in {parts}."


def _part(turning: Turning, place: int) -> str:
    """Write one turn: its year, the slopes before and after, and its event."""
    before, after = turning.slopes[place], turning.slopes[place + 1]
    slopes = f"from {signed(before)} to {signed(after)} a year, {_bend(before, after)}"
    return f"{turning.years[place]} ({slopes}{_event(turning, place)})"


def _event(turning: Turning, place: int) -> str:
    """Name the event nearest in time, and of those the one that points the way of the turn."""
    year = turning.years[place]
    bend = turning.slopes[place + 1] - turning.slopes[place]
    near = [
        event for event in turning.events if event.turn and abs(event.date.year - year) <= REACH
    ]
    if not near:
        return ""
    nearest = min(near, key=lambda event: (abs(event.date.year - year), event.turn * bend > 0))
    return f"; {nearest.date.year}: {nearest.what}"


def _bend(before: float, after: float) -> str:
    """Say what a turn does to a distance.

    Examples
    --------
    >>> _bend(-0.4, 0.1), _bend(0.2, 0.1)
    ('from narrowing to widening', 'still widening, more slowly')
    """
    was, becomes = ("widening" if slope > 0 else "narrowing" for slope in (before, after))
    if before * after <= 0:
        return f"from {was} to {becomes}"
    return f"still {becomes}, {'faster' if abs(after) > abs(before) else 'more slowly'}"


def _chance(turning: Turning) -> str:
    """Say how many random dates would have been as near to events."""
    against = turning.against
    if not turning.events or math.isnan(against.rate):
        return "No chronology of this pair is kept here, so nothing tells them from chance."
    rate, null = (decimal(100 * share, 0) for share in (against.rate, against.null))
    verdict = "more than" if against.p < UNLIKELY else "no better than"
    return (
        f"Of these turns {rate}% lie within a year of a dated event, of as many random dates "
        f"{null}% (p {decimal(against.p, 2)}): {verdict} chance."
    )


CONCEPT = Concept(
    id="identity.turns",
    say=findings,
    section="identity",
    block="distance",
    methods=("turns",),
    topics=("history",),
)
