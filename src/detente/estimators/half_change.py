"""When half of the change of a series was done for good."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def half_done(values: NDArray[np.float64]) -> int:
    """Find from where on at least half of the change from the first to the last value is done.

    Parameters
    ----------
    values : ndarray, shape (T,)
        A series without gaps, two values at least.

    Returns
    -------
    int
        The first place of the run that lasts to the end.

    Examples
    --------
    >>> half_done(np.array([0.0, 3.0, 1.0, 2.0, 4.0])), half_done(np.array([4.0, 1.0, 0.0]))
    (3, 1)
    """
    whole = values[-1] - values[0]
    done = (values - values[0]) * np.sign(whole) >= abs(whole) / 2
    missing = np.flatnonzero(~done)
    return int(missing[-1]) + 1 if missing.size else 0
