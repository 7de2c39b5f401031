"""The picture of page 1: the relation over time, else the map, else the ladder."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.exhibits.neighbourhood import neighbourhood_map
from detente.paper.exhibits.over_time import over_time
from detente.paper.exhibits.rails import rails

Draw = Callable[[Brief], Sequence[Exhibit]]
ORDER: tuple[Draw, ...] = (over_time, neighbourhood_map, rails)
"""What page 1 shows, the first that there is."""


def opening(brief: Brief) -> Exhibit | None:
    """Choose the picture of page 1; None where there is none at all.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    drawn = (draw(brief) for draw in ORDER)
    return next((shown[0] for shown in drawn if shown), None)
