"""Paired futures: answers first, then seconds, memory, and the ratio to a plain numpy stepper.

``python benchmarks/futures.py [--short] [--strict]`` from the root of the repository. ``--short``
runs the engine alone, in less than a minute; ``--strict`` asserts the bars, on a quiet machine. The
stepper draws the disputes of the same pairs alone, from one stream, without positions, ladders,
regimes, shares or pacts.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

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
SHORT = "--short" in sys.argv
COMMAND = """
import sys
from detente.cli.app import application
sys.argv = ["detente", *sys.argv[1:]]
application(sys.argv[1])(standalone_mode=False)
"""
PEAK = """
import resource
sys.stderr.write(f"\\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}\\n")
"""


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


def seconds(work: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Give the least wall seconds of some runs, and the least CPU-seconds."""
    wall, spent = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - began)
        spent.append(time.process_time() - used)
    return min(wall), min(spent)


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


def fresh(code: str, *words: str, **environment: str) -> tuple[float, float]:
    """Run a program of its own: wall seconds, and megabytes at most."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code + PEAK, *words],
        env={**os.environ, "DETENTE_OFFLINE": "1", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - began, float(done.stderr.splitlines()[-1])


def command(*words: str, **environment: str) -> tuple[float, float]:
    """Run one command of the program, and assert what it wrote."""
    with tempfile.TemporaryDirectory() as folder:
        paper = ("--out", f"{folder}/paper") if words[0] == "brief" else ()
        found = fresh(COMMAND, *words, *paper, DETENTE_HOME=f"{folder}/home", **environment)
        if paper:
            told = json.loads(Path(folder, "paper", "brief.json").read_text(encoding="utf-8"))
            simulated = told["scenario"]["simulated"]
            assert (simulated is None) == ("none" in words)
    return found


def show(name: str, value: float, bar: float, unit: str = "s") -> None:
    """Print a figure beside its bar; with --strict a missed bar is an error."""
    met = value < bar
    print(f"{name:<58}{value:9.2f} {unit:<2}  {'under' if met else 'OVER'} {bar:g}", flush=True)
    assert met or "--strict" not in sys.argv, (name, value, bar)


def compilation() -> None:
    """Time the first compilation: a command with an empty cache less the same with a full one."""
    words = ("scenario", "accession", "Russia", "NATO", "--year", "2014", "--draws", "20")
    with tempfile.TemporaryDirectory() as cache:
        cold, warm = (command(*words, "--quiet", XDG_CACHE_HOME=cache)[0] for _ in range(2))
    show("first compilation, counted apart", cold - warm, 15.0)


def commands() -> None:
    """Time a scenario of 2,000 draws, and a paper with its scenario beside one without."""
    words = ("accession", "Russia", "NATO", "--year", "2014", "--quiet")
    command("scenario", *words, "--draws", "20")
    took = median(command("scenario", *words, "--draws", "2000")[0] for _ in range(3))
    show("scenario from the starter, 2,000 draws", took, 8.0)
    pair = ("brief", "NATO", "Russia", "--as-of", "2013", "--quiet")
    with_it = [command(*pair, "--scenario", "accession") for _ in range(3)]
    without = [command(*pair, "--scenario", "none") for _ in range(3)]
    more = median(one[0] for one in with_it) - median(one[0] for one in without)
    show("paper with its scenario, more than without", more, 5.0)
    show("memory of a paper with its scenario", max(one[1] for one in with_it), 1000.0, "MB")
    show("memory of a paper without", max(one[1] for one in without), 600.0, "MB")


def engine() -> None:
    """Time the engine alone, beside the stepper, and its growth with draws."""
    sizes = dict(list(LIMITS.items())[:1]) if SHORT else LIMITS
    for pairs, limit in sizes.items():
        world = invented_world(states=62 if pairs < 2_000 else 195, pairs=pairs)
        ours, used = seconds(lambda world=world: simulate(world, 1_000))
        plain = seconds(lambda world=world: stepper(world, 20), 1)[1] * 50
        show(f"1,000 paired futures of {pairs:,} pairs", ours, limit)
        print(
            f"  {used:.2f} CPU-seconds; numpy takes {plain / used:.0f} times as many for disputes"
        )
    world = invented_world(states=62, pairs=1_800)
    spent = {}
    for draws in (100, 1_000) if SHORT else (100, 1_000, 10_000, 100_000):
        # CPU-seconds: growth is of the work, whatever else the machine does
        spent[draws] = seconds(lambda draws=draws: simulate(world, draws), 1)[1]
        each = 1e6 * spent[draws] / draws
        print(f"  {draws:,} draws: {spent[draws]:.2f} CPU-s, {each:.0f} microseconds a draw")
    least, most = min(spent), max(spent)
    growth = spent[most] / most / (spent[least] / least)
    show(f"CPU-seconds a draw, {most:,} over {least:,} draws", growth, 1.5, "")


def main() -> None:
    """Check, then print every figure beside its bar."""
    check(invented_world(states=62, pairs=1_800))
    engine()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    show("memory of the engine at most", peak, MOST_MEGABYTES, "MB")
    assert peak < MOST_MEGABYTES
    if not SHORT:
        compilation()
        commands()


if __name__ == "__main__":
    main()
