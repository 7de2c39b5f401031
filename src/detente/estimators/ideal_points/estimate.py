"""Ideal points from ordered choices: presets, chains and a result with diagnostics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numba
import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError
from detente.estimators.ideal_points import diagnostics
from detente.estimators.ideal_points.chain import Chain
from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.prior import Prior, prior
from detente.estimators.ideal_points.start import anchored, polarity, preview, shares
from detente.estimators.ideal_points.walk import loadings

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Tell = Callable[[int, int], None]
Start = tuple[Floats, Floats, Floats, Floats]
"""Positions, slopes and both cutpoints from which a chain begins."""
MODES = ("compat", "proper")
LEAST_DRAWS = 4
"""Fewest draws of a chain whose convergence can be checked."""
LAY = 250
"""Iterations after which an unfinished chain is stored."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how often to sample.

    Attributes
    ----------
    iterations, burn, thin, chains : int
        Of each chain; 0 iterations ask for the preview alone.
    """

    iterations: int
    burn: int
    thin: int
    chains: int


PREVIEW = Plan(iterations=0, burn=0, thin=1, chains=0)
COMPAT = {
    "preview": PREVIEW,
    "quick": Plan(iterations=420, burn=160, thin=2, chains=1),
    "full": Plan(iterations=4000, burn=800, thin=8, chains=2),
}
PROPER = {
    "preview": PREVIEW,
    "quick": Plan(iterations=400, burn=200, thin=1, chains=1),
    "full": Plan(iterations=1600, burn=600, thin=2, chains=2),
}
PRESETS = {"compat": COMPAT, "proper": PROPER}
"""Presets by mode: a preview, seconds to a minute, and chains that have converged."""


class Keeper(Protocol):
    """Keeps unfinished chains: where and how is not the estimator's business."""

    def take(self, number: int) -> Chain | None:
        """Give the chain of a number as it was stored; None where there is none."""

    def lay(self, chain: Chain) -> None:
        """Store a chain."""


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """Positions of cells with the joint uncertainty that the chains found.

    Attributes
    ----------
    actor, session, votes : ndarray of int64, shape (C,)
        The cells.
    mean, sd, low, high : ndarray, shape (C,)
        Posterior mean and standard deviation, ends of the 90 % interval; NaN but for `mean` in a
        preview.
    r_hat, effective : ndarray, shape (C,)
        Split R-hat and effective sample size of the kept draws; NaN in a preview.
    draws : ndarray of float32, shape (M, N, C)
        Thinned draws of each chain; draw n of all cells belongs together, so a difference of two
        cells carries what they share. Empty in a preview.
    mode, preset : str
        How it was made; numbers of the two modes must not be mixed. Positions have mean 0; their
        spread is 1 over all cells in `compat` mode, and within sessions in `proper` mode.
    iterations, chains, seed : int
        How long, how often, and the seed.
    """

    actor: Ints
    session: Ints
    votes: Ints
    mean: Floats
    sd: Floats
    low: Floats
    high: Floats
    r_hat: Floats
    effective: Floats
    draws: NDArray[np.float32]
    mode: str = "compat"
    preset: str = "preview"
    iterations: int = 0
    chains: int = 0
    seed: int = 1


def estimate(
    choices: Choices,
    high: Ints,
    low: Ints,
    *,
    mode: str = "compat",
    preset: str | Plan = "quick",
    seed: int = 1,
    threads: int = 0,
    keep: Keeper | None = None,
    firm: tuple[int, int] | None = None,
    tell: Tell = lambda number, done: None,
) -> IdealPoints:
    """Estimate positions of actors by session on one dimension.

    Parameters
    ----------
    choices : Choices
        Votes laid out by `choices.arrange`.
    high, low : ndarray of int64
        Anchors: actors of the high and of the low end; the first of each orients the items.
    mode : {"compat", "proper"}
        The reference's sampler, or a posterior.
    preset : {"preview", "quick", "full"} or Plan
        How long.
    seed : int
        One seed gives one answer, on any number of cores.
    threads : int
        Cores to use; 0 takes all.
    keep : Keeper, optional
        Where unfinished chains are laid down and taken up again.
    firm : (int, int), optional
        First and last session in each of which the high anchor must stand above the low one.
    tell : callable
        Called with the number of the chain and its iterations done.

    Returns
    -------
    IdealPoints

    Raises
    ------
    EstimateError
        Where an anchor casts no vote, or the signs came out wrong.

    References
    ----------
    bailey_etal2017
    """
    plan = plan_of(mode, preset)
    for side, word in ((high, "high"), (low, "low")):
        if not np.isin(side[:1], choices.actor).all():
            raise EstimateError(
                f"the {word} anchor {side[:1].tolist()} casts no vote here",
                next_step="name another anchor",
            )
    own = prior(choices)
    sign, begin = polarity(choices, high[:1], low[:1]), anchored(choices, high, low)
    every = numba.config.NUMBA_NUM_THREADS
    numba.set_num_threads(min(threads, every) if threads else every)
    looked = preview(choices, own, begin, sign)
    chains: list[Chain] = []
    if plan.iterations:
        starts = ((begin, sign, *shares(choices)), looked)
        chains = _chains(choices, own, starts, plan, mode=mode, seed=seed, keep=keep, tell=tell)
    found = _summary(choices, chains) if chains else _preview_only(choices, looked[0])
    orient(choices, found.mean, high, low, firm)
    return replace(
        found,
        mode=mode,
        preset=preset if isinstance(preset, str) else "own",
        iterations=plan.iterations,
        chains=plan.chains,
        seed=seed,
    )


