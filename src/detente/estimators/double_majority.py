"""Voting by a double majority: so many members that hold so many of the people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
UNITS = 10_000
"""Parts into which all people are divided when coalitions are counted."""
MOST_MEMBERS = 60
"""Members up to which all coalitions can be counted in whole numbers."""
ROUNDING = 1e-9
"""What a product of a share may differ from a whole number by."""


@dataclass(frozen=True, slots=True)
class DoubleMajority:
    """When a vote is won.

    Attributes
    ----------
    members, people : float
        Least shares of the members and of their people in favour.
    blockers : int
        Fewest members that can block; with fewer against, the share of people does not count.
    least : int
        Least number of members in favour, whatever their share.
    """

    members: float
    people: float
    blockers: int
    least: int = 0

    def needed(self, count: int) -> int:
        """Give how many of so many members must be in favour.

        Parameters
        ----------
        count : int
            Members.

        Examples
        --------
        >>> rule = DoubleMajority(members=0.55, people=0.65, blockers=4)
        >>> rule.needed(27), rule.needed(28)
        (15, 16)
        """
        return max(int(np.ceil(self.members * count - ROUNDING)), self.least)

    def wins(self, in_favour: int, people: float, count: int) -> bool:
        """Tell whether a coalition wins.

        Parameters
        ----------
        in_favour : int
            Its members.
        people : float
            Their share of the people.
        count : int
            All members.

        Examples
        --------
        >>> rule = DoubleMajority(members=0.55, people=0.65, blockers=4)
        >>> rule.wins(24, 0.58, 27), rule.wins(23, 0.58, 27)
        (True, False)
        """
        unblocked = count - in_favour < self.blockers
        enough = in_favour >= self.needed(count) and people >= self.people - ROUNDING
        return unblocked or enough


def power_shares(people: Floats, rule: DoubleMajority) -> Floats:
    """Give each member's share of all swings: the normalised Banzhaf index.

    A member has a swing where a coalition wins with it and not without it. All coalitions are
    counted; people are rounded to a ten-thousandth of their sum.

    Parameters
    ----------
    people : ndarray, shape (N,)
        People of each member, in any unit.
    rule : DoubleMajority
        When a vote is won.

    Returns
    -------
    ndarray, shape (N,)
        Shares; they add up to 1.

    Raises
    ------
    EstimateError
        With no member or more than 60, or people below zero.

    Examples
    --------
    >>> rule = DoubleMajority(members=0.5, people=0.5, blockers=1)
    >>> power_shares(np.array([60.0, 30.0, 10.0]), rule).round(2)
    array([0.6, 0.2, 0.2])
    """
    people = np.asarray(people, dtype=float)
    if not 0 < people.size <= MOST_MEMBERS or np.any(people < 0) or people.sum() <= 0:
        raise EstimateError(f"a vote is counted with 1 to {MOST_MEMBERS} members that have people")
    units = np.rint(people / people.sum() * UNITS).astype(int)
    winning = _winning(people.size, int(units.sum()), rule)
    coalitions = _coalitions(units)
    swings = np.array([_swings(coalitions, int(own), winning) for own in units], dtype=float)
    shares: Floats = swings / swings.sum()
    return shares


def _winning(count: int, all_units: int, rule: DoubleMajority) -> NDArray[np.bool_]:
    """Tell of every size and every sum of units whether a coalition wins."""
    sizes = np.arange(count + 1)[:, None]
    shares = np.arange(all_units + 1)[None, :] / all_units
    unblocked = count - sizes < rule.blockers
    enough = (sizes >= rule.needed(count)) & (shares >= rule.people - ROUNDING)
    return np.asarray(unblocked | enough)


def _coalitions(units: NDArray[np.int_]) -> Counts:
    """Count coalitions by their size and their sum of units."""
    counts = np.zeros((units.size + 1, int(units.sum()) + 1), dtype=np.int64)
    counts[0, 0] = 1
    for own in units:
        # highest sizes first, so that nobody joins a coalition twice
        for size in range(units.size, 0, -1):
            counts[size, own:] += counts[size - 1, : counts.shape[1] - own]
    return counts


def _swings(coalitions: Counts, own: int, winning: NDArray[np.bool_]) -> int:
    """Count the coalitions of the others that lose without a member and win with it."""
    width = coalitions.shape[1]
    without = np.zeros(width, dtype=np.int64)
    swings = 0
    for size in range(coalitions.shape[0] - 1):
        before = without
        without = coalitions[size].copy()
        without[own:] -= before[: width - own]
        joined = np.zeros(width, dtype=bool)
        joined[: width - own] = winning[size + 1, own:]
        swings += int(without[joined & ~winning[size]].sum())
    return swings
