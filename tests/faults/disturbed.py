"""Disturbed runs: no room, no right to write, a folder that vanishes, rivals, clocks, damage.

Whatever happens to a run, it ends well or is refused in one line of the error tree, the old files
are what they were or what they were to become, and the next run ends as if nothing had happened.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from tests.faults.children import Ended, ended, run, started
from tests.faults.kills import Count, Ground

NOBODY = 65534
"""Number of the user who owns nothing."""
SMALL = 24_000_000
"""Bytes of the small disk."""
JUMPS = (-2_000_000_000, -86_400.0, 86_400.0, 4_000_000_000)
"""Seconds by which the clock jumps between two looks at it."""
Kind = Callable[[Ground, Count, Random, int], None]
"""Takes the ground, the count, a seeded generator, and the number of the run."""


def _judge(ground: Ground, count: Count, found: Ended, when: str, *, same: bool = True) -> None:
    """Count what a disturbed run did wrong, and what it left for the next."""
    count.runs += 1
    count.struck += found.refused or found.is_killed
    if found.has_hung:
        count.note(f"{when}: hung")
    if found.fault and not found.refused:
        count.note(f"{when}: outside the tree: {found.fault[:300]} {found.trace[-300:]}")
    for name in ground.changed() if same else ():
        count.note(f"{when}: neither old nor new: {name}")
    for fault in ground.again() if same else ():
        count.note(f"{when}: {fault}")


def _largest(ground: Ground) -> int:
    """Give the size of the largest file that a run writes."""
    return max(path.stat().st_size for path in ground.work.rglob("*") if path.is_file())


def small_files(ground: Ground, count: Count, random: Random, number: int) -> None:
    """Forbid files over some bytes, as a quota does."""
    ground.lay()
    most = random.randrange(_largest(ground))

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        ground.path.act(ground.work)

    _judge(ground, count, run(work, ground.work), "files that may not grow")


def full_disk(ground: Ground, count: Count, random: Random, number: int) -> None:
    """Run on a small disk that is filled but for some bytes."""
    with _small_disk(ground) as filler:
        free = random.randrange(max(8_192, 2 * _largest(ground)))
        space = shutil.disk_usage(ground.work).free - free
        filler.write_bytes(b"\0" * max(0, space))
        found = run(partial(ground.path.act, ground.work), ground.work)
        filler.unlink()
        _judge(ground, count, found, "a full disk")


@contextmanager
def _small_disk(ground: Ground) -> Iterator[Path]:
    """Lay the old edition on a disk in memory; give the file that fills it."""
    ground.lay()
    shutil.rmtree(ground.work)
    ground.work.mkdir()
    size = f"size={SMALL},mode=755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(ground.work)], check=True)
    try:
        shutil.copytree(ground.kept, ground.work, symlinks=True, dirs_exist_ok=True)
        yield ground.work / ".filler.lock"
    finally:
        subprocess.run(["umount", str(ground.work)], check=True)


def read_only(ground: Ground, count: Count, random: Random, number: int) -> None:
    """Run as a user who may read the folder and write nothing in it."""
    ground.lay()
    _let_read(ground.work)
    other = ground.work.with_name("rehearsed")

    def work() -> None:
        # what is loaded when it is first asked for lies where that user may not look
        if ground.path.counted:
            shutil.copytree(ground.kept, other, symlinks=True)
            ground.path.act(other)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        ground.path.act(ground.work)

    found = run(work, ground.work)
    shutil.rmtree(other, ignore_errors=True)
    _judge(ground, count, found, "a folder that is read only")


def _let_read(work: Path) -> None:
    """Let everybody look into a folder and those above it, as far as they are temporary."""
    temporary = Path(tempfile.gettempdir())
    for folder in (work, *work.parents):
        if folder != temporary and temporary in folder.parents:
            folder.chmod(folder.stat().st_mode | 0o055)


def vanished(ground: Ground, count: Count, random: Random, number: int) -> None:
    """Remove the folder while it is written."""
    ground.lay()
    at = random.randint(1, max(1, ground.whole.steps))

    def hook(step: int, event: str) -> None:
        if step == at:
            shutil.rmtree(ground.work, ignore_errors=True)

    found = run(partial(ground.path.act, ground.work), ground.work, hook=hook)
    ground.work.mkdir(exist_ok=True)
    _judge(ground, count, found, "a folder that vanished", same=False)


def rivals(ground: Ground, count: Count, random: Random, number: int) -> None:
    """Let two or four processes do the same at once."""
    ground.lay()
    act = partial(ground.path.act, ground.work)
    children = [started(act, ground.work) for _ in range(2 + 2 * (number % 2))]
    for place, found in enumerate([ended(child) for child in children]):
        is_last = place == len(children) - 1
        _judge(ground, count, found, f"{len(children)} at once", same=is_last)


def clock_jumps(ground: Ground, count: Count, random: Random, number: int) -> None:
    """Let the clock jump at every look."""
    ground.lay()
    real = time.time

    def work() -> None:
        time.time = lambda: real() + random.choice(JUMPS)
        ground.path.act(ground.work)

    _judge(ground, count, run(work, ground.work), "a clock that jumps")


def damaged(ground: Ground, count: Count, random: Random, number: int) -> None:
    """Damage a file, and read what is there."""
    ground.lay()
    files = sorted(path for path in ground.work.rglob("*") if path.is_file())
    path = random.choice([path for path in files if not path.name.endswith(".lock")])
    path.write_bytes(_damage(random, path.read_bytes()))
    found = run(partial(ground.path.sound, ground.work), ground.work)
    _judge(ground, count, found, f"a damaged {path.name}", same=False)


def _damage(random: Random, data: bytes) -> bytes:
    """Cut bytes, change some, or put others in their place."""
    how = random.randrange(4)
    place = random.randrange(len(data) + 1)
    if how == 0:
        return data[:place]
    if how == 1:
        return data[:place] + random.randbytes(random.randint(1, 64)) + data[place:]
    changed = bytearray(data or b"\0")
    # a footer is at the end of a table
    first = max(0, len(changed) - 400) if how == 2 else 0
    for _ in range(random.randint(1, 12)):
        changed[random.randrange(first, len(changed))] = random.randrange(256)
    return bytes(changed)


KINDS: dict[str, Kind] = {
    "small-files": small_files,
    "full-disk": full_disk,
    "read-only": read_only,
    "vanished": vanished,
    "rivals": rivals,
    "clock": clock_jumps,
    "damaged": damaged,
}


def disturb(kind: str, ground: Ground, *, runs: int, random: Random, ends: float) -> Count:
    """Disturb a write path so often, in one kind."""
    count, began = Count(), time.monotonic()
    for number in range(runs):
        if time.monotonic() < ends:
            KINDS[kind](ground, count, random, number)
    count.seconds = time.monotonic() - began
    return count
