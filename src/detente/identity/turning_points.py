"""Ups and downs: where a relation's curve turns, compared with a chronology and with chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.actors.chronology import Event, chronology
from detente.actors.relation_key import RelationKey
from detente.estimators.changepoints import Hits, hits, turns
from detente.evidence.series import Series

LEAST = 10
"""Fewest years in which turns are looked for."""
REACH = 1
"""Years by which a turn may miss an event."""


@dataclass(frozen=True, slots=True)
class Turning:
    """Turns of a curve and the events near them.

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
        The measure, as it was known at the view.
    pair : RelationKey
        Whose chronology it is compared with.
    draws, seed : int
        Random placements behind the null, and their seed.

    Returns
    -------
    Turning
        Without turns where there are fewer than ten years.
    """
    events = chronology(pair.first.key, pair.second.key, pair.day, own=pair.own)
    if len(series.years) < LEAST:
        nan = float("nan")
        return Turning(years=(), slopes=(), events=events, against=Hits(rate=nan, null=nan, p=nan))
    first, last = series.years[0], series.years[-1]
    values = np.interp(np.arange(first, last + 1), series.years, series.values)
    bends = turns(values)
    turned = {event.date.year for event in events if event.turn}
    dates = [year - first for year in sorted(turned) if first <= year <= last]
    against = hits(
        bends.knots,
        np.array(dates, dtype=np.int64),
        values.size,
        reach=REACH,
        draws=draws,
        seed=seed,
    )
    return Turning(
        years=tuple((bends.knots + first).tolist()),
        slopes=tuple(bends.slopes.tolist()),
        events=events,
        against=against,
    )
