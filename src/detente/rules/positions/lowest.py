"""Lowest: a state outside a bloc beside the member of it that scores lowest for democracy."""

from __future__ import annotations

from collections.abc import Iterator

from detente.evidence.figure import figure_id, measured
from detente.evidence.sentence import Sentence
from detente.identity.member_regimes import Score, members
from detente.rules.regimes import ID, Compared, Side

ENOUGH = 5
"""Members with a score from which a rank among them is said."""


def lowest_member(found: Compared, mover: Side) -> Score | None:
    """Give the lowest member of the bloc where the state that fell scores less; else None.

    Parameters
    ----------
    found : Compared
        The two regimes.
    mover : Side
        The side that changed.
    """
    sides = found.relation.pair.bloc_and_state
    if sides is None or mover.actor is not sides[1] or mover.change > 0:
        return None
    every = members(found.relation.catalog, sides[0], found.relation.pair.day, found.year)
    others = [score for score in every if score.ccode not in sides[1].codes]
    if len(others) < ENOUGH or mover.now.value >= others[0].value:
        return None
    return others[0]


def was_lower(found: Compared, mover: Side) -> bool:
    """Tell whether the state lay below that member already where its fall began.

    Parameters
    ----------
    found : Compared
        The two regimes.
    mover : Side
        The side that changed.
    """
    sides = found.relation.pair.bloc_and_state
    if sides is None:
        return False
    start = mover.extreme(found.relation.pair.as_now_since, highest=True)
    every = members(found.relation.catalog, sides[0], found.relation.pair.day, start.year or 0)
    lowest = lowest_member(found, mover)
    if lowest is None:
        return False
    then = [score for score in every if score.ccode == lowest.ccode]
    return bool(then) and start.value < then[0].value


def beside_lowest(found: Compared, mover: Side) -> Iterator[Sentence]:
    """Set the state that fell beside the lowest member of the bloc, where it is lower still.

    Parameters
    ----------
    found : Compared
        The two regimes.
    mover : Side
        The side that changed.
    """
    lowest = lowest_member(found, mover)
    if lowest is not None:
        least = measured(
            figure_id("positions", ID, "lowest", lowest.ccode), lowest.cell, way="index"
        )
        yield Sentence(
            "Even {name}, the lowest of the members, scores {least}.",
            {"name": lowest.label, "least": least},
        )
