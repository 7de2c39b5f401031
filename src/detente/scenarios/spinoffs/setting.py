"""The setting of a scenario: who joins or leaves, who borders it, which poles there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.actors.states import identity_on
from detente.estimators.futures.world import MEMBER
from detente.scenarios.verbs import Event, Plan, code_of
from detente.scenarios.world import Built
from detente.span import year_end

LEAST_POLE = 0.01
"""Least share of the first measure that a pole holds."""
MOST_NEIGHBOURS = 8
"""Neighbours that are followed, the strongest first."""
MOST_OPPONENTS = 3
"""States that are followed because a dispute with the state is likeliest."""


@dataclass(frozen=True)
class Setting:
    """One event in its world.

    Attributes
    ----------
    plan : Plan
        The scenario.
    built : Built
        The world of its view.
    event : Event
        The event that is followed: the first of the plan.
    """

    plan: Plan
    built: Built
    event: Event

    @cached_property
    def code(self) -> int:
        """Code of the state."""
        return code_of(self.built, self.event.state)

    @cached_property
    def state(self) -> int:
        """Place of the state among the states."""
        return self.built.state_at[self.code]

    @cached_property
    def bloc(self) -> int:
        """Place of the bloc among the blocs."""
        return self.built.bloc_at[self.event.bloc.id]

    @cached_property
    def codes(self) -> tuple[int, ...]:
        """Codes of the states in the order of the arrays."""
        return tuple(int(code) for code in self.built.world.states.code)

    @cached_property
    def members(self) -> frozenset[int]:
        """Places of the bloc's members at the view."""
        found = self.built.world.ladder
        inside = (found.bloc == self.bloc) & (found.rung == MEMBER)
        return frozenset(int(place) for place in found.state[inside])

    @cached_property
    def size(self) -> tuple[float, ...]:
        """Share of each state in the first measure."""
        share = np.exp(self.built.world.shares.log_share[0])
        return tuple(float(one) for one in share / share.sum())

    @cached_property
    def neighbours(self) -> tuple[int, ...]:
        """Places of the state's land neighbours, the strongest first."""
        states = self.built.world.states
        first, last = states.neighbour_start[self.state], states.neighbour_start[self.state + 1]
        found = {int(place) for place in states.neighbour[first:last]}
        return tuple(sorted(found, key=lambda place: -self.size[place])[:MOST_NEIGHBOURS])

    @cached_property
    def pole(self) -> int:
        """Place of the other pole: the strongest state of the region that is not a member.

        A state of weight is that pole itself before it joins, and none other is sought.
        """
        region = self.built.world.states.region
        outside = [
            place
            for place in range(len(self.codes))
            if place not in self.members and region[place] == region[self.state]
        ]
        return max(outside or [self.state], key=lambda place: self.size[place])

    @cached_property
    def rival(self) -> int | None:
        """Place of the other bloc: an alliance or union of the pole in which few are members here.

        None where the pole is in no other bloc that binds.
        """
        world = self.built.world
        held = (world.ladder.state == self.pole) & (world.ladder.rung == MEMBER)
        blocs = [int(b) for b in world.ladder.bloc[held] if world.blocs.alliance[b]]
        others = [b for b in blocs if b != self.bloc]
        return others[0] if others else None

    @cached_property
    def opponents(self) -> tuple[int, ...]:
        """Places of the states with which a dispute is likeliest at the start."""
        pairs = self.built.world.pairs
        mine = np.flatnonzero((pairs.one == self.state) | (pairs.other == self.state))
        peace = pairs.coef.mean(axis=0)[1:4]
        fading = np.exp(-pairs.since[mine, None] / pairs.decay) @ peace
        order = mine[np.argsort(-(pairs.base[mine] + fading), kind="stable")][:MOST_OPPONENTS]
        found = [int(pairs.other[k] if pairs.one[k] == self.state else pairs.one[k]) for k in order]
        return tuple(found)

    def name(self, place: int) -> str:
        """Name a state.

        Parameters
        ----------
        place : int
            Its place among the states.
        """
        return identity_on(self.codes[place], year_end(self.built.year)).name

    def bloc_name(self, place: int) -> str:
        """Give the id under which a bloc is simulated.

        Parameters
        ----------
        place : int
            Its place among the blocs.
        """
        return list(self.built.bloc_at)[place]

    def pair(self, one: int, other: int) -> int | None:
        """Give the place of a pair; None where it is not simulated.

        Parameters
        ----------
        one, other : int
            Places of two states.
        """
        codes = sorted((self.codes[one], self.codes[other]))
        return self.built.pair_at.get((codes[0], codes[1]))

    def place(self, state: int, bloc: int) -> int | None:
        """Give the place of a state on a ladder; None where it is not simulated.

        Parameters
        ----------
        state, bloc : int
            Places of the state and of the bloc.
        """
        return self.built.place_at.get((self.codes[state], self.bloc_name(bloc)))
