"""Rounds: steps on a ladder and accessions come together, not one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.world import STEPS
from detente.estimators.rounds import Rounds, at_least_two, fit
from detente.models.hazards.ladder import ladder_hazards
from detente.models.hazards.step_years import all_step_years
from detente.models.hazards.surroundings import surroundings
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
TOGETHER = ("approach", "candidate", "join", "join_from_lower")
"""Steps that come in rounds; exits and suspensions are those of single states."""
TELLING = np.array([0.0, 1.0, 1.0, 1.0])
"""Candidacies and accessions tell that a year was a round; agreements with dozens of states do
not."""


@dataclass(frozen=True, slots=True)
class LadderRounds:
    """Rounds of the blocs.

    Attributes
    ----------
    found : Rounds
        Rates in a round and outside, by bloc and kind of `TOGETHER`.
    in_rounds, expected, alone : float
        Part of all accessions from a rung that came in one year with another of their bloc; what
        the rounds expect; what steps that do not depend on each other would give.
    """

    found: Rounds
    in_rounds: float
    expected: float
    alone: float

    def chance_draws(self, count: int, seed: int) -> Floats:
        """Draw each bloc's yearly chance of a round, shape (count, B).

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        came, others = self.found.counted.T
        numbers = np.random.default_rng(seed)
        drawn: Floats = numbers.beta(came, others, size=(count, came.size))
        return drawn

    def lift_draws(self, count: int, seed: int) -> Floats:
        """Draw what a round adds to the log-odds of each kind of step, shape (count, 6).

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        noise = np.random.default_rng(seed).standard_normal((count, len(TOGETHER)))
        drawn = np.zeros((count, len(STEPS)))
        lift = np.maximum(self.found.lift + self.found.error * noise, 0)
        drawn[:, [STEPS.index(kind) for kind in TOGETHER]] = lift
        return drawn

    @property
    def mean_factor(self) -> Floats:
        """By what rounds multiply the mean rate of each bloc and step, shape (B, 6)."""
        factor = np.ones((self.found.chance.size, len(STEPS)))
        chance = self.found.chance[:, None]
        mean = np.exp(self.found.quiet) * (1 - chance + chance * np.exp(self.found.lift))
        factor[:, [STEPS.index(kind) for kind in TOGETHER]] = mean
        return factor

    @property
    def quiet(self) -> Floats:
        """What is added to the constant of each kind of step outside a round, shape (6,)."""
        added = np.zeros(len(STEPS))
        added[[STEPS.index(kind) for kind in TOGETHER]] = self.found.quiet
        return added


def ladder_rounds(catalog: Catalog, as_of: int | date) -> LadderRounds:
    """Estimate how steps come together on what a view could know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_ladder_rounds, as_day(as_of))


def _ladder_rounds(catalog: Catalog, as_of: int | date) -> LadderRounds:
    steps, expected = _by_year(catalog, as_of)
    exists = expected.sum(axis=2) > 0
    group = np.nonzero(exists)[0]
    came, means = steps[exists], expected[exists]
    found = fit(came, means, group, groups=steps.shape[0], telling=TELLING)
    joins = TOGETHER.index("join")
    joined = came[:, joins]
    return LadderRounds(
        found,
        float(joined[joined > 1].sum() / max(joined.sum(), 1)),
        expected=at_least_two(means, found, group, joins),
        alone=at_least_two(means, _independent(found), group, joins),
    )


def _by_year(catalog: Catalog, as_of: int | date) -> tuple[Floats, Floats]:
    """Count the steps of each bloc and year, and those that the hazards expect, (B, T, K)."""
    around, hazards = surroundings(catalog, as_of), ladder_hazards(catalog, as_of)
    blocs, years = around.joins.shape
    steps, expected = (
        np.zeros((blocs, years, len(TOGETHER))),
        np.zeros((blocs, years, len(TOGETHER))),
    )
    for place, kind in enumerate(TOGETHER):
        rows = all_step_years(catalog, as_of)[kind]
        cell = rows.bloc * years + rows.year - around.ladders.first
        chance = hazards.chance(kind, rows)
        for target, weight in ((steps, rows.event), (expected, chance)):
            counts = np.bincount(cell, weights=weight, minlength=blocs * years)
            target[..., place] = counts.reshape(blocs, years)
    return steps, expected


def _independent(found: Rounds) -> Rounds:
    """Give the same blocs without rounds."""
    none = np.zeros_like(found.lift)
    return replace(found, chance=np.zeros_like(found.chance), quiet=none, lift=none)
