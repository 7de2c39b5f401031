"""The picture of page 1: what the answer is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.exhibits.neighbourhood import neighbourhood_map
from detente.paper.exhibits.over_time import over_time
from detente.paper.exhibits.rails import rails
from detente.paper.exhibits.relation import relation_over_time, votes_over_time
from detente.paper.exhibits.spoken import speaks_of_votes, spoken

Draw = Callable[[Brief], Sequence[Exhibit]]
ORDER: tuple[Draw, ...] = (relation_over_time, over_time, neighbourhood_map, rails)
"""What page 1 shows, the first that there is, where no leading finding speaks of votes."""


def opening(brief: Brief) -> Exhibit | None:
    """Choose the picture of page 1: votes where a leading finding compares them, else the states.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    Exhibit or None
        None where there is nothing to draw.
    """
    votes_first = spoken(brief) is None and speaks_of_votes(brief)
    order = (votes_over_time, *ORDER) if votes_first else ORDER
    drawn = (draw(brief) for draw in order)
    return next((shown[0] for shown in drawn if shown), None)
