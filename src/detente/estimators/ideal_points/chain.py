"""One chain: its state, held in arrays that can be stored and resumed, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.estimators.ideal_points.camps import Camps, at_first, variance
from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.kernel import sweep
from detente.estimators.ideal_points.paths import compat
from detente.estimators.ideal_points.posterior import Posterior, Priors, measured, packed, unpacked
from detente.estimators.ideal_points.prior import Prior
from detente.estimators.ideal_points.trajectory import (
    BEGIN,
    FREE,
    SHORT,
    STEPS,
    Pace,
    settling,
    travel,
)
from detente.estimators.ideal_points.walk import (
    FACTORS,
    RATES,
    STRETCHED,
    loadings,
    sharpness,
    spreads,
    stretch,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Moments = tuple[Floats, Floats]
"""Conditional mean and variance of every position after a step."""


@dataclass(slots=True)
class Chain:
    """A chain with its state.

    Attributes
    ----------
    theta, mean : ndarray, shape (C,)
        Positions, and what the next `compat` step is drawn to.
    beta, g1, g2 : ndarray, shape (J,)
        Slopes and cutpoints.
    mass : ndarray, shape (C + 3 J,) or (0,)
        Curvature by which trajectories are paced; empty in `compat` mode.
    common : ndarray, shape (3, T - 1) or (0,)
        What sessions but the first share; of `proper` mode.
    agenda : ndarray, shape (T,) or (0,)
        Logarithm of how sharp a session's resolutions are; of `proper` mode.
    camps : ndarray, shape (3, 4)
        Where camps begin, how wide they are and their parts, as in `Camps`.
    tuned : ndarray, shape (11,)
        The priors, as in `Priors`, and length of a trajectory's steps; of `proper` mode.
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
    mass: Floats = field(default_factory=lambda: np.empty(0))
    common: Floats = field(default_factory=lambda: np.empty(0))
    agenda: Floats = field(default_factory=lambda: np.empty(0))
    camps: Floats = field(default_factory=lambda: np.array(astuple(at_first())))
    tuned: Floats = field(default_factory=lambda: np.array([*astuple(Priors()), BEGIN]))
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
        loads: Floats | None = None,
        tell: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Run until `iterations` are done; all numbers depend on seed, chain and iteration.

        Parameters
        ----------
        choices, prior : Choices, Prior
            The votes and the paths' prior.
        mode : {"compat", "proper"}
            The reference's step, or a trajectory through the posterior.
        iterations, burn, thin : int
            How many in all, how many to leave out at the beginning, and which of the rest to keep
            as draws.
        loads : ndarray, shape (3, C), optional
            How far cells take part in what actors share, from `walk.loadings`; of `proper` mode,
            which without it takes the place where the chain begins.
        tell : callable
            Called with the iterations done after each; an exception of its own stops the chain
            between two steps.
        """
        if not self.draws.size:
            count = max((iterations - burn) // thin, 0)
            self.draws = np.zeros((count, choices.cells), dtype=np.float32)
        if mode == "proper":
            seen = loadings(choices, self.theta) if loads is None else loads
            move = self._follow(choices, seen, burn)
        else:
            move = self._repeat(choices, prior)
        while self.done < iterations:
            expected, variance = move()
            if self.done >= burn:
                self._keep(expected, variance, self.done - burn, thin)
            self.done += 1
            tell(self.done)

    def _repeat(self, choices: Choices, prior: Prior) -> Callable[[], Moments]:
        """Make the iteration of `compat` mode."""
        key = int(np.random.SeedSequence([self.seed, self.number]).generate_state(1, np.uint32)[0])
        items, votes = (self.beta, self.g1, self.g2), (choices.cell, choices.starts)
        sums = tuple(np.zeros((choices.blocks.size - 1, choices.cells)) for _ in range(2))

        def move() -> Moments:
            sweep(self.theta, *votes, *items, choices.blocks, key, self.done, *sums)
            rng = np.random.default_rng([self.seed, self.number, self.done])
            pull, weight = (each.sum(axis=0) for each in sums)
            step = compat(pull, weight, self.mean, prior, rng.standard_normal(choices.cells))
            self.theta, self.mean = step.theta, step.mean
            return step.expected, step.variance

        return move

    def _follow(self, choices: Choices, loads: Floats, burn: int) -> Callable[[], Moments]:
        """Make the iteration of `proper` mode."""
        posterior = Posterior(choices, loads)
        if not self.mass.size:
            self.common = np.zeros((FACTORS, posterior.paths.borders))
            self.agenda = np.zeros(posterior.paths.borders + 1)
            self.mass = posterior.curvature(self._place())

        def move() -> Moments:
            rng = np.random.default_rng([self.seed, self.number, self.done])
            member = self._belong(posterior, rng)
            self._travel(posterior, burn, rng)
            self._spread(posterior, member, rng)
            seen = on_common_scale(self.theta, choices)
            return seen, np.zeros_like(seen)

        return move

    def _place(self) -> Floats:
        return packed(self.theta, (self.beta, self.g1, self.g2), (self.common, self.agenda))

    def _begins(self, posterior: Posterior) -> Floats:
        """Give where each actor begins, less what its session shares."""
        paths = posterior.paths
        return paths.own(self.theta, self.common, posterior.loads)[~paths.inside]

    def _belong(self, posterior: Posterior, rng: np.random.Generator) -> Ints:
        """Draw who belongs to which camp, and tell the posterior."""
        camps = Camps(*self.camps)
        member = camps.members(self._begins(posterior), rng)
        first = (camps.centre[member], camps.variance[member])
        posterior.know(Priors(*self.tuned[:-1].tolist()), first)
        return member

    def _travel(self, posterior: Posterior, burn: int, rng: np.random.Generator) -> None:
        """Go along a trajectory, and take its end or stay."""
        middle = STEPS if self.done >= settling(burn) else SHORT
        steps = int(rng.integers(middle // 2, 3 * middle // 2 + 1))
        pace = Pace(mass=self.mass, length=float(self.tuned[-1]))
        begin = self._place()
        end, accepted = travel(posterior, begin, pace, steps, rng)
        free = self.done < min(FREE, burn) and accepted > 0.0
        place = end if rng.random() < accepted or free else begin
        if self.done < burn:
            pace.tune(posterior, place, accepted, self.done, burn)
            self.tuned[-1] = pace.length
        self.theta, items, (self.common, self.agenda) = unpacked(
            place, self.theta.size, self.beta.size
        )
        self.beta, self.g1, self.g2 = items

    def _spread(self, posterior: Posterior, member: Ints, rng: np.random.Generator) -> None:
        """Draw camps and priors, and the scale of everything."""
        paths = posterior.paths
        own = paths.own(self.theta, self.common, posterior.loads)
        among = float(self.tuned[0])
        camps = Camps(*self.camps).drawn(own[~paths.inside], member, among, rng)
        scale = np.exp(-self.agenda)[paths.asked]
        gaps = measured(self.g2 - self.g1)
        cuts = (0.5 * (self.g1 + self.g2) * scale, gaps)
        found = spreads(paths, own, (self.common, self.agenda), cuts, rng)
        found["first"] = variance(camps.centre**2, RATES["first"], rng)
        steep = self.beta * scale
        far = sharpness(steep, float(self.tuned[-2]), rng)
        factor = stretch(steep, found, camps.variance, far, rng)
        self.theta, self.beta = self.theta * factor, self.beta / factor
        self.common = self.common * factor
        grown = {name: found[name] * factor**2 for name in STRETCHED}
        self.tuned[:-1] = astuple(Priors(**{**found, **grown}, slope=far))
        self.camps = np.array(astuple(camps.stretched(factor)))

    def _keep(self, expected: Floats, variance: Floats, place: int, thin: int) -> None:
        self.total += expected
        self.square += expected**2 + variance
        self.kept += 1
        if (place + 1) % thin == 0 and place // thin < len(self.draws):
            self.draws[place // thin] = expected if self.mass.size else self.theta


def on_common_scale(theta: Floats, choices: Choices) -> Floats:
    """Put positions on the scale that is printed: mean 0, spread 1 within sessions.

    How far whole sessions lie apart is hardly known where few resolutions come back; it must not
    decide the scale of what is known, the distances within a session.

    Examples
    --------
    >>> from detente.estimators.ideal_points.choices import arrange
    >>> ones = np.ones(4, dtype=int)
    >>> laid = arrange(
    ...     np.array([2, 365, 2, 365]),
    ...     np.array([1, 1, 2, 2]),
    ...     np.arange(4) // 2,
    ...     np.array([3, 1, 1, 3]),
    ... )
    >>> on_common_scale(np.array([3.0, 7.0, 1.0, 5.0]), laid).tolist()
    [-1.0, 3.0, -3.0, 1.0]
    """
    _, place = np.unique(choices.session, return_inverse=True)
    counts = np.bincount(place)
    within = theta - (np.bincount(place, weights=theta) / counts)[place]
    spread = float(np.sqrt(np.mean(within**2)))
    result: Floats = (theta - theta.mean()) / (spread or 1.0)
    return result
