"""Ideal points from ordered choices: presets, chains, and a result that knows how far it may be trusted."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError, RequestError
from detente.estimators.ideal_points import diagnostics
from detente.estimators.ideal_points.chain import Chain, load
from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.prior import Prior, prior
from detente.estimators.ideal_points.start import anchored, polarity, preview, shares

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Say = Callable[[str], None]
MODES = ("compat", "proper")
FEW = 10
"""Votes below which a cell is marked as thin."""


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
    "compat": {"preview": Plan(0, 0, 1, 0), "quick": Plan(420, 160, 2, 1), "full": Plan(4000, 800, 8, 2)},
    "proper": {"preview": Plan(0, 0, 1, 0), "quick": Plan(1500, 800, 2, 1), "full": Plan(9000, 5000, 10, 2)},
}
"""By mode: a look; ten seconds to a minute; chains that have met (the posterior finds its scale slowly)."""


@dataclass(frozen=True, slots=True)
class IdealPoints:
    """Positions of cells with the joint uncertainty that the chains found.

    Attributes
    ----------
    actor, session, votes : ndarray of int64, shape (C,)
        The cells.
    mean, sd, low, high : ndarray, shape (C,)
        Posterior mean and standard deviation, ends of the 90 % interval; NaN but for `mean` in a preview.
    r_hat, effective : ndarray, shape (C,)
        Split R-hat and effective sample size of the kept draws; NaN in a preview.
    draws : ndarray of float32, shape (M, N, C)
        Thinned draws of each chain; draw n of all cells belongs together, so a difference of two cells carries what they
        share. Empty in a preview.
    mode, preset : str
        How it was made; numbers of the two modes must not be mixed.
    iterations, chains, seed : int
        How long, how often, and the seed.
    seconds : float
        Time spent sampling.
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
    seconds: float


