"""Paired futures: the same draws with and without a change, on every thread the same bytes."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError
from detente.estimators.futures.buffers import new_noise, new_now
from detente.estimators.futures.changes import Changes, check_changes
from detente.estimators.futures.packed import packed_changes, packed_world
from detente.estimators.futures.world import Whole, World

logger = logging.getLogger(__name__)

LONGEST_HORIZON = 100
"""Years ahead that can be simulated."""
MOST_BYTES = 800_000_000
"""What the two arrays of results may take."""
APART = 1 << 40
"""What is added to the number of a draw where the two futures shall not share their numbers."""
PARTS = 4
"""Parts of the draws that a thread takes one after another."""
PUBLIC_SEEDS = 1 << 63
"""Seeds lie below."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Futures:
    """What was read from both futures of every draw.

    Attributes
    ----------
    plain, changed : array of float32, (N, R, X)
        Without and with the changes, by draw, year and series.
    years : array of int, (R,)
        After how many years, from 1.
    series : array of int, (X, 4)
        What was read.
    """

    plain: NDArray[np.float32]
    changed: NDArray[np.float32]
    years: Whole
    series: Whole

    @property
    def differences(self) -> NDArray[np.float32]:
        """The future with the changes less that without them, (N, R, X)."""
        return self.changed - self.plain

    def cut(self, count: int) -> Futures:
        """Give the first series alone.

        Parameters
        ----------
        count : int
            How many.
        """
        return Futures(
            plain=self.plain[:, :, :count],
            changed=self.changed[:, :, :count],
            years=self.years,
            series=self.series[:count],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How many futures, and how far.

    Attributes
    ----------
    draws : int
        Pairs of futures.
    years : tuple of int
        After which years they are read, rising from 1; the last is the horizon.
    seed : int
        The same seed gives the same futures.
    first : int
        Number of the first draw, so that a run can be made in parts.
    paired : bool
        Whether both futures share their random numbers; only a test asks for False.
    """

    draws: int
    years: tuple[int, ...]
    seed: int = 1
    first: int = 0
    paired: bool = True

    def __post_init__(self) -> None:
        if self.draws < 1 or self.first < 0 or self.first + self.draws >= APART:
            raise EstimateError(f"{self.draws} draws cannot be made; at least 1 is needed")
        if not 0 <= self.seed < PUBLIC_SEEDS:
            raise EstimateError(f"the seed {self.seed} does not lie between 0 and 2 to the 63")
        rising = all(a < b for a, b in zip(self.years, self.years[1:], strict=False))
        if not self.years or self.years[0] < 1 or not rising:
            raise EstimateError("the years of a run must rise from 1 or later")
        if self.years[-1] > LONGEST_HORIZON:
            raise EstimateError(
                f"a horizon of {self.years[-1]} years; at most {LONGEST_HORIZON} are simulated"
            )


Told = Callable[[int, int], None]
"""Hears how many draws of how many are simulated."""


def run(
    world: World, changes: Changes, series: Whole, plan: Run, *, told: Told | None = None
) -> Futures:
    """Simulate paired futures.

    Parameters
    ----------
    world : World
        What both start from.
    changes : Changes
        What one of them has.
    series : array of int, (X, 4)
        What is read, as `rows` makes it.
    plan : Run
        How many, how far.
    told : callable, optional
        Hears of each part of the draws that is done.

    Returns
    -------
    Futures

    Raises
    ------
    EstimateError
        Where the changes do not fit the world, or the results would not fit into memory.
    """
    check_changes(changes, world)
    shape = (plan.draws, len(plan.years), len(series))
    size = 2 * 4 * int(np.prod(shape, dtype=np.int64))
    if size > MOST_BYTES:
        raise EstimateError(
            f"{plan.draws} draws of {shape[2]} series in {shape[1]} years take {size:,} bytes; "
            f"at most {MOST_BYTES:,} are held"
        )
    out = np.zeros((2, *shape), np.float32)
    draws = np.arange(plan.first, plan.first + plan.draws, dtype=np.int64)
    others = draws if plan.paired else draws + APART
    years = np.array(plan.years, dtype=np.int64)
    given, changing = packed_world(world), packed_changes(changes)
    table = np.ascontiguousarray(series, dtype=np.int64)
    announce()
    kernel = _kernel()

    def some(part: slice) -> None:
        first, second = (new_now(world, len(changes.when), len(series)) for _ in range(2))
        keyed = plan.seed, draws[part], others[part]
        kernel.futures(
            given,
            first,
            second,
            new_noise(world),
            changing,
            keyed,
            table,
            years,
            (out[0, part], out[1, part]),
        )

    _on_threads(some, plan.draws, told)
    return Futures(plain=out[0], changed=out[1], years=years, series=series)


def _on_threads(some: Callable[[slice], None], draws: int, told: Told | None) -> None:
    """Share draws between threads; each draw has its own keys and rows, so that none can differ."""
    import numba

    some(slice(0, 1))  # compiled before the threads begin
    threads = min(numba.config.NUMBA_NUM_THREADS, max(draws - 1, 1))
    edges = np.linspace(1, draws, threads * PARTS + 1).astype(int)
    parts = [slice(int(a), int(b)) for a, b in itertools.pairwise(edges) if a < b]
    with ThreadPoolExecutor(threads) as pool:
        working = [pool.submit(some, part) for part in parts]
        for part, done in zip(parts, working, strict=True):
            done.result()
            if told is not None:
                told(part.stop, draws)


def announce() -> None:
    """Say once, on the log, that the engine has to be compiled; nothing where it is there."""
    if not is_compiled():
        logger.info("compiling the simulation once for this machine (about fifteen seconds)")


def is_compiled() -> bool:
    """Whether the engine was compiled before, in this process or for the cache of this user."""
    entry: Any = _kernel().futures
    if entry.signatures:
        return True
    # the folder's name changes with the text of the engine
    return any(Path(entry.stats.cache_path).glob("kernel.futures-*.nbi"))


@cache
def _kernel() -> Any:
    """Load the compiled part where futures are first simulated.

    It takes 70 megabytes, which a page or a paper without a scenario does not need.
    """
    from detente.estimators.futures.compiled import own_cache

    with own_cache():
        from detente.estimators.futures import kernel
    return kernel
