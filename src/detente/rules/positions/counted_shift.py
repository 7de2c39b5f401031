"""How far each state's votes moved by counts: its mean share of same votes with all others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.identity.vote_shares import VoteShares, vote_shares
from detente.identity.vote_shifts import Span
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class CountedShifts:
    """Changes of the mean share of same votes with all states, less the median change.

    Attributes
    ----------
    codes : ndarray of int, shape (S,)
        COW codes, ascending: states with a share in both windows.
    net : ndarray, shape (S,)
        The changes.
    """

    codes: Ints
    net: Floats

    def net_of(self, codes: tuple[int, ...]) -> float:
        """Give the change of a side, of a bloc that of its median member; 0 where none is known.

        Parameters
        ----------
        codes : tuple of int
            COW codes.
        """
        own = self.net[np.isin(self.codes, codes)]
        return float(np.median(own)) if own.size else 0.0

    def farther(self, codes: tuple[int, ...]) -> Ints:
        """Give the other states whose change is larger than that of a side.

        Parameters
        ----------
        codes : tuple of int
            COW codes.
        """
        more = np.abs(self.net) > abs(self.net_of(codes))
        return np.asarray(self.codes[more & ~np.isin(self.codes, codes)])


def counted_shifts(catalog: Catalog, before: Span, now: Span) -> CountedShifts:
    """Measure by counts how far the votes of each state moved between two windows.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    before, now : tuple of int
        First and last year of each window.
    """
    return catalog.remember(_counted_shifts, before, now)


def _counted_shifts(catalog: Catalog, before: Span, now: Span) -> CountedShifts:
    early, late = vote_shares(catalog, *before), vote_shares(catalog, *now)
    codes = np.intersect1d(early.codes, late.codes)
    change = _among(late, codes) - _among(early, codes)
    known = ~np.isnan(change).all(axis=0)
    means = np.nanmean(change[:, known], axis=0)
    return CountedShifts(codes[known], means - np.median(means) if means.size else means)


def _among(counts: VoteShares, codes: Ints) -> Floats:
    rows = counts.places(codes)
    return np.asarray(counts.share[np.ix_(rows, rows)])
