"""Unfinished chains on disk, and the clock that tells how long the rest will take."""

from __future__ import annotations

import glob
import hashlib
import logging
import time
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import EstimateError, StoreError
from detente.files import write_bytes

if TYPE_CHECKING:
    from detente.estimators.ideal_points.chain import Chain
    from detente.estimators.ideal_points.choices import Choices
    from detente.estimators.ideal_points.estimate import Plan

logger = logging.getLogger(__name__)

CHAIN = ("theta", "mean", "beta", "g1", "g2")
ARRAYS = (*CHAIN, "mass", "common", "agenda", "camps", "tuned", "total", "square", "draws")
REPORT_EVERY = 2.0
"""Seconds between two lines of progress."""


def fingerprint(
    choices: Choices, plan: Plan, mode: str, seed: int, anchors: tuple[tuple[int, ...], ...]
) -> str:
    """Digest votes, plan, anchors and the version of the code, which a chain must share."""
    digest = hashlib.sha256(repr((plan, mode, seed, anchors, version("detente"))).encode())
    for array in (choices.actor, choices.session, choices.cell, choices.starts):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


class StoredChains:
    """Unfinished chains, stored beside the file that will hold the estimate.

    Parameters
    ----------
    beside : pathlib.Path
        The file to come.
    mark : str
        Digest of votes and plan, from `fingerprint`.
    """

    def __init__(self, beside: Path, mark: str) -> None:
        self.beside, self.mark = beside, mark

    def _path(self, number: int) -> Path:
        return self.beside.with_name(f"{self.beside.name}.chain{number + 1}.npz")

    def take(self, number: int) -> Chain | None:
        """Give a chain as it was stored.

        Raises
        ------
        EstimateError
            Where the file is broken or belongs to other votes or another plan.
        """
        from detente.estimators.ideal_points.chain import Chain

        path = self._path(number)
        if not path.is_file():
            return None
        try:
            with np.load(path, allow_pickle=False) as found:
                mark, (done, kept, own, seed) = (
                    str(found["mark"]),
                    (int(n) for n in found["numbers"]),
                )
                # a chain of other votes may have other arrays: its mark alone is asked
                wanted = ARRAYS if mark == self.mark else ()
                arrays = {name: found[name].copy() for name in wanted}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise EstimateError(
                "the interrupted chain cannot be read",
                where=str(path),
                next_step="delete the file to begin anew",
            ) from error
        if mark != self.mark:
            raise EstimateError(
                "the interrupted chain belongs to other votes or other options",
                where=str(path),
                next_step="delete the file to begin anew",
            )
        logger.info("chain %d goes on from iteration %d", number + 1, done)
        return Chain(**arrays, number=own, seed=seed, done=done, kept=kept)

    def lay(self, chain: Chain) -> None:
        """Lay a chain down: temporary file, then rename."""
        packed = BytesIO()
        np.savez(
            packed,
            mark=np.array(self.mark),
            numbers=np.array([chain.done, chain.kept, chain.number, chain.seed]),
            **{name: getattr(chain, name) for name in ARRAYS},
        )
        path = self._path(chain.number)
        try:
            write_bytes(path, packed.getvalue())
        except OSError as error:
            raise StoreError(
                f"the unfinished chain cannot be written ({error.strerror or error})",
                where=str(path.parent),
                next_step="name a file in a folder that can be written",
            ) from error

    def clear(self) -> None:
        """Remove the stored chains."""
        for path in self.beside.parent.glob(f"{glob.escape(self.beside.name)}.chain*.npz"):
            path.unlink(missing_ok=True)


def clock(plan: Plan) -> Callable[[int, int], None]:
    """Make a reporter of iterations done and time left that speaks every few seconds.

    A chain's pace is taken from its first report on: before that the sampler may be compiled.
    """
    began, first, reported = time.monotonic(), (-1, 0), time.monotonic()

    def tell(number: int, done: int) -> None:
        nonlocal began, first, reported
        now = time.monotonic()
        if number != first[0]:
            began, first, reported = now, (number, done), now
        if now - reported < REPORT_EVERY:
            return
        reported = now
        pace = (now - began) / max(done - first[1], 1)
        rest = ((plan.chains - number) * plan.iterations - done) * pace
        logger.info(
            "chain %d of %d: %d of %d iterations, %.0f s to go",
            number + 1,
            plan.chains,
            done,
            plan.iterations,
            rest,
            extra={
                "done": number * plan.iterations + done,
                "total": plan.chains * plan.iterations,
            },
        )

    return tell
