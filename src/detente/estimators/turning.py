"""Turns of a line: the newest extreme from which it has changed, and whether it has turned back."""

from __future__ import annotations

from collections.abc import Sequence


def last_turn(values: Sequence[float], least: float) -> int | None:
    """Find the newest extreme of a line from which its end lies at least so far.

    A change counted from the first year of a window hides what happened since the line turned: a
    ratio that doubled and then fell by a third has "risen since" then. The newest of its highest
    and its lowest point says where it is going.

    Parameters
    ----------
    values : sequence of float, length T
        The line, in order.
    least : float
        Distance of the end from an extreme that counts.

    Returns
    -------
    int or None
        Place of the newer one of the highest and the lowest value that the end lies ``least`` from;
        of equal values the last. None where the end is near both.

    Examples
    --------
    >>> last_turn([1.7, 3.1, 2.3], 0.5)
    1
    >>> last_turn([1.7, 2.5, 3.1], 0.5)
    0
    >>> last_turn([1.0, 1.1, 1.0], 0.5) is None
    True
    """
    if not values:
        return None
    places = range(len(values))
    extremes = (
        max(places, key=lambda place: (values[place], place)),
        max(places, key=lambda place: (-values[place], place)),
    )
    far = [place for place in extremes if abs(values[-1] - values[place]) >= least]
    return max(far, default=None)


def has_turned_back(values: Sequence[float], least: float) -> bool:
    """Tell whether a line has since gone back from where its change had taken it.

    Parameters
    ----------
    values : sequence of float, length T
        The line, in order.
    least : float
        Distance back that counts.

    Examples
    --------
    >>> has_turned_back([1.7, 3.1, 2.3], 0.5), has_turned_back([1.7, 2.5, 3.1], 0.5)
    (True, False)
    >>> has_turned_back([1.7, 1.0, 3.1], 0.5)
    False
    """
    if not values:
        return False
    rose = values[-1] >= values[0]
    farthest = max(values) if rose else min(values)
    return abs(farthest - values[-1]) >= least
