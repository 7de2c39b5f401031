"""What is read from a future each year, as rows of whole numbers: a kind and what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from detente.errors import EstimateError
from detente.estimators.futures.world import Whole, World


class Kind(IntEnum):
    """Kinds of series, with what their three numbers mean.

    A *pole* is a bloc (its core) where it is not negative, and the state ``-1 - pole`` where it is.
    Disputes are sums from the start: *rates* are the chances added up, *events* count what came.

    Examples
    --------
    >>> Kind.GAP.name
    'GAP'
    """

    BLOC_SHARE = 0  # bloc, measure
    STATE_SHARE = 1  # state, measure
    POSITION = 2  # state
    GAP = 3  # state, pole
    ALIGNMENT = 4  # state, pole, other pole: how much nearer to the first
    DEMOCRACY = 5  # state
    RUNG = 6  # place, lowest rung: whether it is held
    MEMBERS = 7  # bloc
    SPREAD = 8  # bloc: standard deviation of its members' positions
    OUTER_NEIGHBOURS = 9  # bloc
    ALLIED_PAIRS = 10
    RATE_ALL = 11
    RATE_STATE = 12  # state
    RATE_PAIR = 13  # pair
    RATE_INSIDE = 14  # bloc
    RATE_OUTSIDE = 15  # bloc
    RATE_WITH = 16  # state, bloc: with members of the bloc
    EVENTS_ALL = 17
    EVENTS_STATE = 18  # state
    EVENTS_PAIR = 19  # pair
    EVENTS_INSIDE = 20  # bloc
    EVENTS_OUTSIDE = 21  # bloc
    EVENTS_WITH = 22  # state, bloc


ROW = 4
"""Numbers of a row: the kind and three more, zero where it needs fewer."""
MEANINGS: dict[Kind, str] = {
    Kind.BLOC_SHARE: "BM",
    Kind.STATE_SHARE: "SM",
    Kind.POSITION: "S",
    Kind.GAP: "SO",
    Kind.ALIGNMENT: "SOO",
    Kind.DEMOCRACY: "S",
    Kind.RUNG: "ER",
    Kind.MEMBERS: "B",
    Kind.SPREAD: "B",
    Kind.OUTER_NEIGHBOURS: "B",
    Kind.RATE_STATE: "S",
    Kind.RATE_PAIR: "D",
    Kind.RATE_INSIDE: "B",
    Kind.RATE_OUTSIDE: "B",
    Kind.RATE_WITH: "SB",
    Kind.EVENTS_STATE: "S",
    Kind.EVENTS_PAIR: "D",
    Kind.EVENTS_INSIDE: "B",
    Kind.EVENTS_OUTSIDE: "B",
    Kind.EVENTS_WITH: "SB",
}
"""What each number of a row points to, by the letters of `World.sizes`; O is a pole, R a rung."""


def rows(wanted: Sequence[tuple[int, ...]], world: World) -> Whole:
    """Make the rows of series, and refuse those that the world does not have.

    Parameters
    ----------
    wanted : sequence of tuple of int
        A kind and up to three numbers each.
    world : World

    Returns
    -------
    array of int, (X, 4)

    Raises
    ------
    EstimateError
        Where a kind is unknown or an index lies outside its range.
    """
    table = np.zeros((len(wanted), ROW), dtype=np.int64)
    for at, row in enumerate(wanted):
        table[at, : len(row)] = row
        _check(tuple(row), world)
    return table


def _check(row: tuple[int, ...], world: World) -> None:
    """Check one row."""
    if row[0] not in set(Kind):
        raise EstimateError(f"no series has the kind {row[0]}")
    kind = Kind(row[0])
    letters = MEANINGS.get(kind, "")
    if len(row) != len(letters) + 1:
        raise EstimateError(f"the series {kind.name} needs {len(letters)} numbers")
    sizes = {**world.sizes, "R": 6}
    for letter, value in zip(letters, row[1:], strict=True):
        low, end = (-sizes["S"], sizes["B"]) if letter == "O" else (0, sizes[letter])
        if not low <= value < end:
            raise EstimateError(f"the series {kind.name} points to {value}, outside {low}:{end}")
