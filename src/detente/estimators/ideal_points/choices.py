"""Ordered choices laid out for the sampler: cells, items, votes by item and choice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BLOCKS = 16
"""Blocks of items that cores share out; fixed, so that sums are added in one order everywhere."""
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Choices:
    """Votes ordered by item and choice, with the cells they belong to.

    Attributes
    ----------
    actor, session : ndarray of int64, shape (C,)
        Of each cell, ordered by actor and then session.
    before : ndarray of int64, shape (C,)
        The cell of the same actor's session before; -1 at an actor's first.
    votes : ndarray of int64, shape (C,)
        Votes cast in the cell.
    cell : ndarray of int32, shape (V,)
        Cell of each vote.
    starts : ndarray of int64, shape (J, 4)
        First vote of each item, first abstention, first no, end.
    item : ndarray of int64, shape (J,)
        Name of each item.
    span : ndarray of int64, shape (J, 2)
        First and last session in which the item was voted on.
    blocks : ndarray of int64, shape (K + 1,)
        Items of each block.
    """

    actor: Ints
    session: Ints
    before: Ints
    votes: Ints
    cell: NDArray[np.int32]
    starts: Ints
    item: Ints
    span: Ints
    blocks: Ints

    @property
    def cells(self) -> int:
        """Number of cells."""
        return self.actor.size

    @property
    def items(self) -> int:
        """Number of items."""
        return self.item.size

    @property
    def choice(self) -> NDArray[np.int8]:
        """The choice of each vote, 1 to 3."""
        lengths = np.diff(self.starts, axis=1).ravel()
        return np.repeat(np.tile(np.arange(1, LEVELS + 1, dtype=np.int8), self.items), lengths)

    @property
    def item_of(self) -> Ints:
        """Place of the item of each vote."""
        return np.repeat(np.arange(self.items), self.starts[:, 3] - self.starts[:, 0])


def arrange(
    actor: Ints,
    session: Ints,
    item: Ints,
    choice: Ints,
    *,
    least_items: int = 2,
    unanimous: bool = False,
) -> Choices:
    """Lay out votes for the sampler.

    Items on which every choice is the same, in all sessions that repeat them, are left out, as the
    reference does, unless `unanimous` keeps them.

    Parameters
    ----------
    actor, session, item, choice : ndarray of int, shape (V,)
        One row a vote; choices are 1 yes, 2 abstain, 3 no.
    least_items : int
        Fewest items that can be estimated from.
    unanimous : bool
        Keep items on which all agree: a posterior given what divides only is too sure of itself.

    Returns
    -------
    Choices

    Raises
    ------
    EstimateError
        Where a choice is not 1, 2 or 3, or fewer than `least_items` items divide anybody.

    Examples
    --------
    >>> laid = arrange(
    ...     np.array([2, 365, 2, 365]),
    ...     np.array([1, 1, 2, 2]),
    ...     np.array([1, 1, 2, 2]),
    ...     np.array([3, 1, 1, 3]),
    ... )
    >>> laid.cells, laid.items, laid.before.tolist()
    (4, 2, [-1, 0, -1, 2])
    """
    _refuse_odd(choice)
    names, place, counts, divides = _items(item, choice, least_items, unanimous=unanimous)
    kept = divides[place]
    place = (np.cumsum(divides) - 1)[place[kept]]
    cells, actors, sessions = _cells(actor[kept], session[kept])
    order = np.argsort((place * LEVELS + choice[kept] - 1) * actors.size + cells)
    starts, ordered = _starts(counts[divides]), cells[order]
    when = sessions[ordered]
    spans = [each.reduceat(when, starts[:, 0]) for each in (np.minimum, np.maximum)]
    votes = np.bincount(ordered, minlength=actors.size)
    return Choices(
        actor=actors,
        session=sessions,
        before=_before(actors),
        votes=votes,
        cell=ordered.astype(np.int32),
        starts=starts,
        item=names[divides],
        span=np.column_stack(spans),
        blocks=_blocks(starts[:, 3]),
    )


def _cells(actor: Ints, session: Ints) -> tuple[Ints, Ints, Ints]:
    """Number the cells: the cell of each vote, and actor and session of each cell."""
    first, length = int(session.min()), int(session.max() - session.min() + 1)
    key = actor.astype(np.int64) * length + session - first
    cells, cell = np.unique(key, return_inverse=True)
    return cell, cells // length, cells % length + first


def _items(
    item: Ints, choice: Ints, least: int, *, unanimous: bool
) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
    """Count the choices on each item and say which items are kept.

    Returns
    -------
    tuple of ndarray, shapes (J,), (V,), (J, 3) and (J,)
        Names of items, the item of each vote, choices, and whether an item is kept.
    """
    names, place = np.unique(item, return_inverse=True)
    counts = np.bincount(place * LEVELS + choice - 1, minlength=names.size * LEVELS)
    counts = counts.reshape(-1, LEVELS)
    divides = (counts > 0).sum(axis=1) > 1
    if divides.sum() < least:
        raise EstimateError(
            f"only {int(divides.sum())} of {names.size} items divide anybody",
            next_step=f"at least {least} are needed; widen the subset",
        )
    return names, place, counts, counts.sum(axis=1) > 0 if unanimous else divides


def _refuse_odd(choice: Ints) -> None:
    """Refuse choices other than yes, abstain and no."""
    odd = ~np.isin(choice, (1, 2, 3))
    if odd.any():
        raise EstimateError(
            f"{int(odd.sum())} votes are neither 1 (yes), 2 (abstain) nor 3 (no), the first is "
            f"{choice[odd][0]}",
            next_step="leave out absences and non-members before estimating",
        )


def _starts(counts: Ints) -> Ints:
    """Give first vote, first abstention, first no and end of each item from its choices."""
    ends = np.cumsum(counts.sum(axis=1))
    first = np.r_[0, ends[:-1]]
    return np.column_stack([first, first + counts[:, 0], first + counts[:, :2].sum(axis=1), ends])


def _before(actor: Ints) -> Ints:
    """Give the cell of the same actor's session before; -1 at an actor's first."""
    before = np.arange(actor.size) - 1
    before[np.r_[True, actor[1:] != actor[:-1]]] = -1
    return before


def _blocks(ends: Ints) -> Ints:
    """Cut the items into blocks of about as many votes."""
    cuts = np.searchsorted(ends, np.linspace(0, ends[-1], BLOCKS + 1)[1:-1])
    return np.unique(np.r_[0, cuts, ends.size]).astype(np.int64)
