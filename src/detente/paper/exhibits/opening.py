"""The picture of page 1: what the answer is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.actors.blocs import RUNGS
from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.exhibits.neighbourhood import neighbourhood_map
from detente.paper.exhibits.over_time import over_time
from detente.paper.exhibits.rails import rails
from detente.paper.exhibits.relation import relation_over_time, votes_over_time
from detente.paper.exhibits.spoken import speaks_of_votes, spoken
from detente.paper.exhibits.states_over_time import FIGHTING, STRAINS, states_over_time

Draw = Callable[[Brief], Sequence[Exhibit]]
ORDER: tuple[Draw, ...] = (relation_over_time, over_time, neighbourhood_map, rails)
"""What page 1 shows, the first that there is, where votes have nothing to show before."""
STATES = ("relation", "votes")
"""Pictures that draw the states of a relation as bars."""


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
    return brief.once(_opening)


def _opening(brief: Brief) -> Exhibit | None:
    votes_first = spoken(brief) is None and (speaks_of_votes(brief) or not _has_a_strain(brief))
    order = (votes_over_time, *ORDER) if votes_first else ORDER
    drawn = (draw(brief) for draw in order)
    return next((shown[0] for shown in drawn if shown), None)


def _has_a_strain(brief: Brief) -> bool:
    """Tell whether bars alone show a course: ties that begin and stay are no picture."""
    return any(one.kind in (*FIGHTING, *STRAINS) for one in states_over_time(brief))


def draws_rungs(brief: Brief) -> bool:
    """Tell whether page 1 draws the rungs of a state as bars: they are not drawn twice.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    first = opening(brief)
    if first is None or first.id not in STATES:
        return False
    return any(one.kind in RUNGS and not one.who for one in states_over_time(brief))
