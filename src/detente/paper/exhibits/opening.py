"""The picture of page 1: the ladder where the question is a rung, else the curve, else the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.exhibits.neighbourhood import neighbourhood_map
from detente.paper.exhibits.over_time import over_time
from detente.paper.exhibits.rails import opening_rails, rails

ON_A_RUNG = ("inside", "all_but_in", "waiting_at_the_door", "fast_track", "door_just_opened")
"""Angles whose question is a place on a ladder: a curve of votes does not answer it."""
Draw = Callable[[Brief], Sequence[Exhibit]]


def opening(brief: Brief) -> Exhibit | None:
    """Choose the picture of page 1; None where there is none at all.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    angle = brief.argument.angle
    order: tuple[Draw, ...] = (over_time, neighbourhood_map, rails)
    if angle is not None and angle.id in ON_A_RUNG:
        order = (opening_rails, over_time, neighbourhood_map)
    for draw in order:
        shown = draw(brief)
        if shown:
            return shown[0]
    return None
