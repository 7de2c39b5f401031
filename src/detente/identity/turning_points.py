"""Ups and downs: where a relation's curve turns, held against a chronology and against chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.actors.chronology import Event, chronology
from detente.actors.relation_key import RelationKey
from detente.estimators.changepoints import Hits, hits, turns
from detente.evidence.series import Series

REACH = 1
"""Years by which a turn may miss an event."""


@dataclass(frozen=True, slots=True)
class Turning:
    """Turns of a curve and what stood beside them.

    Attributes
    ----------
    years : tuple of int
        Years in which the broken line bends.
    slopes : tuple of float
        Change a year before the first bend, between bends, and after the last.
    events : tuple of Event
        The chronology up to the view; empty where none is written.
    against : Hits
        How many bends lie within a year of an event, and how many would by chance.
    """

    years: tuple[int, ...]
    slopes: tuple[float, ...]
    events: tuple[Event, ...]
    against: Hits


def turning(series: Series, pair: RelationKey, *, draws: int = 2000, seed: int = 1) -> Turning:
    """Find where a series bends, as it was known at the view.

    Parameters
    ----------
    series : Series
        The measure.
    pair : Pair
        Whose chronology stands beside it.
    draws, seed : int
        Random placements behind the null, and their seed.

    Returns
    -------
    Turning
        Without turns where there are fewer than ten years.
    """
    known = series
    events = chronology(pair.a.key, pair.b.key, pair.as_of)
    if len(known.years) < 10:
        return Turning(
            years=(),
            slopes=(),
            events=events,
            against=Hits(rate=float("nan"), null=float("nan"), p=float("nan")),
        )
    first, last = known.years[0], known.years[-1]
    y = np.interp(np.arange(first, last + 1), known.years, known.values)
    found = turns(y)
    told = np.array(
        sorted({e.date.year - first for e in events if e.turn and first <= e.date.year <= last}),
        dtype=np.int64,
    )
    return Turning(
        years=tuple(int(k) + first for k in found.knots),
        slopes=tuple(float(s) for s in found.slopes),
        events=events,
        against=hits(found.knots, told, y.size, reach=REACH, draws=draws, seed=seed),
    )
