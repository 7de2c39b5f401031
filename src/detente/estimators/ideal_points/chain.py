"""One chain: its state, held in arrays that can be stored and resumed, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.kernel import CLIP, sweep
from detente.estimators.ideal_points.moves import borders
from detente.estimators.ideal_points.paths import compat, proper
from detente.estimators.ideal_points.prior import Prior

Floats = NDArray[np.float64]
TUNE = 0.1
"""How far the stretching of items is tuned in each iteration before burn-in ends."""
FAR = 1e6
"""Bound of latent choices that none ever reaches."""


@dataclass(slots=True)
class Chain:
    """A chain with its state.

    Attributes
    ----------
    theta, mean : ndarray, shape (C,)
        Positions, and what the next `compat` step is drawn to.
    beta, g1, g2 : ndarray, shape (J,)
        Slopes and cutpoints.
    steps : ndarray, shape (J,) or (0,)
        Scale of the stretching of items; empty in `compat` mode.
    total, square : ndarray, shape (C,)
        Sums of conditional means, and of their squares plus conditional variances, over kept
        iterations.
    draws : ndarray of float32, shape (N, C)
        Thinned draws, standardised.
    done, kept : int
        Iterations run, and those kept.
    number, seed : int
        Name the chain's random numbers.
    """

    theta: Floats
    mean: Floats
    beta: Floats
    g1: Floats
    g2: Floats
    number: int
    seed: int
    steps: Floats = field(default_factory=lambda: np.empty(0))
    total: Floats = field(default_factory=lambda: np.empty(0))
    square: Floats = field(default_factory=lambda: np.empty(0))
    draws: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))
    done: int = 0
    kept: int = 0

    def __post_init__(self) -> None:
        if not self.total.size:
            self.total, self.square = np.zeros(self.theta.size), np.zeros(self.theta.size)

    def run(
        self,
        choices: Choices,
        prior: Prior,
        *,
        mode: str,
        iterations: int,
        burn: int,
        thin: int,
        tell: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Run until `iterations` are done; all numbers depend on seed, chain and iteration.

        Parameters
        ----------
        choices, prior : Choices, Prior
            The votes and the paths' prior.
        mode : {"compat", "proper"}
            Which step of `paths`.
        iterations, burn, thin : int
            How many in all, how many to leave out at the beginning, and which of the rest to keep
            as draws.
        tell : callable
            Called with the iterations done after each; an exception of its own stops the chain
            between two steps.
        """
        if mode == "proper" and not self.steps.size:
            self.steps = np.full(choices.items, 0.3)
        if not self.draws.size:
            count = max((iterations - burn) // thin, 0)
            self.draws = np.zeros((count, choices.cells), dtype=np.float32)
        key = int(np.random.SeedSequence([self.seed, self.number]).generate_state(1, np.uint32)[0])
        edges = borders(choices) if mode == "proper" else None
        edge = CLIP if mode == "compat" else FAR
        items, votes = (self.beta, self.g1, self.g2), (choices.cell, choices.starts)
        sums = tuple(np.zeros((choices.blocks.size - 1, choices.cells)) for _ in range(2))
        while self.done < iterations:
            name = (key, self.done)
            how = (self.steps, TUNE if self.done < burn else 0.0, edge)
            sweep(self.theta, *votes, *items, choices.blocks, *name, *sums, *how)
            rng = np.random.default_rng([self.seed, self.number, self.done])
            pull, weight = (each.sum(axis=0) for each in sums)
            if edges is None:
                noise = rng.standard_normal(choices.cells)
                step = compat(pull, weight, self.mean, prior, noise)
            else:
                step = proper(pull, weight, items, choices, prior=prior, edges=edges, rng=rng)
            self.theta, self.mean = step.theta, step.mean
            if self.done >= burn:
                self._keep(step.expected, step.variance, self.done - burn, thin, mode)
            self.done += 1
            tell(self.done)

    def _keep(self, expected: Floats, variance: Floats, place: int, thin: int, mode: str) -> None:
        theta = self.theta
        if mode == "proper":  # its own scale within, the common one at the door
            theta = (theta - theta.mean()) / theta.std()
            expected = theta
        self.total += expected
        self.square += expected**2 + variance
        self.kept += 1
        if (place + 1) % thin == 0 and place // thin < len(self.draws):
            self.draws[place // thin] = theta
