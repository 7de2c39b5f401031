"""Changes of membership that one of two futures has and the other has not, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from detente.errors import EstimateError
from detente.estimators.futures.world import LEFT, Reals, Whole, World

KEEP = -1
"""What is not changed."""
CONDITION_KINDS = ("always", "democracy_above", "democracy_below", "gap_below", "rung_at_least")
"""What may have to hold on the day; a number of the place is compared with the threshold."""


def _whole() -> Whole:
    return np.empty(0, dtype=np.int64)


def _reals() -> Reals:
    return np.empty(0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changes:
    """Changes, one a row; each comes at most once in a draw, at the begin of a year.

    Attributes
    ----------
    when, until : array of int, (C,)
        First and last year, from 1, in which the change may come: it comes in the first of them in
        which its condition holds.
    place : array of int, (C,)
        Whose rung changes.
    rung : array of int, (C,)
        The rung to which the state is raised, never lowered; *left* makes a member leave; `KEEP`.
    suspended, perspective, body : array of int, (C,)
        1 sets the flag, 0 removes it, `KEEP` leaves it.
    condition : array of int, (C,)
        `CONDITION_KINDS`.
    of : array of int, (C,)
        The place to which the condition looks.
    threshold : array, (C,)
        What its number is compared with.

    Examples
    --------
    >>> len(Changes().when)
    0
    """

    when: Whole = field(default_factory=_whole)
    until: Whole = field(default_factory=_whole)
    place: Whole = field(default_factory=_whole)
    rung: Whole = field(default_factory=_whole)
    suspended: Whole = field(default_factory=_whole)
    perspective: Whole = field(default_factory=_whole)
    body: Whole = field(default_factory=_whole)
    condition: Whole = field(default_factory=_whole)
    of: Whole = field(default_factory=_whole)
    threshold: Reals = field(default_factory=_reals)


def check_changes(changes: Changes, world: World) -> None:
    """Refuse changes that do not fit a world.

    Parameters
    ----------
    changes : Changes
    world : World

    Raises
    ------
    EstimateError
        Where lengths differ or an index lies outside its range; the line names the array.
    """
    places = len(world.ladder.state)
    count = len(changes.when)
    for name in (one.name for one in fields(Changes)):
        if np.shape(getattr(changes, name)) != (count,):
            raise EstimateError(f"changes.{name} has not {count} values, one a change")
    ranges = (
        ("place", 0, places),
        ("of", 0, places),
        ("rung", KEEP, LEFT + 1),
        ("suspended", KEEP, 2),
        ("perspective", KEEP, 2),
        ("body", KEEP, 2),
        ("condition", 0, len(CONDITION_KINDS)),
    )
    for name, first, end in ranges:
        values = getattr(changes, name)
        if count and (values.min() < first or values.max() >= end):
            raise EstimateError(f"changes.{name} holds a value outside {first} to {end - 1}")
    if count and ((changes.when < 1) | (changes.until < changes.when)).any():
        raise EstimateError("changes.when and changes.until are not years from 1 in their order")
    if np.isnan(changes.threshold).any():
        raise EstimateError("changes.threshold holds a value that is not a number")
