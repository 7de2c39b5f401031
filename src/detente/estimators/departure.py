"""The year from which a distance never again comes as near as it once was."""

from __future__ import annotations

from collections.abc import Sequence


def departure(
    values: Sequence[float], low: Sequence[float], high: Sequence[float]
) -> tuple[int, int] | None:
    """Find the closest point of a line and the place from which it never overlaps it again.

    Parameters
    ----------
    values, low, high : sequence of float, length T
        A distance over time and its interval, in order.

    Returns
    -------
    tuple of (int, int) or None
        Place of the closest value, and the first place from which every interval lies wholly above
        that of the closest; None where the last one still overlaps it.

    Raises
    ------
    ValueError
        Where the lengths differ.

    Examples
    --------
    >>> departure([0.5, 0.2, 0.3, 0.6], [0.4, 0.1, 0.2, 0.5], [0.6, 0.3, 0.4, 0.7])
    (1, 3)
    >>> departure([0.2, 0.2], [0.1, 0.1], [0.3, 0.3]) is None
    True
    """
    if not len(values) == len(low) == len(high):
        raise ValueError("values and bounds differ in length")
    if not values:
        return None
    closest = min(range(len(values)), key=lambda place: (values[place], place))
    overlapping = [place for place in range(len(values)) if low[place] <= high[closest]]
    parted = max(overlapping) + 1
    return (closest, parted) if parted < len(values) else None
