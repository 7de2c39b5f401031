"""What came: every state's positions, regime and share, and the steps on the ladders tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.futures.world import ASSOCIATE, MEMBER
from detente.models.hazards.ladders import Ladders, ladders
from detente.models.hazards.position_walks import gap_to
from detente.models.hazards.surroundings import core_rows, laid_out
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
TESTED = ("NATO", "EU")
"""Blocs whose accessions, associations and exits are tested."""
SINCE = 1973
"""First year of the events."""
MEASURES = ("gap", "democracy", "share")
"""What is forecast: distance to the bloc's core in votes, electoral democracy, share of material
capability."""
DISPUTES = "disputes"
"""A count over the years of a horizon, which has no baseline."""
KINDS = ("accession", "association", "exit")
"""What happens, as scenarios call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A step on a ladder that came.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    bloc : str
        Whose ladder.
    row : int
        Row of the state among the ladders.
    year : int
        At whose end the rung was first held, or no longer.
    before : int
        Rung at the end of the year before.
    """

    kind: str
    bloc: str
    row: int
    year: int
    before: int


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """What came, as the newest tables have it.

    Attributes
    ----------
    known : Ladders
        Ladders up to the newest full year.
    positions, democracy, share : ndarray, shape (U, T)
        By state and year; NaN where not known. Shares are parts of the system's capability.
    disputes : ndarray, shape (U, T)
        Disputes that each state began or met, pair by pair; NaN after the source ends.
    """

    known: Ladders
    positions: Floats
    democracy: Floats
    share: Floats
    disputes: Floats

    def place(self, year: int) -> int:
        """Give the place of a year.

        Parameters
        ----------
        year : int
            Which one.
        """
        return year - self.known.first

    def signed_gap(self, bloc: str) -> Floats:
        """Give every state's signed distance from the mean of a bloc's core, shape (U, T).

        Parameters
        ----------
        bloc : str
            Its id.
        """
        inside = core_rows(self.known.blocs[self.known.place[bloc]], self.known)
        columns = [gap_to(column, inside) for column in self.positions.T]
        found: Floats = np.stack(columns, axis=1)
        found[inside] = np.nan
        return found

    def disputes_until(self, row: int, year: int, horizon: int) -> float:
        """Count the disputes of a state in the years after a view; NaN where one is not known.

        Parameters
        ----------
        row, year, horizon : int
            Row of the state, the view, and how many years.
        """
        first = self.place(year) + 1
        counted = self.disputes[row, first : first + horizon]
        return float(counted.sum()) if counted.size == horizon else float("nan")

    def values(self, measure: str, bloc: str) -> Floats:
        """Give a measure by state and year on the scale on which it walks, shape (U, T).

        Parameters
        ----------
        measure : str
            One of `MEASURES`.
        bloc : str
            Whose core the distance is to.
        """
        if measure == "gap":
            return self.signed_gap(bloc)
        if measure == "democracy":
            return self.democracy
        return np.log(np.where(self.share > 0, self.share, np.nan))


def observed(catalog: Catalog, today: date) -> Observed:
    """Lay out what came up to a day.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    today : datetime.date
        The newest view.
    """
    known = ladders(today)
    regime = catalog.frame("regime").with_columns(
        level=pl.col("polyarchy") + pl.col("polyarchy_median")
    )
    return Observed(
        known,
        positions=laid_out(catalog.frame("positions"), "adopted", known),
        democracy=laid_out(regime, "level", known),
        share=laid_out(catalog.frame("capability"), "cinc_share", known),
        disputes=laid_out(catalog.frame("onsets"), "begun", known),
    )


def seen(measure: str, value: float) -> float:
    """Turn a value on the scale of its walk into the number that a future has.

    Parameters
    ----------
    measure : str
        One of `MEASURES`.
    value : float
        On the scale of `Observed.values`.

    Examples
    --------
    >>> seen("gap", -0.5), seen("share", 0.0), seen("democracy", 0.3)
    (0.5, 1.0, 0.3)
    """
    return float(on_future_scale(measure, np.array([value]))[0])


def on_future_scale(measure: str, values: Floats) -> Floats:
    """Turn values on the scale of their walk into numbers that a future has.

    Parameters
    ----------
    measure : str
        One of `MEASURES`.
    values : ndarray
        On the scale of `Observed.values`.
    """
    if measure == "gap":
        return np.abs(values)
    return np.exp(values) if measure == "share" else np.clip(values, 0.0, 1.0)


def events(known: Ladders) -> tuple[Event, ...]:
    """List every accession, association and exit of the blocs tested.

    Parameters
    ----------
    known : Ladders
        The ladders.
    """
    return tuple(event for bloc in TESTED for event in _of_bloc(known, bloc))


def _of_bloc(known: Ladders, bloc: str) -> Iterator[Event]:
    rung = known.rung[known.place[bloc]]
    before, now = rung[:, :-1], rung[:, 1:]
    there = (before >= 0) & (now >= 0)
    # who leaves becomes an associate at the same time: one event, not two
    leaves = there & (before == MEMBER) & (now < MEMBER)
    joins = there & (before < MEMBER) & (now == MEMBER)
    nearer = there & (before < ASSOCIATE) & (now >= ASSOCIATE) & (now < MEMBER)
    came = {"accession": joins, "association": nearer, "exit": leaves}
    for kind, where in came.items():
        rows, places = np.nonzero(where)
        for row, place in zip(rows.tolist(), places.tolist(), strict=True):
            held, year = int(before[row, place]), known.first + 1 + place
            if year >= SINCE:
                yield Event(kind=kind, bloc=bloc, row=row, year=year, before=held)
