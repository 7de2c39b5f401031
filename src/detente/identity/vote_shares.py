"""Shares of the same vote among all states over some years: one matrix that pairs and peers share.

A bloc is read from it at one day's members, carried to every year: two windows are then compared at
the same membership.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.pair_sums import placed, summed
from detente.identity.vote_counts import LAST
from detente.identity.voting import SAME
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WHOLE = LAST - 1
"""Last year whose votes are whole: the newest session is not over."""
LEAST = 100
"""Fewest votes of two states whose share is compared with others'."""


@dataclass(frozen=True, eq=False)
class VoteShares:
    """Votes that each two states both cast, and those that they cast alike.

    Attributes
    ----------
    first, last : int
        Years.
    codes : ndarray of int, shape (S,)
        COW codes, ascending.
    votes, same : ndarray, shape (S, S)
        Counts; zero on the diagonal and where two states share none.
    """

    first: int
    last: int
    codes: Ints
    votes: Floats
    same: Floats

    def places(self, codes: Sequence[int] | Ints) -> Ints:
        """Give the rows of some states, as far as they voted.

        Parameters
        ----------
        codes : sequence of int
            COW codes.
        """
        return np.flatnonzero(np.isin(self.codes, np.asarray(codes)))

    @cached_property
    def share(self) -> Floats:
        """Part of the votes cast alike, shape (S, S); NaN under `LEAST` votes."""
        enough = self.votes >= LEAST
        return np.where(enough, self.same / np.maximum(self.votes, 1.0), np.nan)

    @cached_property
    def medians(self) -> Floats:
        """Median share of each state with all others, shape (S,); NaN where it has none."""
        found = np.full(self.codes.size, np.nan)
        seen = ~np.isnan(self.share).all(axis=0)
        found[seen] = np.nanmedian(self.share[:, seen], axis=0)
        return found

    def tally(self, ours: Sequence[int], theirs: Sequence[int]) -> Tally:
        """Add up the votes of every member of one side with every member of the other.

        Parameters
        ----------
        ours, theirs : sequence of int
            COW codes of the sides; a state on both is not paired with itself.
        """
        rows, columns = self.places(ours), self.places(theirs)
        votes, same = self.votes[np.ix_(rows, columns)], self.same[np.ix_(rows, columns)]
        dyads = np.count_nonzero(votes)
        return Tally(
            same=float(same.sum()),
            votes=float(votes.sum()),
            calls=float(votes.sum() / max(dyads, 1)),
        )

    def with_all(self, side: Sequence[int]) -> Floats:
        """Give the share of every state with a side, shape (S,); NaN for its own members.

        Parameters
        ----------
        side : sequence of int
            COW codes.
        """
        rows = self.places(side)
        votes, same = self.votes[rows].sum(axis=0), self.same[rows].sum(axis=0)
        enough = votes >= LEAST * max(rows.size, 1) / 2
        shares = np.where(enough, same / np.maximum(votes, 1.0), np.nan)
        shares[rows] = np.nan
        return np.asarray(shares)


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes of two sides.

    Attributes
    ----------
    same, votes : float
        Votes cast alike, and all that both cast, over every two members.
    calls : float
        Votes of a mean two members, which errors rest on.

    Examples
    --------
    >>> tally = Tally(same=80.0, votes=100.0, calls=100.0)
    >>> tally.share, round(tally.error, 2)
    (0.8, 0.04)
    """

    same: float
    votes: float
    calls: float

    @property
    def share(self) -> float:
        """Part of the votes cast alike; not a number without votes."""
        return self.same / self.votes if self.votes else float("nan")

    @property
    def error(self) -> float:
        """Standard error of the share."""
        return sqrt(self.share * (1 - self.share) / self.calls) if self.calls else float("nan")


def vote_shares(catalog: Catalog, first: int, last: int) -> VoteShares:
    """Count the same votes of each two states over some years.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    first, last : int
        Years.

    Returns
    -------
    VoteShares
        Kept for the same view and years.

    Examples
    --------
    >>> from detente.store.catalog import default_catalog
    >>> counts = vote_shares(default_catalog(), 2015, 2019)
    >>> round(counts.tally((710,), (750,)).share, 3)
    0.799
    """
    return catalog.remember(_vote_shares, first, last)


def _vote_shares(catalog: Catalog, first: int, last: int) -> VoteShares:
    if not catalog.has(SAME):
        return VoteShares(first, last, codes=np.empty(0, dtype=np.int64), votes=NONE, same=NONE)
    rows = catalog.frame(SAME).filter(pl.col("year").is_between(first, last))
    codes, place = placed(rows["ccode1"].to_numpy(), rows["ccode2"].to_numpy())
    votes, same = (summed(place, rows[name].to_numpy(), codes.size) for name in ("votes", "same"))
    return VoteShares(first, last, codes=codes, votes=votes, same=same)


NONE = np.zeros((0, 0))
"""Counts where no vote is known."""
