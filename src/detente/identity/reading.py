"""The identity of a pair, read whole: positions, agreement, issues, regimes."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.pairs import Pair
from detente.identity.distance import distance
from detente.identity.regime import polyarchy, regime_distance
from detente.identity.similarity import agreement, by_issue
from detente.measure import Series
from detente.store.world import World


@dataclass(frozen=True, slots=True)
class IdentityReading:
    """Everything that the identity structure measures of a pair; years after the view included.

    Attributes
    ----------
    distance : Series
        Distance of positions, fixed cores, legacy series.
    distance_fp : Series
        The same on final-passage votes: the second opinion.
    distance_members : Series
        The same at each year's members.
    agreement : Series
        Chance-corrected agreement.
    issues : tuple of Series
        Agreement by issue, windows that ended by the view.
    regime : Series
        Distance of regimes.
    polyarchy : tuple of Series
        Electoral democracy of both parties.
    """

    distance: Series
    distance_fp: Series
    distance_members: Series
    agreement: Series
    issues: tuple[Series, ...]
    regime: Series
    polyarchy: tuple[Series, Series]

    def measures(self) -> tuple[Series, ...]:
        """Give every series with data."""
        everything = (self.distance, self.distance_fp, self.distance_members, self.agreement, *self.issues, self.regime,
                      *self.polyarchy)
        return tuple(s for s in everything if s)


def read(world: World, pair: Pair, *, draws: int = 400, seed: int = 1) -> IdentityReading:
    """Measure the identity of a pair.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The parties and the view.
    draws, seed : int
        Draws behind the intervals of distances, and their seed.

    Returns
    -------
    IdentityReading
    """
    return IdentityReading(
        distance=distance(world, pair, draws=draws, seed=seed),
        distance_fp=distance(world, pair, "fp", draws=draws, seed=seed),
        distance_members=distance(world, pair, composition="actual", draws=draws, seed=seed), agreement=agreement(world, pair),
        issues=by_issue(world, pair, pair.as_of), regime=regime_distance(world, pair),
        polyarchy=(polyarchy(world, pair.a, pair.b), polyarchy(world, pair.b, pair.a)))
