"""Ideal points from ordered choices: presets, chains and a result with diagnostics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Tell = Callable[[int, int], None]
MODES = ("compat", "proper")
LAY = 250
"""Iterations after which a chain is laid down on the way."""


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


PRESETS = {
    "compat": {
        "preview": Plan(iterations=0, burn=0, thin=1, chains=0),
        "quick": Plan(iterations=420, burn=160, thin=2, chains=1),
        "full": Plan(iterations=4000, burn=800, thin=8, chains=2),
    },
    "proper": {
        "preview": Plan(iterations=0, burn=0, thin=1, chains=0),
        "quick": Plan(iterations=1500, burn=800, thin=2, chains=1),
        "full": Plan(iterations=9000, burn=5000, thin=10, chains=2),
    },
}
"""Presets by mode: a preview, seconds to a minute, and chains that have converged."""


class Keeper(Protocol):
    """Keeps unfinished chains: where and how is not the estimator's business."""

    def take(self, number: int) -> Chain | None:
        """Give the chain of a number as it was laid down; None where there is none."""

    def lay(self, chain: Chain) -> None:
        """Lay a chain down."""


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
        How it was made; numbers of the two modes must not be mixed.
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
    mode: str
    preset: str
    iterations: int
    chains: int
    seed: int


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
        Told the number of the chain and its iterations done.

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
    name = preset if isinstance(preset, str) else "own"
    plan = plan_of(mode, preset)
    for side, word in ((high, "high"), (low, "low")):
        if not np.isin(side[:1], choices.actor).all():
            raise EstimateError(
                f"the {word} anchor {side[:1].tolist()} casts no vote here",
                next_step="name another anchor",
            )
    own = prior(choices)
    sign, begin = polarity(choices, high[:1], low[:1]), anchored(choices, high, low)
    numba.set_num_threads(
        min(threads, numba.config.NUMBA_NUM_THREADS) if threads else numba.config.NUMBA_NUM_THREADS
    )
    looked = preview(choices, own, begin, sign)
    if not plan.iterations:
        return _result(choices, own, [], looked[0], mode, name, plan, seed, (high, low), firm)
    chains = _chains(
        choices, own, (begin, sign, *shares(choices)), looked, plan, mode, seed, keep, tell
    )
    return _result(choices, own, chains, looked[0], mode, name, plan, seed, (high, low), firm)


def plan_of(mode: str, preset: str | Plan) -> Plan:
    """Give the plan of a preset; a plan is its own."""
    return PRESETS[mode][preset] if isinstance(preset, str) else preset


def _chains(
    choices: Choices,
    own: Prior,
    anchors: tuple[Floats, Floats, Floats, Floats],
    looked: tuple[Floats, ...],
    plan: Plan,
    mode: str,
    seed: int,
    keep: Keeper | None,
    tell: Tell,
) -> list[Chain]:
    """Run every chain: the first from the anchors, the second from the preview, and so in turn."""
    chains = []
    for number in range(plan.chains):
        theta, beta, g1, g2 = (x.copy() for x in (anchors if number % 2 == 0 else looked))
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
                tell=_watched(chain, keep, tell),
            )
        finally:
            if keep:
                keep.lay(chain)
        chains.append(chain)
    return chains


def _watched(chain: Chain, keep: Keeper | None, tell: Tell) -> Callable[[int], None]:
    """Tell of every iteration, and lay the chain down now and then: not every end gives notice."""

    def watch(done: int) -> None:
        tell(chain.number, done)
        if keep and done % LAY == 0:
            keep.lay(chain)

    return watch


def _result(
    choices: Choices,
    own: Prior,
    chains: list[Chain],
    looked: Floats,
    mode: str,
    name: str,
    plan: Plan,
    seed: int,
    anchors: tuple[Ints, Ints],
    firm: tuple[int, int] | None,
) -> IdealPoints:
    nothing = np.full(choices.cells, np.nan)
    if chains:
        kept = sum(c.kept for c in chains)
        mean = np.sum([c.total for c in chains], axis=0) / kept
        sd = np.sqrt(np.maximum(np.sum([c.square for c in chains], axis=0) / kept - mean**2, 0.0))
        draws = np.stack([c.draws for c in chains])
        low, high = np.quantile(draws.reshape(-1, choices.cells), [0.05, 0.95], axis=0)
        checked = (
            (diagnostics.r_hat(draws), diagnostics.effective(draws))
            if draws.shape[1] >= 4
            else (nothing, nothing)
        )
    else:
        mean, sd, low, high, checked = looked, nothing, nothing, nothing, (nothing, nothing)
        draws = np.empty((0, 0, choices.cells), dtype=np.float32)
    orient(choices, mean, *anchors, firm)
    return IdealPoints(
        actor=choices.actor,
        session=choices.session,
        votes=choices.votes,
        mean=mean,
        sd=sd,
        low=low,
        high=high,
        r_hat=checked[0],
        effective=checked[1],
        draws=draws,
        mode=mode,
        preset=name,
        iterations=plan.iterations,
        chains=plan.chains,
        seed=seed,
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
    top, bottom = (
        dict(
            zip(
                choices.session[choices.actor == side[0]].tolist(),
                mean[choices.actor == side[0]],
                strict=True,
            )
        )
        for side in (high, low)
    )
    gaps = {s: top[s] - bottom[s] for s in sorted(set(top) & set(bottom))}
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
