"""Seats for parts of unequal size: the divisor method with a base, rounding up and a cap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def cambridge(people: Floats, size: int, *, base: int, most: int) -> Ints:
    """Give each part a base, and the rest in proportion to its people, rounded up and capped.

    The Cambridge Compromise of Grimmett, Laslier, Pukelsheim, Ramirez Gonzalez, Rose, Slomczynski,
    Zachariasen and Zyczkowski (2011), there with a base of 5, a cap of 96 and 751 seats. Rounding
    up gives every part one seat above its base, so that nobody has fewer than `base` + 1.

    Parameters
    ----------
    people : ndarray, shape (N,)
        People of each part, in any unit.
    size : int
        Seats that are given out.
    base, most : int
        Seats that each has beforehand, and the most that one may have.

    Returns
    -------
    ndarray, shape (N,)
        Seats; they add up to `size`.

    Raises
    ------
    EstimateError
        Where the seats are fewer than all minima or more than all maxima, or people are not above
        zero.

    Examples
    --------
    >>> cambridge(np.array([80.0, 40.0, 10.0, 0.5]), 30, base=5, most=12)
    array([10,  8,  6,  6])
    """
    people = np.asarray(people, dtype=float)
    if not np.all(people > 0):
        raise EstimateError("seats need people above zero in every part")
    lowest, highest = people.size * (base + 1), people.size * most
    if not lowest <= size <= highest:
        raise EstimateError(
            f"{size} seats cannot be given to {people.size} parts with {base + 1} to {most} each",
            next_step=f"between {lowest} and {highest} can",
        )
    above_base = np.ones(people.size, dtype=np.int64)
    # a part with k seats above its base gets the next once the divisor falls to its people over k
    for _ in range(size - lowest):
        claim = np.where(above_base + base < most, people / above_base, -1.0)
        above_base[int(np.argmax(claim))] += 1
    return above_base + base
