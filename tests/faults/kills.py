"""Kills: each write path is ended at every step and at random moments, and what is left compared.

No file may be anything but what it was or what it was to become; a reader must read it; and the
next run must end as a run that nobody disturbed, with nothing beside.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from tests.faults.children import PATIENCE, Ended, Hook, killing, nothing, run
from tests.faults.state import ROWS, State, left, lost, state
from tests.faults.write_paths import WritePath

WORK = "work"
"""Folder in which a write path runs."""


@dataclass
class Count:
    """What became of the runs of a write path.

    Attributes
    ----------
    runs, struck : int
        Runs that were begun, and those that were ended, refused or disturbed.
    faults : Counter
        What went wrong, with how often.
    seconds : float
        All of them together.
    """

    runs: int = 0
    struck: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def note(self, fault: str) -> None:
        """Count a fault."""
        self.faults[fault] += 1


class Ground:
    """The folder of a write path: laid anew for every run from one that was prepared once.

    Parameters
    ----------
    path : WritePath
        The write path.
    folder : pathlib.Path
        Empty; the runs are in its ``work``, which always has the same name.
    """

    def __init__(self, path: WritePath, folder: Path) -> None:
        self.path, self.folder = path, folder
        self.work, self.kept = folder / WORK, folder / "prepared"
        self.work.mkdir(parents=True)
        self._demand(run(partial(path.prepare, self.work), self.work))
        shutil.copytree(self.work, self.kept, symlinks=True)
        self.before = state(self.work)
        self.whole = run(partial(path.act, self.work), self.work)
        self._demand(self.whole)
        self.after = state(self.work)

    @staticmethod
    def _demand(found: Ended) -> None:
        if found.fault or found.is_killed:
            raise AssertionError(f"an undisturbed run failed: {found.fault}\n{found.trace}")

    def lay(self) -> None:
        """Lay the old edition."""
        shutil.rmtree(self.work)
        shutil.copytree(self.kept, self.work, symlinks=True)

    def changed(self) -> list[str]:
        """Name files that are neither old nor new."""
        return lost(*(self._compared(one) for one in (self.before, state(self.work), self.after)))

    def _compared(self, found: State, *kept: str) -> State:
        """Leave out digests that differ between two runs of the same, but for some endings."""
        if self.path.counted:
            return found
        return {name: digest if name.endswith(kept) else "" for name, digest in found.items()}

    def again(self) -> Iterator[str]:
        """Read what is there, run again, and name what is not as after an undisturbed run."""
        found = run(self._read_and_act, self.work)
        if found.fault:
            yield f"the next run failed: {found.fault[:300]}"
            return
        now, after = (self._compared(one, ROWS) for one in (state(self.work), self.after))
        yield from (f"left: {name}" for name in left(now, after))
        yield from (f"not as after a whole run: {name}" for name in lost(after, now, after))

    def _read_and_act(self) -> None:
        self.path.sound(self.work)
        self.path.act(self.work)
        self.path.sound(self.work)


def kills(
    ground: Ground, *, most: int, random: Random, ends: float, count: Count | None = None
) -> Count:
    """Kill a write path before its steps, evenly chosen, and as often at random moments."""
    count = count or Count()
    began = time.monotonic()
    last = ground.whole.steps + 1
    half = min(last, max(1, most // 2))
    places = sorted({1 + number * (last - 1) // max(1, half - 1) for number in range(half)})
    for at in places:
        if time.monotonic() < ends:
            _kill(ground, count, f"before step {at} of {last - 1}", hook=killing(at))
    for _ in range(most - len(places)):
        if time.monotonic() < ends:
            after = random.uniform(0, ground.whole.seconds)
            _kill(ground, count, "at a random moment", killed_after=after)
    count.seconds += time.monotonic() - began
    return count


def _kill(
    ground: Ground,
    count: Count,
    when: str,
    *,
    hook: Hook = nothing,
    killed_after: float = PATIENCE,
) -> None:
    ground.lay()
    work = partial(ground.path.act, ground.work)
    found = run(work, ground.work, hook=hook, killed_after=killed_after)
    count.runs += 1
    count.struck += found.is_killed
    if found.fault:
        count.note(f"{when}: {found.fault[:300]}")
    for name in ground.changed():
        count.note(f"{when}: neither old nor new: {name}")
    for fault in ground.again():
        count.note(f"{when}: {fault}")
