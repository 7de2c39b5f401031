"""How the work grows with what is asked: CPU-seconds at several sizes, and the fitted exponent.

``python benchmarks/growth.py [--short] [--one NAME]``. An exponent of 1 is work in proportion to
the size, 2 is its square. Each case asserts its answer before it is timed; the fit is a straight
line of the logarithms, and the range is that of the fits which leave one size out. The growth of
event archives with their lines, to fifty millions, is in ``benchmarks/events.py``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import futures
from benchmarks.worlds import world as votes_of
from tests.estimators.futures.invented import invented_world

TIMES = 3
"""Runs of each size; the least counts."""
MOST = 1.6
"""Exponent that no case may pass: the work of every one is meant to be in proportion."""


@dataclass(frozen=True)
class Case:
    """What is timed.

    Attributes
    ----------
    unit : str
        What there is more of.
    sizes : tuple of int
        How many, from few to many.
    make : callable
        Gives the work for a size, prepared: only its call is timed.
    """

    unit: str
    sizes: tuple[int, ...]
    make: Callable[[int], Callable[[], object]]


def panel_rows(years: int) -> Callable[[], object]:
    """Build directed pairs of so many years with three sources of the starter."""
    from detente.panel.create import dyad_years, state_years

    span = (2010 - years, 2009)

    def work() -> int:
        return len(dyad_years(directed=True, years=span).add("nmc", "atop", "igos").to_polars())

    counts = state_years("cow", years=span).to_polars().group_by("year").len()["len"].cast(int)
    every_two = (counts * (counts - 1)).sum()
    # two states of which one took the other's place within a year are no pair
    assert 0.999 * every_two <= work() <= every_two
    return work


def draws(number: int) -> Callable[[], object]:
    """Simulate so many paired futures of 600 pairs."""
    world = invented_world(states=40, pairs=600)
    found = futures.simulate(world, 50)
    assert (found.plain == futures.simulate(world, 50).plain).all()
    return lambda: futures.simulate(world, number)


def dyads(number: int) -> Callable[[], object]:
    """Simulate a hundred paired futures of so many pairs."""
    world = invented_world(states=195, pairs=number)
    assert futures.simulate(world, 10).plain.shape[0] == 10
    return lambda: futures.simulate(world, 100)


def states(number: int) -> Callable[[], object]:
    """Sample positions of so many voters, in as many resolutions each."""
    from detente.estimators.ideal_points.choices import arrange
    from detente.estimators.ideal_points.estimate import Plan, estimate

    theta, rows = votes_of("ordinary", 1, actors=number, sessions=10, items=30)
    laid = arrange(*rows.T, unanimous=True)
    order = theta.mean(axis=1).argsort()
    plan = Plan(iterations=60, burn=20, thin=2, chains=1)

    def work() -> float:
        found = estimate(laid, order[-1:], order[:1], mode="proper", preset=plan, seed=1)
        truth = theta[laid.actor, laid.session]
        return float(np.corrcoef(found.draws.reshape(-1, laid.cells).mean(axis=0), truth)[0, 1])

    assert work() > 0.8
    return work


def articles(number: int) -> Callable[[], object]:
    """Search a word of a hundredth of so many papers, fifty times."""
    from detente.register.words import search

    _filled(number)
    total = search("w300")[1]
    assert 0 < total < number
    return lambda: [search("w300") for _ in range(50)]


def _filled(number: int) -> None:
    """Fill the site of this process up to so many papers."""
    from benchmarks.register_search import fill

    from detente.register.models import Paper

    fill(Paper.objects.count(), number)


CASES = {
    "panels": Case("years of directed pairs", (5, 10, 20, 40, 80), panel_rows),
    "futures, draws": Case("draws", (100, 1_000, 10_000, 50_000), draws),
    "futures, pairs": Case("pairs of states", (600, 1_800, 6_000, 18_000), dyads),
    "positions": Case("states that vote", (40, 80, 160, 320), states),
    "search": Case("papers", (1_000, 2_000, 4_000, 8_000), articles),
}


def seconds(work: Callable[[], object]) -> float:
    """Give the least CPU-seconds of some runs: growth is of the work, whatever else runs."""
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def exponent(sizes: np.ndarray, spent: np.ndarray) -> tuple[float, float, float]:
    """Fit seconds = a size^b: b, and the least and most of the fits that leave one size out."""
    every = np.arange(sizes.size)
    fits = [
        np.polyfit(np.log(sizes[every != left]), np.log(spent[every != left]), 1)[0]
        for left in (-1, *every)
    ]
    return float(fits[0]), float(min(fits)), float(max(fits))


@contextmanager
def site() -> Iterator[None]:
    """Open an empty site for this process."""
    from detente.register.opening import configure, migrate
    from detente.register.site import Site

    with tempfile.TemporaryDirectory() as name:
        configure(Site(folder=Path(name)))
        migrate()
        yield


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--short", action="store_true", help="the three least sizes")
    given.add_argument("--one", choices=tuple(CASES))
    asked = given.parse_args()
    wrong = []
    with site():
        for name in [asked.one] if asked.one else CASES:
            case = CASES[name]
            sizes = case.sizes[:3] if asked.short else case.sizes
            spent = [seconds(case.make(size)) for size in sizes]
            power, low, high = exponent(np.array(sizes, float), np.array(spent))
            points = ", ".join(f"{n:,}: {s:.3f} s" for n, s in zip(sizes, spent, strict=True))
            print(
                f"growth, {name}: CPU-seconds grow with the power {power:.2f} [{low:.2f}, "
                f"{high:.2f}] of {case.unit} ({points})",
                flush=True,
            )
            wrong += [name] if power > MOST else []
    assert not wrong, wrong


if __name__ == "__main__":
    main()
