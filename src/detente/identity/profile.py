"""The identity structure of a relation: each measure when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.evidence.series import Series
from detente.identity.distance import distance
from detente.identity.drift import Drift, drift
from detente.identity.events import hostility
from detente.identity.othering import othering
from detente.identity.regime import polyarchy, regime_distance
from detente.identity.voting import (
    VoteCount,
    same_series,
    same_votes,
    topic_series,
    united_series,
    united_votes,
)
from detente.store.catalog import Catalog

if TYPE_CHECKING:
    from detente.identity.expectation import Gap
    from detente.identity.turning_points import Turning


@dataclass(frozen=True)
class IdentityProfile:
    """What the identity structure measures of a pair, each part when it is first asked for.

    Attributes
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    pair : RelationKey
        The parties and the view.
    draws, seed : int
        Random placements behind the null of turns, and their seed.
    """

    catalog: Catalog
    pair: RelationKey
    draws: int = 2000
    seed: int = 1

    @cached_property
    def distance(self) -> Series:
        """Distance of positions, fixed cores, our estimates on adopted resolutions."""
        return distance(self.catalog, self.pair)

    @cached_property
    def distance_voeten(self) -> Series:
        """The same on votes of all kinds: a second opinion."""
        return distance(self.catalog, self.pair, "voeten")

    @cached_property
    def distance_published(self) -> Series:
        """The same from the published estimates: a second opinion."""
        return distance(self.catalog, self.pair, "published")

    @cached_property
    def distance_members(self) -> Series:
        """The headline series at each year's members."""
        return distance(self.catalog, self.pair, composition="actual")

    @cached_property
    def drift(self) -> Drift:
        """The smoothed level at the view, and where it goes."""
        return drift(self.distance)

    @cached_property
    def turning(self) -> Turning:
        """Bends of the curve, compared with a chronology and with chance."""
        from detente.identity.turning_points import turning

        return turning(self.distance, self.pair, draws=self.draws, seed=self.seed)

    @cached_property
    def agreement(self) -> Series:
        """Chance-corrected agreement."""
        from detente.identity.similarity import agreement

        return agreement(self.catalog, self.pair)

    @cached_property
    def issues(self) -> tuple[Series, ...]:
        """Agreement by issue, windows that ended by the view."""
        from detente.identity.similarity import by_issue

        return by_issue(self.catalog, self.pair)

    @cached_property
    def same_votes(self) -> Series:
        """Part of the votes that both cast which they cast alike."""
        return same_series(self.catalog, self.pair)

    @cached_property
    def united_votes(self) -> Series:
        """Part of a united bloc's votes in which the state outside it joins."""
        return united_series(self.catalog, self.pair)

    @cached_property
    def topics(self) -> tuple[Series, ...]:
        """The same vote by topic, windows that ended by the view."""
        return topic_series(self.catalog, self.pair)

    def same_votes_in(self, first: int, last: int) -> VoteCount | None:
        """Count the votes of some years that both cast alike; None where there are too few."""
        return same_votes(self.catalog, self.pair, first, last)

    def united_votes_in(self, first: int, last: int) -> VoteCount | None:
        """Count the state's votes with a united bloc in some years; None with too few."""
        return united_votes(self.catalog, self.pair, first, last)

    @cached_property
    def speech(self) -> tuple[Series, Series]:
        """Hostile part of what the first says of the second, and the second of the first."""
        return othering(self.catalog, self.pair)

    @cached_property
    def events(self) -> Series:
        """Hostile part of reported events."""
        return hostility(self.catalog, self.pair)

    @cached_property
    def regime(self) -> Series:
        """Distance of regimes."""
        return regime_distance(self.catalog, self.pair)

    @cached_property
    def polyarchy(self) -> tuple[Series, Series]:
        """Electoral democracy of both parties."""
        first, second = self.pair.first, self.pair.second
        return polyarchy(self.catalog, first, second), polyarchy(self.catalog, second, first)

    @cached_property
    def gaps(self) -> tuple[tuple[State, Gap], ...]:
        """Expectations of 1993 beside what came, for each party that had an opening."""
        from detente.identity.expectation import expectation_gap

        states = [
            party for party in (self.pair.first, self.pair.second) if isinstance(party, State)
        ]
        gaps = [(state, expectation_gap(self.catalog, state, self.pair.as_of)) for state in states]
        return tuple((state, gap) for state, gap in gaps if gap is not None)

    @cached_property
    def opinion(self) -> tuple[Series, ...]:
        """Favourable views of each other; empty where the surveys are not in the store."""
        from detente.identity.opinion import favour

        return favour(self.catalog, self.pair)

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
            self.same_votes,
            self.united_votes,
            *self.topics,
            *self.speech,
            self.events,
            self.regime,
            *self.polyarchy,
            *self.opinion,
        )
        return tuple(series for series in everything if series)
