"""Intervals of shares."""

from __future__ import annotations

import math

TO_90 = 1.6448536269514722
"""Standard errors on either side of a 90 % interval."""
TO_95 = 1.959963984540054
"""Standard errors on either side of a 95 % interval."""


def wilson(share: float, count: float, z: float = TO_90) -> tuple[float, float]:
    """Give the interval of a share after Wilson.

    Parameters
    ----------
    share : float
        Between 0 and 1.
    count : float
        Observations behind it.
    z : float
        Standard errors on either side; of 90 % by default.

    Examples
    --------
    >>> [round(x, 2) for x in wilson(0.5, 10)]
    [0.27, 0.73]
    """
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = (
        z
        / (1 + z * z / count)
        * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    )
    # rounding must not leave the share itself outside
    return min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half))
