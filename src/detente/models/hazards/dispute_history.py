"""Disputes of pairs year by year, read back from the counts of ten years that the starter holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.institutions.disputes import LAST, SPAN
from detente.models.hazards.ladders import Ladders, ladders
from detente.models.hazards.surroundings import rows_by_code
from detente.span import as_day
from detente.store.catalog import Catalog

Ints = NDArray[np.int64]
FIRST = 1900
"""First year whose disputes are read back; a dispute before it counts as none."""
NEVER = 1000
"""Years since a dispute of a pair that had none."""


@dataclass(frozen=True, slots=True, eq=False)
class DisputeHistory:
    """Disputes between U states.

    Attributes
    ----------
    first, last : int
        Years that are covered.
    begun : ndarray of int8, shape (T, U, U)
        Disputes that began in each year, both ways.
    latest, number : ndarray of int16, shape (T, U, U)
        Year of the newest dispute up to each (0 for none), and how many there were.
    """

    first: int
    last: int
    begun: NDArray[np.int8]
    latest: NDArray[np.int16]
    number: NDArray[np.int16]

    def before(self, one: Ints, other: Ints, year: Ints) -> Ints:
        """Give the number of disputes before a year.

        Parameters
        ----------
        one, other, year : ndarray of int, shape (N,)
            Rows of the states, and the years.
        """
        place = np.clip(year - 1 - self.first, 0, self.last - self.first)
        return self.number[place, one, other].astype(np.int64)

    def since(self, one: Ints, other: Ints, year: Ints) -> Ints:
        """Give the years from the newest dispute before a year, at least one.

        After the last year that is covered nothing is known: the years as they stood then.

        Parameters
        ----------
        one, other : ndarray of int, shape (N,)
            Rows of the states.
        year : ndarray of int, shape (N,)
            The years.
        """
        known = np.minimum(year, self.last + 1)
        place = np.maximum(known - 1 - self.first, 0)
        newest = self.latest[place, one, other].astype(np.int64)
        return np.where(newest == 0, NEVER, known - newest)

    def began(self, one: Ints, other: Ints, year: Ints) -> NDArray[np.bool_]:
        """Tell whether a dispute began in a year; never after the last one covered.

        Parameters
        ----------
        one, other, year : ndarray of int, shape (N,)
            Rows of the states, and the years.
        """
        place = np.clip(year - self.first, 0, self.last - self.first)
        found = self.begun[place, one, other] > 0
        return found & (year <= self.last)


def dispute_history(catalog: Catalog, as_of: int | date) -> DisputeHistory:
    """Read the disputes of each year back, as far as a view knows.

    What began in a year is the count of its ten years less that of the ten years before, plus what
    began ten years ago.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_dispute_history, as_day(as_of))


def _dispute_history(catalog: Catalog, as_of: int | date) -> DisputeHistory:
    known = ladders(as_of)
    last = min(LAST, known.last)
    counts = _counts(catalog, known, last)
    begun = np.zeros(counts.shape, dtype=np.int8)
    latest = np.zeros(counts.shape, dtype=np.int16)
    for place in range(1, counts.shape[0]):
        fresh = counts[place] - counts[place - 1]
        if place >= SPAN:
            fresh = fresh + begun[place - SPAN]
        # a change of code moves a count without a dispute
        begun[place] = np.maximum(fresh, 0)
        latest[place] = np.where(begun[place] > 0, FIRST + place, latest[place - 1])
    number = np.cumsum(begun, axis=0, dtype=np.int16)
    return DisputeHistory(FIRST, last, begun=begun, latest=latest, number=number)


def _counts(catalog: Catalog, known: Ladders, last: int) -> NDArray[np.int8]:
    """Lay the counts of ten years out, shape (T, U, U)."""
    table = catalog.frame("disputes").select("ccode1", "ccode2", "year", "recent")
    first, second, year, recent = table.to_numpy().astype(np.int64).T
    row = rows_by_code(known)
    one, other = row[first], row[second]
    used = (one >= 0) & (other >= 0) & (one != other) & (year >= FIRST) & (year <= last)
    size = len(known.names)
    found = np.zeros((last - FIRST + 1, size, size), dtype=np.int8)
    at = (year[used] - FIRST, one[used], other[used])
    np.maximum.at(found, at, recent[used].astype(np.int8))
    return np.maximum(found, found.transpose(0, 2, 1))
