"""The picture of page 1: the curve where it says something, else the map, else the ladder."""

from __future__ import annotations

from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.exhibits.neighbourhood import neighbourhood_map
from detente.paper.exhibits.over_time import over_time
from detente.paper.exhibits.rails import rails


def opening(brief: Brief) -> Exhibit | None:
    """Choose the picture of page 1; None where there is none at all.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    shown = over_time(brief) or neighbourhood_map(brief) or rails(brief)
    return next(iter(shown), None)
