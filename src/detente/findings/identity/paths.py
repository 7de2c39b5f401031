"""What a distance has done over time: its smoothed level, where it goes, and where it turned."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.series import need, newest
from detente.identity.drift import SPAN
from detente.identity.turning_points import REACH
from detente.models import track_records as methods
from detente.phrasing import band, listed, number, signed

MOST = 3
"""Turns that a sentence names."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Give level, drift and turns; a sentence without data is left out."""
    yield from _level(relation)
    yield from _turns(relation)


def _level(relation: Relation) -> Iterator[Finding]:
    """Say where the noise of single sessions leaves the distance, and whether it moves."""
    found = relation.identity.drift
    now = newest(found.level, relation.pair.as_of)
    if now is None:
        return
    words = (
        ("the parties drift apart" if found.rate > 0 else "the parties draw nearer")
        if found.moving
        else "no drift can be told from noise"
    )
    span = min(SPAN, len(found.level.years) - 1)
    text = (
        f"Smoothed over the noise of single sessions, the distance stood at {number(now.value)} in {now.year}"
        f"{band(now.low, now.high)} and changed by {signed(found.rate)} a year over the last {span} "
        f"[{signed(found.low)}, {signed(found.high)}]: {words}."
    )
    yield Finding(
        id="identity.level",
        text=text,
        value=now.value,
        unit=found.level.unit,
        low=now.low,
        high=now.high,
        evidence=(now,),
        method=methods.level(),
        verdict="measured" if found.moving else "no difference",
        sentence_about="whether they drift",
    )


def _turn(before: float, after: float) -> str:
    """Say what a turn does to a distance.

    Examples
    --------
    >>> _turn(-0.4, 0.1), _turn(0.2, 0.1)
    ('from narrowing to widening', 'still widening, more slowly')
    """
    if before * after <= 0:
        return f"from {'widening' if before > 0 else 'narrowing'} to {'widening' if after > 0 else 'narrowing'}"
    return f"still {'widening' if after > 0 else 'narrowing'}, {'faster' if abs(after) > abs(before) else 'more slowly'}"


def _turns(relation: Relation) -> Iterator[Finding]:
    """Say where the curve bends, what stood there, and what chance would have found."""
    found, series = relation.identity.turning, relation.identity.distance
    years = [y for y in found.years if series.at(y)]
    if not years:
        return
    parts = []
    told = list(enumerate(found.years))[-MOST:]
    for place, year in told:
        before, after = found.slopes[place], found.slopes[place + 1]
        near = [e for e in found.events if e.turn and abs(e.date.year - year) <= REACH]
        # nearest in time, and of those the one that points the way of the turn
        bend = after - before
        ranked = sorted((abs(e.date.year - year), e.turn * bend > 0, i) for i, e in enumerate(near))
        event = near[ranked[0][-1]] if ranked else None
        word = _turn(before, after)
        beside = f"; {event.date.year}: {event.what}" if event else ""
        parts.append(f"{year} (from {signed(before)} to {signed(after)} a year, {word}{beside})")
    against = found.against
    null = (
        f" Of these turns {against.rate:.0%} lie within a year of a dated event, of as many random dates {against.null:.0%} "
        f"(p {against.p:.2f}): {'more than' if against.p < 0.05 else 'no better than'} chance."
        if found.events and against.rate == against.rate
        else " No chronology of this pair is written, so nothing tells them from chance."
    )
    cells = tuple(need(series, y) for y in years)
    some = f", the last {len(told)} of {len(found.years)}," if len(told) < len(found.years) else ""
    yield Finding(
        id="identity.turns",
        text=f"A broken line fits the distance best with turns{some} in {listed(parts)}.{null}",
        value=float(len(found.years)),
        unit="turns",
        evidence=cells,
        method=methods.turns(against.rate, against.null, against.p),
        verdict="no difference" if against.p >= 0.05 else "measured",
        sentence_about="when it turned",
    )
