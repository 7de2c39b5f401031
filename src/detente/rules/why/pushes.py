"""Pushes: which way each structure moves the two now: together, apart, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import hypot, log

from detente.actors.chronology import chronology
from detente.actors.joint_bodies import bodies
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HOSTILE
from detente.analysis.state.recorded import months_before
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, on_day
from detente.evidence.sentence import Phrase
from detente.evidence.series import Series
from detente.rules import vote_curve
from detente.rules.rows import row_cell
from detente.rules.vote_windows import SHAPES, two_windows
from detente.rules.why.marks import (
    FRESH,
    POWER,
    TIES,
    TO_80,
    TO_90,
    VOTES,
    balance_matters,
    weights,
    yardstick_of,
)

DECADE, FIVE, MONTHS = 10, 5, 36
"""Years over which weight, and votes, are compared; months of steps that count."""
FELL = 0.95
"""Part of its share below which a side has lost weight in ten years."""
HALF = 0.5
"""Part of what both lost that the third power gained at least."""
GREW, STILL = 1.2, 1.05
"""Factors by which a ratio changed, and within which it is still."""
TOGETHER, APART, NEITHER = 1, -1, 0


@dataclass(frozen=True, slots=True)
class Push:
    """Which way one structure moves the two.

    Attributes
    ----------
    structure : str
        ``"power"``, ``"votes"`` or ``"ties"``.
    sign : int
        1 together, -1 apart, 0 neither.
    clause : Phrase
        What it rests on, as a clause.
    cells : tuple of Cell
        The evidence.
    strength : float
        How clear it is, 0 to 1.
    newest : int or None
        Year of its newest datum.
    """

    structure: str
    sign: int
    clause: Phrase
    cells: tuple[Cell, ...]
    strength: float
    newest: int | None = None


def pushes(relation: Relation) -> tuple[Push, ...]:
    """Say which way each structure moves the two; what is not known is absent, not zero.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    return (*_power(relation), *_votes(relation), *_ties(relation))


def _power(relation: Relation) -> Iterator[Push]:
    sides = weights(relation)
    if sides is None:
        return
    last = min(side.years[-1] for side in sides)
    then, now = ([side.at(year) for side in sides] for year in (last - DECADE, last))
    if None in (*then, *now):
        return
    before, after = [cell for cell in then if cell], [cell for cell in now if cell]
    yield from _to_a_third(relation, sides, before, after) or _between(
        relation, sides, before, after
    )


def _to_a_third(
    relation: Relation, sides: tuple[Series, Series], then: list[Cell], now: list[Cell]
) -> list[Push]:
    """Tell whether both lose weight to a third power."""
    third, group = relation.power.third, relation.power.shares[yardstick_of(sides)]
    fell = all(after.value < FELL * before.value for before, after in zip(then, now, strict=True))
    if third is None or len(group) < 3 or not fell:
        return []
    gained = [group[2].at(cell.year or 0) for cell in (then[0], now[0])]
    if gained[0] is None or gained[1] is None:
        return []
    lost = sum(before.value - after.value for before, after in zip(then, now, strict=True))
    if gained[1].value - gained[0].value < HALF * lost:
        return []
    cells = (*now, *then, gained[1], gained[0])
    since = dated(figure_id("why.pulls", POWER, "since"), then[0].year or 0, *cells)
    clause = Phrase(
        "both have lost weight to {third} since {since}", {"third": third.label, "since": since}
    )
    return [Push(POWER, TOGETHER, clause=clause, cells=cells, strength=0.6, newest=_newest(sides))]


def _between(
    relation: Relation, sides: tuple[Series, Series], then: list[Cell], now: list[Cell]
) -> list[Push]:
    """Tell whether weight shifts from one to the other, where the balance matters."""
    # that one friend outgrows the other drives nothing apart
    rivals = relation.power.at_odds or relation.state.headline in HOSTILE
    if not balance_matters(relation, sides) or not rivals:
        return []
    change = log(now[0].value / now[1].value) - log(then[0].value / then[1].value)
    cells = (*now, *then)
    since = dated(figure_id("why.pulls", POWER, "since"), then[0].year or 0, *cells)
    newest = _newest(sides)
    if abs(change) <= log(STILL):
        clause = Phrase("the balance between them has held since {since}", {"since": since})
        return [Push(POWER, NEITHER, clause=clause, cells=cells, strength=0.5, newest=newest)]
    if abs(change) < log(GREW):
        return []
    parties = [relation.pair.first.label, relation.pair.second.label]
    gainer, other = parties if change > 0 else parties[::-1]
    clause = Phrase(
        "{gainer} has gained weight on {other} since {since}",
        {"gainer": gainer, "other": other, "since": since},
    )
    strength = min(1.0, abs(change) / log(GREW) / 3)
    return [Push(POWER, APART, clause=clause, cells=cells, strength=strength, newest=newest)]


