"""Placement of labels in one row: in their order, as near to their marks as room allows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def isotonic(values: Floats) -> Floats:
    """Give the nearest values that never fall, by pooling adjacent violators.

    Parameters
    ----------
    values : ndarray, shape (N,)
        The values.

    Returns
    -------
    ndarray, shape (N,)
        In the sense of least squares.

    Examples
    --------
    >>> isotonic(np.array([1.0, 3.0, 2.0, 4.0]))
    array([1. , 2.5, 2.5, 4. ])
    """
    means: list[float] = []
    sizes: list[int] = []
    for value in values.tolist():
        means.append(value)
        sizes.append(1)
        while len(means) > 1 and means[-2] > means[-1]:
            size = sizes[-2] + sizes[-1]
            means[-2] = (means[-2] * sizes[-2] + means[-1] * sizes[-1]) / size
            sizes[-2] = size
            means.pop()
            sizes.pop()
    return np.repeat(np.array(means), np.array(sizes, dtype=int))


def placed(marks: Floats, widths: Floats, room: float) -> Floats | None:
    """Place the centres of labels in a row so that none covers another and none leaves the row.

    The order of the marks is kept, so that straight leaders from marks to labels cannot cross.

    Parameters
    ----------
    marks : ndarray, shape (N,)
        Where each label should be, ascending, from 0 to `room`.
    widths : ndarray, shape (N,)
        How wide each is, with the space around it.
    room : float
        Width of the row.

    Returns
    -------
    ndarray, shape (N,), or None
        Centres, ascending; None where the labels together are wider than the row.

    Examples
    --------
    >>> placed(np.array([10.0, 12.0]), np.array([20.0, 20.0]), 100.0)
    array([10., 30.])
    >>> placed(np.array([10.0, 12.0]), np.array([60.0, 60.0]), 100.0) is None
    True
    """
    if widths.sum() > room:
        return None
    # with the widths before each taken off, "no overlap" reads "never falling"
    before = np.cumsum(widths) - widths / 2
    free = isotonic(marks - before)
    return np.asarray(np.clip(free, 0.0, room - widths.sum()) + before)
