"""The lowest member of a bloc beside a state that fell: is the state below it, and since when."""

from __future__ import annotations

from dataclasses import dataclass

from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.sentence import Sentence
from detente.identity.member_regimes import Score, members
from detente.rules.parts import Parts
from detente.rules.regimes import ID, MEMORY, Compared, Side
from detente.span import year_end

ENOUGH = 5
"""Members with a score from which a rank among them is said."""

ALWAYS = "{who} has scored less than every member since {since}; {name}, the lowest, has {least}."


@dataclass(frozen=True, slots=True)
class Below:
    """A state that fell and scores less than every member of the bloc.

    Attributes
    ----------
    who : str
        What a sentence calls it.
    lowest : Score
        The lowest of the view's members.
    since : int
        First year of the unbroken run in which it scored less than every member of the day.
    is_new : bool
        Whether it was at or above the lowest member of the day when it began to fall.
    """

    who: str
    lowest: Score
    since: int
    is_new: bool

    def sentence(self) -> Sentence:
        """Write it for the section: beside whom, or since when where it always was so."""
        cell = self.lowest.cell
        least = measured(figure_id("positions", ID, "lowest", self.lowest.ccode), cell, way="index")
        parts: Parts = {"name": self.lowest.label, "least": least}
        if self.is_new:
            return Sentence("Even {name}, the lowest of the members, scores {least}.", parts)
        since = dated(figure_id("positions", ID, "below"), self.since, cell)
        return Sentence(ALWAYS, {"who": self.who, "since": since, **parts})


def below(found: Compared, mover: Side) -> Below | None:
    """Compare a state that fell with the members of the bloc; None where it is above one of them.

    Parameters
    ----------
    found : Compared
        Both regimes.
    mover : Side
        The side whose score changed.
    """
    sides = found.relation.pair.bloc_and_state
    if sides is None or mover.actor is not sides[1] or mover.change > 0:
        return None
    lowest = _lowest(found, found.year)
    if lowest is None or mover.now.value >= lowest.value:
        return None
    since = _since(found, mover)
    start = mover.extreme(found.relation.pair.as_now_since, highest=True)
    return Below(mover.label, lowest, since=since, is_new=since > (start.year or 0))


def _lowest(found: Compared, year: int) -> Score | None:
    """Give the lowest member of the day at the end of a year, and of the view in the newest one."""
    sides = found.relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    day = found.relation.pair.day if year == found.year else year_end(year)
    every = members(found.relation.catalog, bloc, day, year)
    others = [score for score in every if score.ccode not in state.codes]
    return others[0] if len(others) >= ENOUGH else None


def _since(found: Compared, mover: Side) -> int:
    """Give the first year from which the state has scored less than every member of the day."""
    earliest = max(found.relation.pair.as_now_since, found.year - MEMORY)
    first = found.year
    for year in range(found.year - 1, earliest - 1, -1):
        own, lowest = mover.series.at(year), _lowest(found, year)
        if own is None or lowest is None or own.value >= lowest.value:
            break
        first = year
    return first