def _newest(sides: tuple[Series, Series]) -> int | None:
    """Give the newest year; none for the index of capability, whose age `weights` checks."""
    return None if yardstick_of(sides) == "cinc" else min(side.years[-1] for side in sides)


def counts_moved(relation: Relation) -> bool:
    """Tell whether the share of same votes changed beyond its error.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    found = two_windows(relation.catalog, relation.pair, shapes=SHAPES)
    return found is not None and abs(found.change) > found.error


def _votes(relation: Relation) -> Iterator[Push]:
    series = relation.identity.distance
    if not series or series.years[-1] < relation.pair.as_of - FRESH:
        return
    then, now = series.at(series.years[-1] - FIVE), series.at(series.years[-1])
    if then is None or now is None or now.high is None or then.high is None:
        return
    half = hypot(_half(now), _half(then)) * TO_80 / TO_90
    change = now.value - then.value
    since = dated(figure_id("why.pulls", VOTES, "since"), then.year or 0, now, then)
    sign = NEITHER if abs(change) <= half else APART if change > 0 else TOGETHER
    # where counts of votes moved, positions that did not are not said to have stayed
    if sign == NEITHER and counts_moved(relation):
        return
    # nor is a way said that the picture of page 1 denies
    if sign and not vote_curve.goes(relation.catalog, relation.pair, sign):
        return
    said = {
        NEITHER: "their votes have not moved since {since}",
        APART: "their votes have moved apart since {since}",
        TOGETHER: "their votes have drawn nearer since {since}",
    }[sign]
    strength = moved(change, half) if sign else 0.5
    clause = Phrase(said, {"since": since})
    yield Push(VOTES, sign, clause=clause, cells=(now, then), strength=strength, newest=now.year)


def _half(cell: Cell) -> float:
    low, high = cell.low or 0.0, cell.high or 0.0
    return (high - low) / 2


def _ties(relation: Relation) -> Iterator[Push]:
    """Read the dated steps of three years; steps both ways push neither."""
    pair = relation.pair
    since = months_before(pair.day, MONTHS)
    steps = sorted(_steps(relation), key=lambda one: one[0])
    if not steps:
        return
    recent = [one for one in steps if one[0] >= since]
    day, _, cell, precision = (recent or steps)[-1]
    name = figure_id("why.pulls", TIES, "newest")
    shown: Figure = on_day(name, day, cell, precision=precision)
    signs = sorted({sign for _, sign, _, _ in recent})
    if len(signs) > 1:
        return
    sign = signs[0] if signs else NEITHER
    said = {
        NEITHER: "no dated step has followed that of {day}",
        APART: "their newest step on record, of {day}, drove them apart",
        TOGETHER: "their newest step on record, of {day}, brought them nearer",
    }[sign]
    clause = Phrase(said, {"day": shown})
    yield Push(TIES, sign, clause=clause, cells=(cell,), strength=0.6)


def _steps(relation: Relation) -> Iterator[tuple[date, int, Cell, str]]:
    """Give every dated step forward or back: events, meetings, suspensions, rungs."""
    pair = relation.pair
    for event in chronology(pair.first.key, pair.second.key, pair.day, own=pair.own):
        if event.turn:
            cell = row_cell(event.row, event.date, document=event.source, checked=event.checked)
            yield event.date, event.turn, cell, event.precision
    for body in bodies(pair.first.key, pair.second.key, pair.day, own=pair.own):
        for one in body.event:
            sign = TOGETHER if one.kind in ("meeting", "resumed") else APART
            cell = row_cell(one.row, one.date, document=one.source, checked=one.checked)
            yield one.date, sign, cell, one.precision
    if pair.bloc_and_state is None:
        return
    bloc, state = pair.bloc_and_state
    for step in bloc.steps_of(state.letters):
        if step.span.start <= pair.day:
            sign = APART if step.rung in ("suspended", "left") else TOGETHER
            document = step.document or step.address
            cell = row_cell(step.row, step.span.start, document=document, checked=step.checked)
            yield step.span.start, sign, cell, step.precision
