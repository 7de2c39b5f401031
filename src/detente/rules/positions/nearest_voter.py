"""With whom a state agrees most in UN votes, in each of two windows, where nobody ties with it."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from detente.analysis.relation import Relation
from detente.estimators.outermost import outermost
from detente.identity.vote_shares import VoteShares, vote_shares
from detente.rules.vote_lines import Parts
from detente.rules.vote_windows import SHAPES, spans
from detente.rules.vote_words import contested_codes, name_of

TO_80 = 1.2816
"""Half-width of an 80 % interval in standard errors."""


def nearest_voters(relation: Relation, codes: tuple[int, ...]) -> Parts:
    """Name the state with which a mover agrees most, in both windows, where it is another one.

    Parameters
    ----------
    relation : Relation
        The relation.
    codes : tuple of int
        COW codes of the mover.

    Returns
    -------
    dict
        ``was_nearest`` and ``nearest``; empty of a bloc, where both are one state, and where
        another state ties with either.
    """
    if len(codes) > 1:
        return {}
    windows = (
        vote_shares(relation.catalog, *span) for span in spans(relation.pair.as_of, SHAPES[0])
    )
    found = []
    for window in windows:
        shares = window.with_all(codes)
        # the seat of a contested government says nothing of whom a state is near to
        shares[window.places(contested_codes(relation.pair.day))] = np.nan
        place = _beyond_chance(window, codes, shares)
        if place is None:
            return {}
        found.append(int(window.codes[place]))
    if found[0] == found[1]:
        return {}
    was, is_now = (name_of(code, relation.pair.day) for code in found)
    return {"nearest": is_now, "was_nearest": was}


def _beyond_chance(
    window: VoteShares, codes: tuple[int, ...], shares: NDArray[np.float64]
) -> int | None:
    """Give the place of the state with the highest share, where it is beyond chance."""
    if np.isnan(shares).all():
        return None
    best = int(np.nanargmax(shares))
    votes = float(window.votes[window.places(codes), best].sum())
    share = float(shares[best])
    return outermost(shares, TO_80 * sqrt(share * (1 - share) / votes), lowest=False)
