"""The identity of a pair, read whole: positions, levels, turns, agreement, speech, events, regimes, expectations, opinion."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.pairs import Pair
from detente.actors.states import State
from detente.identity.distance import distance
from detente.identity.events import hostility
from detente.identity.expectation import Gap, expectation_gap
from detente.identity.levels import Drift, drift
from detente.identity.opinion import favour
from detente.identity.othering import othering
from detente.identity.regime import polyarchy, regime_distance
from detente.identity.similarity import agreement, by_issue
from detente.identity.turning import Turning, turning
from detente.measure import Series
from detente.store.world import World


@dataclass(frozen=True, slots=True)
class IdentityReading:
    """Everything that the identity structure measures of a pair; years after the view included.

    Attributes
    ----------
    distance : Series
        Distance of positions, fixed cores, our estimates on adopted resolutions.
    distance_voeten, distance_published : Series
        The same on votes of all kinds, and from the published estimates: second opinions.
    distance_members : Series
        The headline series at each year's members.
    drift : Drift
        The smoothed level at the view, and where it goes.
    turning : Turning
        Bends of the curve, held against a chronology and chance.
    agreement : Series
        Chance-corrected agreement.
    issues : tuple of Series
        Agreement by issue, windows that ended by the view.
    speech : tuple of Series
        Hostile part of what the first says of the second, and the second of the first.
    events : Series
        Hostile part of reported events.
    regime : Series
        Distance of regimes.
    polyarchy : tuple of Series
        Electoral democracy of both parties.
    gaps : tuple of Gap
        Expectations of 1993 held against what came, for each party that had an opening.
    opinion : tuple of Series
        Favourable views of each other; empty where the surveys are not in the store.
    """

    distance: Series
    distance_voeten: Series
    distance_published: Series
    distance_members: Series
    drift: Drift
    turning: Turning
    agreement: Series
    issues: tuple[Series, ...]
    speech: tuple[Series, Series]
    events: Series
    regime: Series
    polyarchy: tuple[Series, Series]
    gaps: tuple[tuple[State, Gap], ...]
    opinion: tuple[Series, ...]

    def measures(self) -> tuple[Series, ...]:
        """Give every series with data."""
        everything = (
            self.distance,
            self.distance_voeten,
            self.distance_published,
            self.distance_members,
            self.drift.level,
            self.agreement,
            *self.issues,
            *self.speech,
            self.events,
            self.regime,
            *self.polyarchy,
            *self.opinion,
        )
        return tuple(s for s in everything if s)


def read(world: World, pair: Pair, *, draws: int = 2000, seed: int = 1) -> IdentityReading:
    """Measure the identity of a pair.

    Parameters
    ----------
    world : World
        The tables.
    pair : Pair
        The parties and the view.
    draws, seed : int
        Random placements behind the null of turns, and their seed.

    Returns
    -------
    IdentityReading
    """
    main = distance(world, pair)
    states = [p for p in (pair.a, pair.b) if isinstance(p, State)]
    gaps = [(s, expectation_gap(world, s, pair.as_of)) for s in states]
    return IdentityReading(
        distance=main,
        distance_voeten=distance(world, pair, "voeten"),
        distance_published=distance(world, pair, "published"),
        distance_members=distance(world, pair, composition="actual"),
        drift=drift(main, pair.as_of),
        turning=turning(main, pair, draws=draws, seed=seed),
        agreement=agreement(world, pair),
        issues=by_issue(world, pair, pair.as_of),
        speech=othering(world, pair),
        events=hostility(world, pair),
        regime=regime_distance(world, pair),
        polyarchy=(polyarchy(world, pair.a, pair.b), polyarchy(world, pair.b, pair.a)),
        gaps=tuple((s, g) for s, g in gaps if g is not None),
        opinion=favour(world, pair),
    )
