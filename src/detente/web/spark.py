"""Small curves beside a number: a path in a box, nothing computed."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 110.0, 24.0, 2.0


def spark_path(values: Sequence[float]) -> str:
    """Give the path of a small curve; empty where there are no two values.

    Parameters
    ----------
    values : sequence of float
        Oldest first.

    Examples
    --------
    >>> spark_path([0, 1])
    'M2.0,22.0L108.0,2.0'
    """
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    places = (
        (EDGE + step * place, HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE))
        for place, value in enumerate(values)
    )
    return "M" + "L".join(f"{left:.1f},{top:.1f}" for left, top in places)
