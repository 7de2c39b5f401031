"""How many groups two members share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def joint_counts(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count the groups in which a row of `first` and a row of `second` both stand.

    Parameters
    ----------
    first, second : ndarray of bool, shape (S, G)
        Whether member s stands in group g.

    Returns
    -------
    ndarray of int, shape (S, S)
        Entry (i, j): groups with i in `first` and j in `second`.

    Examples
    --------
    >>> m = np.array([[True, True], [True, False]])
    >>> joint_counts(m, m)
    array([[2, 1],
           [1, 1]])
    """
    return (first.astype(np.float32) @ second.astype(np.float32).T).astype(np.int64)
