"""Paired futures: answers first, then seconds, memory, and the ratio to a plain numpy stepper.

``python benchmarks/futures.py`` from the root of the repository. The stepper draws the disputes of
the same pairs alone, from one stream, without positions, ladders, regimes, shares or pacts.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.estimators.futures.invented import invented_world

from detente.estimators.futures.changes import KEEP, Changes
from detente.estimators.futures.engine import Futures, Run, run
from detente.estimators.futures.series import Kind, rows
from detente.estimators.futures.world import MEMBER, World

YEARS = tuple(range(1, 21))
LIMITS = {1_800: 2.0, 18_915: 10.0}
"""Seconds for 1,000 paired futures of 20 years, by pairs of states."""
MOST_MEGABYTES = 1_000


def event(world: World) -> Changes:
    """Let the first partner of the first alliance join it in the first year."""
    ladder = world.ladder
    place = np.flatnonzero((ladder.rung == 1) & (ladder.bloc == 0))[:1]
    keep, zero, one = np.array([KEEP]), np.array([0]), np.array([1])
    return Changes(
        when=one,
        until=one,
        place=place,
        rung=np.array([MEMBER]),
        suspended=keep,
        perspective=keep,
        body=keep,
        condition=zero,
        of=place,
        threshold=np.zeros(1),
    )


def simulate(world: World, draws: int, *, paired: bool = True) -> Futures:
    """Simulate with a handful of series of every process."""
    wanted = (
        (Kind.RATE_ALL,),
        (Kind.EVENTS_ALL,),
        (Kind.BLOC_SHARE, 0, 0),
        (Kind.GAP, 0, 0),
        (Kind.DEMOCRACY, 0),
        (Kind.MEMBERS, 0),
        (Kind.RATE_OUTSIDE, 0),
        (Kind.ALLIED_PAIRS,),
    )
    return run(
        world, event(world), rows(wanted, world), Run(draws=draws, years=YEARS, paired=paired)
    )


def stepper(world: World, draws: int) -> float:
    """Step the disputes alone, in numpy, both futures: the baseline."""
    stream = np.random.default_rng(1)
    total = 0.0
    base, coef = world.pairs.base, world.pairs.coef.mean(axis=0)
    for _ in range(2 * draws):
        since = world.pairs.since.astype(float)
        for _ in YEARS:
            peace = (np.exp(-since[:, None] / world.pairs.decay) * coef[1:4]).sum(axis=1)
            hit = stream.random(base.size) < 1 / (1 + np.exp(-(base + peace)))
            since = np.where(hit, 1.0, since + 1)
            total += hit.sum()
    return total / (2 * draws)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Give the least seconds of some runs."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def check(world: World) -> None:
    """Assert what must hold before anything is timed."""
    pair, apart = simulate(world, 400), simulate(world, 400, paired=False)
    again = simulate(world, 400)
    assert (pair.plain == again.plain).all() and (pair.changed == again.changed).all()
    ratio = pair.differences[:, -1, :4].std(axis=0) / apart.differences[:, -1, :4].std(axis=0)
    print("sd of paired over independent differences (rate, events, share, gap):", ratio.round(3))
    assert ratio[:3].max() <= 0.1
    rate, events = pair.plain[:, -1, :2].T
    assert abs((events - rate).mean()) < 4 * (events - rate).std() / 20


def main() -> None:
    """Check, then print seconds, ratios, growth with draws, and memory."""
    began = time.perf_counter()
    simulate(invented_world(states=62, pairs=1_800), 1)
    print(f"first run, with what has to be compiled: {time.perf_counter() - began:.1f} s")
    check(invented_world(states=62, pairs=1_800))
    for pairs, limit in LIMITS.items():
        world = invented_world(states=62 if pairs < 2_000 else 195, pairs=pairs)
        ours = seconds(lambda world=world: simulate(world, 1_000))
        plain = seconds(lambda world=world: stepper(world, 20), 1) * 50
        verdict = "within" if ours <= limit else "OVER"
        print(
            f"{pairs:,} pairs: {ours:.2f} s, {verdict} {limit:g} s; {plain / ours:.0f} times numpy"
        )
    world = invented_world(states=62, pairs=1_800)
    for draws in (100, 1_000, 10_000, 100_000):
        took = seconds(lambda draws=draws: simulate(world, draws), 1)
        print(f"{draws:,} draws: {took:.2f} s, {1e6 * took / draws:.0f} microseconds a draw")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {peak:.0f} MB")
    assert peak < MOST_MEGABYTES


if __name__ == "__main__":
    main()