def plan_of(mode: str, preset: str | Plan) -> Plan:
    """Give the plan of a preset; a plan is its own."""
    return PRESETS[mode][preset] if isinstance(preset, str) else preset


def _chains(
    choices: Choices,
    own: Prior,
    starts: tuple[Start, Start],
    plan: Plan,
    *,
    mode: str,
    seed: int,
    keep: Keeper | None,
    tell: Tell,
) -> list[Chain]:
    """Run every chain: the first from the anchors, the second from the preview, and so in turn."""
    chains = []
    loads = loadings(choices, starts[1][0]) if mode == "proper" else None  # one for all chains
    for number in range(plan.chains):
        theta, beta, g1, g2 = (array.copy() for array in starts[number % 2])
        chain = (keep.take(number) if keep else None) or Chain(
            theta=theta, mean=theta.copy(), beta=beta, g1=g1, g2=g2, number=number, seed=seed
        )
        tell(number, chain.done)
        try:
            chain.run(
                choices,
                own,
                mode=mode,
                iterations=plan.iterations,
                burn=plan.burn,
                thin=plan.thin,
                loads=loads,
                tell=_watched(chain, keep, tell),
            )
        finally:
            if keep:
                keep.lay(chain)
        chains.append(chain)
    return chains


def _watched(chain: Chain, keep: Keeper | None, tell: Tell) -> Callable[[int], None]:
    """Report every iteration, and store the chain now and then: a kill gives no notice."""

    def watch(done: int) -> None:
        tell(chain.number, done)
        if keep and done % LAY == 0:
            keep.lay(chain)

    return watch


def _summary(choices: Choices, chains: list[Chain]) -> IdealPoints:
    """Sum up what the chains found."""
    kept = sum(chain.kept for chain in chains)
    mean = np.sum([chain.total for chain in chains], axis=0) / kept
    square = np.sum([chain.square for chain in chains], axis=0) / kept
    draws = np.stack([chain.draws for chain in chains])
    low, high = np.quantile(draws.reshape(-1, choices.cells), [0.05, 0.95], axis=0)
    found = replace(
        _preview_only(choices, mean),
        sd=np.sqrt(np.maximum(square - mean**2, 0.0)),
        low=low,
        high=high,
        draws=draws,
    )
    if draws.shape[1] < LEAST_DRAWS:
        return found
    return replace(found, r_hat=diagnostics.r_hat(draws), effective=diagnostics.effective(draws))


def _preview_only(choices: Choices, mean: Floats) -> IdealPoints:
    """Give positions without any uncertainty."""
    nothing = np.full(choices.cells, np.nan)
    return IdealPoints(
        actor=choices.actor,
        session=choices.session,
        votes=choices.votes,
        mean=mean,
        sd=nothing,
        low=nothing,
        high=nothing,
        r_hat=nothing,
        effective=nothing,
        draws=np.empty((0, 0, choices.cells), dtype=np.float32),
    )


def orient(
    choices: Choices, mean: Floats, high: Ints, low: Ints, firm: tuple[int, int] | None = None
) -> None:
    """Refuse positions whose sign is wrong.

    Parameters
    ----------
    choices : Choices
        The votes.
    mean : ndarray, shape (C,)
        Positions.
    high, low : ndarray of int64
        Anchors; the first of each counts.
    firm : (int, int), optional
        Sessions in each of which the order must hold; over all sessions it must hold on average.

    Raises
    ------
    EstimateError
        Naming the first session that stands on its head.
    """
    top, bottom = (_path(choices, mean, side[0]) for side in (high, low))
    gaps = {session: top[session] - bottom[session] for session in sorted(top.keys() & bottom)}
    if not gaps:
        raise EstimateError(
            "the two anchors never vote in one session", next_step="name other anchors"
        )
    turned = [s for s, gap in gaps.items() if firm and firm[0] <= s <= firm[1] and gap <= 0]
    if turned or np.mean(list(gaps.values())) <= 0:
        where = f"session {turned[0]}" if turned else "the mean of all sessions"
        raise EstimateError(
            f"the sign came out wrong in {where}: anchor {high[0]} stands below anchor {low[0]}",
            next_step="name anchors that oppose each other, or sample longer",
        )


def _path(choices: Choices, mean: Floats, actor: int) -> dict[int, float]:
    """Give an actor's position by session."""
    own = choices.actor == actor
    return dict(zip(choices.session[own].tolist(), mean[own], strict=True))
