"""Unit indexes: the distinct units behind the rows of a panel, and which row of a table is theirs.

A dyad-year panel has millions of rows but only thousands of state-years. Codes and year are packed
into one number; a table is looked up once a distinct unit, and its values are then carried to the
rows by position.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.errors import PanelError

Numbers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.uint32]

BITS = 12
"""Bits of a year, and of a code: both are below 4,096."""
YEAR_MASK = (1 << BITS) - 1
"""Takes the year, or the last code, out of a packed number."""
NOBODY = YEAR_MASK
"""Stands for "no code" in a packed number; no state has it."""
PRESENCE = 1 << 25
"""Range of keys up to which a table of presence is built: that of any state-years."""


def packed(*parts: Numbers) -> Numbers:
    """Pack columns of small numbers into one, in order of importance.

    Parameters
    ----------
    *parts : array of int, shape (N,)
        Each from 0 to 4,095: codes, then the year.

    Returns
    -------
    array of int, shape (N,)
        Sorts as the columns do.

    Raises
    ------
    PanelError
        Where a number is too great: more leaders than 4,095 in a panel of their pairs.

    Examples
    --------
    >>> packed(np.array([2]), np.array([1990])).tolist()
    [10182]
    """
    keys = parts[0].astype(np.int64)
    for part in parts[1:]:
        if part.size and int(part.max()) > NOBODY:
            raise PanelError(
                f"{int(part.max()):,} is more than a key has room for ({NOBODY:,})",
                where="the panel",
                next_step="take fewer years, or fewer leaders",
            )
        keys = (keys << BITS) | part
    return keys


def unpacked(keys: Numbers, part: int) -> Numbers:
    """Take one column out of packed keys.

    Parameters
    ----------
    keys : array of int, shape (N,)
        As `packed` gives them.
    part : int
        Which column, counted from the last: 0 the year, 1 the code before it.

    Examples
    --------
    >>> unpacked(packed(np.array([2]), np.array([1990])), 1).tolist()
    [2]
    """
    return (keys >> (BITS * part)) & YEAR_MASK


@dataclass(frozen=True, slots=True, eq=False)
class UnitIndex:
    """Distinct units, and which of them each row is about.

    Attributes
    ----------
    keys : array of int, shape (K,)
        Packed keys, ascending, each once.
    rows : array of uint32, shape (N,), or None
        Position in `keys` of each row of the panel; None where the rows are the units, in the same
        order.
    """

    keys: Numbers
    rows: Positions | None

    @classmethod
    def of(cls, keys: Numbers) -> UnitIndex:
        """Find the distinct units of packed keys, one a row.

        Parameters
        ----------
        keys : array of int, shape (N,)
            In the order of the rows.

        Examples
        --------
        >>> UnitIndex.of(np.array([7, 3, 7])).rows.tolist()
        [1, 0, 1]
        """
        if keys.size < 2 or bool((keys[1:] > keys[:-1]).all()):
            return cls(keys, None)
        if bool((keys[1:] >= keys[:-1]).all()):
            return cls(*_runs(keys))
        if int(keys.max()) - int(keys.min()) < PRESENCE:
            return cls(*_present(keys))
        distinct, rows = np.unique(keys, return_inverse=True)
        return cls(distinct, rows.astype(np.uint32))

    def find(self, keys: Numbers) -> Positions:
        """Find the row of a table for each unit.

        Parameters
        ----------
        keys : array of int, shape (M,)
            Packed keys of the table, each once.

        Returns
        -------
        array of uint32, shape (K,)
            Row of the table; M where it has none.
        """
        places = np.full(self.keys.size, keys.size, dtype=np.uint32)
        if not self.keys.size or not keys.size:
            return places
        # sought in ascending order, the keys stay in the processor's cache
        ascending = bool((keys[1:] >= keys[:-1]).all())
        order = None if ascending else np.argsort(keys)
        sought = keys if order is None else keys[order]
        position = np.searchsorted(self.keys, sought)
        position[position == self.keys.size] = 0
        hit = np.nonzero(self.keys[position] == sought)[0]
        places[position[hit]] = hit if order is None else order[hit]
        return places

    def to_rows(self, places: Positions) -> Positions:
        """Carry a number for each unit to the rows.

        Parameters
        ----------
        places : array of uint32, shape (K,)
            One number a unit.

        Returns
        -------
        array of uint32, shape (N,)
        """
        return places if self.rows is None else places[self.rows]


def _runs(keys: Numbers) -> tuple[Numbers, Positions]:
    """Number ascending keys: each run of equal ones is a unit."""
    changes = np.nonzero(keys[1:] != keys[:-1])[0] + 1
    bounds = np.concatenate([[0], changes, [keys.size]])
    units = np.arange(bounds.size - 1, dtype=np.uint32)
    return keys[bounds[:-1]], np.repeat(units, np.diff(bounds))


def _present(keys: Numbers) -> tuple[Numbers, Positions]:
    """Number keys by a table of those that are present, which is faster than sorting."""
    low = int(keys.min())
    present = np.zeros(int(keys.max()) - low + 1, dtype=bool)
    present[keys - low] = True
    distinct = np.nonzero(present)[0]
    number = np.empty(present.size, dtype=np.uint32)
    number[distinct] = np.arange(distinct.size, dtype=np.uint32)
    return distinct + low, number[keys - low]
