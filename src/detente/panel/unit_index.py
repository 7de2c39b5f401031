"""Levels: the distinct units behind the rows of a panel, and where a table's rows stand among them.

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
    found = parts[0].astype(np.int64)
    for part in parts[1:]:
        if part.size and int(part.max()) > NOBODY:
            raise PanelError(
                f"{int(part.max()):,} is more than a key has room for ({NOBODY:,})",
                where="the panel",
                next_step="take fewer years, or fewer leaders",
            )
        found = (found << BITS) | part
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Level:
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

    def places(self, keys: Numbers) -> Positions:
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
        found = np.full(self.keys.size, keys.size, dtype=np.uint32)
        if self.keys.size and keys.size:
            order = (
                None if bool((keys[1:] >= keys[:-1]).all()) else np.argsort(keys)
            )  # in order, the search stays in the cache
            sought = keys if order is None else keys[order]
            at = np.searchsorted(self.keys, sought)
            at[at == self.keys.size] = 0
            hit = np.nonzero(self.keys[at] == sought)[0]
            found[at[hit]] = hit if order is None else order[hit]
        return found

    def spread(self, places: Positions) -> Positions:
        """Carry a position for each unit to the rows."""
        return places if self.rows is None else places[self.rows]


def level(keys: Numbers) -> Level:
    """Find the distinct units of packed keys, one a row.

    Parameters
    ----------
    keys : array of int, shape (N,)
        In the order of the rows.

    Examples
    --------
    >>> level(np.array([7, 3, 7])).rows.tolist()
    [1, 0, 1]
    """
    if keys.size < 2 or bool((keys[1:] > keys[:-1]).all()):
        return Level(keys, None)
    if bool((keys[1:] >= keys[:-1]).all()):
        fresh = np.concatenate([[0], np.nonzero(keys[1:] != keys[:-1])[0] + 1, [keys.size]])
        return Level(
            keys[fresh[:-1]], np.repeat(np.arange(fresh.size - 1, dtype=np.uint32), np.diff(fresh))
        )
    low, high = int(keys.min()), int(keys.max())
    if high - low < 1 << 25:  # states and years: a table of presence beats sorting
        present = np.zeros(high - low + 1, dtype=bool)
        present[keys - low] = True
        held = np.nonzero(present)[0]
        number = np.empty(present.size, dtype=np.uint32)
        number[held] = np.arange(held.size, dtype=np.uint32)
        return Level(held + low, number[keys - low])
    distinct, rows = np.unique(keys, return_inverse=True)
    return Level(distinct, rows.astype(np.uint32))
