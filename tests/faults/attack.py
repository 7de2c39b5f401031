"""The attack: seeded inputs through an entrance, counted; what escapes is kept by its kind."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from types import FrameType

from polars.exceptions import PanicException

from tests.faults.entrances import REFUSALS
from tests.faults.every_entrance import EVERY_ENTRANCE

LONGEST_SECONDS = 5.0
"""Seconds of the processor after which a refusal is a hang, however busy the machine is."""
LONGEST_WORK = 30.0
"""The same of a sound input: it does its work, a whole paper or a simulation that is compiled."""
PATIENCE = 60
"""Seconds of the clock after which it is ended."""
OWN = "/src/detente/"


class Hung(BaseException):
    """An input that does not end."""


@dataclass
class Result:
    """What became of the inputs.

    Attributes
    ----------
    inputs, refused : int
        How many were handed in, and how many of them were refused in one line.
    escaped : Counter
        Kinds of errors outside the tree, with how many inputs met each.
    examples : dict
        The first input of each kind.
    hangs : list of str
        Inputs that were refused after `LONGEST_SECONDS`, or taken after `LONGEST_WORK`.
    slowest : float
        Seconds of the slowest.
    """

    inputs: int = 0
    refused: int = 0
    escaped: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    hangs: list[str] = field(default_factory=list)
    slowest: float = 0.0


def attack(
    name: str,
    inputs: int,
    seed: int,
    *,
    seconds: float = 1e9,
    first: int = 0,
    tell: Callable[[int], object] = abs,
) -> Result:
    """Hand in a number of inputs, or as many as fit into some seconds.

    ``tell`` is given the number of each before it is handed in: an input may end the process.
    """
    entrance, result, ends = EVERY_ENTRANCE[name], Result(), time.monotonic() + seconds
    with _alone() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number in range(first, inputs):
            tell(number)
            given = entrance.make(Random(f"{name} {seed} {number}"))
            began, refused = time.process_time(), result.refused
            _one(result, given, partial(entrance.take, given, folder))
            longest = LONGEST_WORK if result.refused == refused else LONGEST_SECONDS
            _clock(result, time.process_time() - began, longest, f"{number}: {given!r:.300}")
            if time.monotonic() > ends:
                break
    return result


def _one(result: Result, given: object, take: Callable[[], object]) -> None:
    """Hand in one input, and sort what comes of it."""
    result.inputs += 1
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        take()
    except REFUSALS as error:
        result.refused += 1
        if "\n" in str(error) or len(str(error)) > 4_000:
            _keep(result, "a refusal of many lines", given)
    except Hung:
        result.hangs.append(f"{given!r:.300}")
    except (Exception, PanicException) as error:  # what is looked for
        _keep(result, _kind(error), given)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _keep(result: Result, kind: str, given: object) -> None:
    result.escaped[kind] += 1
    result.examples.setdefault(kind, f"{given!r:.600}")


def _clock(result: Result, seconds: float, longest: float, shown: str) -> None:
    result.slowest = max(result.slowest, seconds)
    if seconds > longest:
        result.hangs.append(shown)


def _kind(error: BaseException) -> str:
    """Name an error by its class and the innermost line of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if OWN in frame.filename] or frames
    place = own[-1]
    name = place.filename.rpartition(OWN)[2] or place.filename
    return f"{type(error).__name__} at {name}:{place.lineno}: {str(error)[:100]!r}"


@contextmanager
def _alone() -> Iterator[Path]:
    """Give an empty folder to work in, without a network, a mirror or a store of one's own."""
    before, variables = Path.cwd(), dict(os.environ)
    handler = signal.signal(signal.SIGALRM, _end)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.environ |= {"DETENTE_OFFLINE": "1", "DETENTE_MIRROR": "", "DETENTE_HOME": f"{made}/home"}
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(variables)
            signal.signal(signal.SIGALRM, handler)


def _end(number: int, frame: FrameType | None) -> None:
    raise Hung


def peak_megabytes() -> float:
    """Give the most memory that this process has had."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)