def estimate(choices: Choices, high: Ints, low: Ints, *, mode: str = "compat", preset: str | Plan = "quick", seed: int = 1,
             threads: int = 0, keep: Path | None = None, firm: tuple[int, int] | None = None,
             say: Say = lambda line: None) -> IdealPoints:
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
    keep : pathlib.Path, optional
        Where unfinished chains are laid down; with the same votes and options they are taken up again.
    firm : (int, int), optional
        First and last session in each of which the high anchor must stand above the low one.
    say : callable
        Told how far it is and how long it will take.

    Returns
    -------
    IdealPoints

    Raises
    ------
    RequestError
        Where mode or preset mean nothing.
    EstimateError
        Where an anchor casts no vote, or the signs came out wrong.

    References
    ----------
    bailey_etal2017
    """
    if mode not in MODES:
        raise RequestError(f"no mode is called '{mode}'", near=MODES)
    if isinstance(preset, str) and preset not in PRESETS[mode]:
        raise RequestError(f"no preset is called '{preset}'", near=tuple(PRESETS[mode]))
    plan, name = (PRESETS[mode][preset], preset) if isinstance(preset, str) else (preset, "own")
    for side, word in ((high, "high"), (low, "low")):
        if not np.isin(side[:1], choices.actor).all():
            raise EstimateError(f"the {word} anchor {side[:1].tolist()} casts no vote here", next_step="name another anchor")
    own = prior(choices)
    sign, begin = polarity(choices, high[:1], low[:1]), anchored(choices, high, low)
    numba.set_num_threads(min(threads, numba.config.NUMBA_NUM_THREADS) if threads else numba.config.NUMBA_NUM_THREADS)
    before = time.monotonic()
    looked = preview(choices, own, begin, sign)
    if not plan.iterations:
        return _result(choices, own, [], looked[0], mode, name, plan, seed, time.monotonic() - before, (high, low), firm)
    chains = _chains(choices, own, (begin, sign, *shares(choices)), looked, plan, mode, seed, keep, say)
    return _result(choices, own, chains, looked[0], mode, name, plan, seed, time.monotonic() - before, (high, low), firm)


def _chains(choices: Choices, own: Prior, anchors: tuple[Floats, Floats, Floats, Floats], looked: tuple[Floats, ...], plan: Plan,
            mode: str, seed: int, keep: Path | None, say: Say) -> list[Chain]:
    """Run every chain: the first from the anchors, the second from the preview, and so in turn."""
    mark = fingerprint(choices, plan, mode, seed)
    chains, clock = [], _Clock(plan, say)
    for number in range(plan.chains):
        path = keep.with_name(f"{keep.name}.chain{number + 1}.npz") if keep else None
        theta, beta, g1, g2 = (x.copy() for x in (anchors if number % 2 == 0 else looked))
        chain = (load(path, mark) if path else None) or Chain(theta, theta.copy(), beta, g1, g2, number, seed)
        if chain.done:
            say(f"chain {number + 1} goes on from iteration {chain.done}")
        clock.begin(number, chain.done)
        try:
            chain.run(choices, own, mode=mode, iterations=plan.iterations, burn=plan.burn, thin=plan.thin, tell=clock)
        finally:
            if path and (chain.done < plan.iterations or number + 1 < plan.chains):
                chain.save(path, mark)
        chains.append(chain)
    for number in range(plan.chains):
        if keep:
            keep.with_name(f"{keep.name}.chain{number + 1}.npz").unlink(missing_ok=True)
    return chains


class _Clock:
    """Tells every few seconds how many iterations are done and how long the rest will take."""

    def __init__(self, plan: Plan, say: Say) -> None:
        self.plan, self.say = plan, say
        self.number = self.first = 0
        self.began = self.told = time.monotonic()

    def begin(self, number: int, first: int) -> None:
        self.number, self.first, self.began = number, first, time.monotonic()

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now - self.told < 2.0:
            return
        self.told = now
        pace = (now - self.began) / max(done - self.first, 1)
        rest = (self.plan.iterations - done + (self.plan.chains - self.number - 1) * self.plan.iterations) * pace
        self.say(f"chain {self.number + 1} of {self.plan.chains}: {done} of {self.plan.iterations} iterations, "
                 f"{rest:.0f} s to go")


def fingerprint(choices: Choices, plan: Plan, mode: str, seed: int) -> str:
    """Digest votes and plan, so that no chain is taken up by others."""
    digest = hashlib.sha256(repr((plan, mode, seed)).encode())
    for array in (choices.actor, choices.session, choices.cell, choices.starts):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _result(choices: Choices, own: Prior, chains: list[Chain], looked: Floats, mode: str, name: str, plan: Plan, seed: int,
            seconds: float, anchors: tuple[Ints, Ints], firm: tuple[int, int] | None) -> IdealPoints:
    nothing = np.full(choices.cells, np.nan)
    if chains:
        kept = sum(c.kept for c in chains)
        mean = np.sum([c.total for c in chains], axis=0) / kept
        sd = np.sqrt(np.maximum(np.sum([c.square for c in chains], axis=0) / kept - mean**2, 0.0))
        draws = np.stack([c.draws for c in chains])
        low, high = np.quantile(draws.reshape(-1, choices.cells), [0.05, 0.95], axis=0)
        checked = (diagnostics.r_hat(draws), diagnostics.effective(draws)) if draws.shape[1] >= 4 else (nothing, nothing)
    else:
        mean, sd, low, high, checked = looked, nothing, nothing, nothing, (nothing, nothing)
        draws = np.empty((0, 0, choices.cells), dtype=np.float32)
    orient(choices, mean, *anchors, firm)
    return IdealPoints(choices.actor, choices.session, choices.votes, mean, sd, low, high, checked[0], checked[1], draws, mode,
                       name, plan.iterations, plan.chains, seed, seconds)


def orient(choices: Choices, mean: Floats, high: Ints, low: Ints, firm: tuple[int, int] | None = None) -> None:
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
    top, bottom = (dict(zip(choices.session[choices.actor == side[0]].tolist(), mean[choices.actor == side[0]], strict=True))
                   for side in (high, low))
    gaps = {s: top[s] - bottom[s] for s in sorted(set(top) & set(bottom))}
    if not gaps:
        raise EstimateError("the two anchors never vote in one session", next_step="name other anchors")
    turned = [s for s, gap in gaps.items() if firm and firm[0] <= s <= firm[1] and gap <= 0]
    if turned or np.mean(list(gaps.values())) <= 0:
        where = f"session {turned[0]}" if turned else "the mean of all sessions"
        raise EstimateError(f"the sign came out wrong in {where}: anchor {high[0]} stands below anchor {low[0]}",
                            next_step="name anchors that oppose each other, or sample longer")
