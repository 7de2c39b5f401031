"""Crews of workers: processes that measure and draw, so that the server itself never waits."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from detente import errors
from detente.errors import Busy, DetenteError, LostWorker, ServiceError, TooSlow
from detente.web import wire

logger = logging.getLogger(__name__)
Step = Callable[[str, int | None, int | None], None]
"""Hears of each step of a task: what is done, and how much of how much."""
FEW_THREADS = {
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:1000,muzzy_decay_ms:0",
    "PYTHONUNBUFFERED": "1",
}
"""Environment of a worker: there are several of them, so each takes one processor."""
AGAIN = "try again in a moment"
PATIENCE = 60.0
"""Seconds in which a worker has to start."""


class Worker:
    """One process and the pipes to it.

    Parameters
    ----------
    crew : str
        Of `detente.web.shelf.CREWS`.
    """

    def __init__(self, crew: str) -> None:
        self.crew = crew
        self.memory = 0
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Id of the process; 0 before it is started."""
        return self._process.pid if self._process else 0

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the process and wait until it is ready.

        Raises
        ------
        LostWorker
            Where it ends, or is not ready in time.
        """
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "detente.web.worker", self.crew),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**FEW_THREADS, **os.environ},
        )
        try:
            async with asyncio.timeout(PATIENCE):
                while (message := await self._message())[0] != wire.READY:
                    continue
        except (TimeoutError, asyncio.IncompleteReadError, OSError):
            await self.end()
            raise LostWorker("a worker could not be started", next_step=AGAIN) from None
        self.memory = message[1]

    async def ask(self, task: str, arguments: dict[str, Any], step: Step | None) -> Any:
        """Have a task done.

        Parameters
        ----------
        task : str
            Of `detente.web.shelf.TASKS`.
        arguments : dict
            What it takes.
        step : callable or None
            Hears of its steps.

        Raises
        ------
        DetenteError
            What the task refuses.
        LostWorker
            Where the process ends.
        """
        process = self._process
        assert process is not None and process.stdin is not None
        try:
            process.stdin.write(wire.packed((task, arguments)))
            await process.stdin.drain()
            while (message := await self._message())[0] == wire.STEP:
                if step is not None:
                    step(*message[1:])
        except (asyncio.IncompleteReadError, OSError):
            raise LostWorker(
                "the process that computed this ended before it was done", next_step=AGAIN
            ) from None
        kind, found, self.memory = message
        if kind == wire.REFUSED:
            raise error_of(found)
        if kind == wire.FAILED:
            raise ServiceError(f"this could not be computed: {found}", next_step=AGAIN)
        return found

    async def _message(self) -> Any:
        process = self._process
        assert process is not None and process.stdout is not None
        (length,) = wire.HEAD.unpack(await process.stdout.readexactly(wire.HEAD.size))
        return wire.unpacked(await process.stdout.readexactly(length))

    async def end(self) -> None:
        """End the process at once."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def error_of(parts: dict[str, Any]) -> DetenteError:
    """Put an error together again that a worker took apart.

    Parameters
    ----------
    parts : dict
        As `detente.web.worker.error_parts` gives them.

    Examples
    --------
    >>> parts = {"kind": "DateError", "what": "no", "where": "", "near": (), "next_step": ""}
    >>> type(error_of(parts)).__name__
    'DateError'
    """
    kind = getattr(errors, parts["kind"], DetenteError)
    if kind is errors.AmbiguousActor:
        return errors.AmbiguousActor(
            parts["what"], codes=parts["codes"], next_step=parts["next_step"]
        )
    error: DetenteError = kind(
        parts["what"], where=parts["where"], near=parts["near"], next_step=parts["next_step"]
    )
    return error


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a crew takes on.

    Attributes
    ----------
    waiting : int
        Tasks that may wait.
    seconds : float
        How long a task may take.
    patience : float
        How many seconds it may wait before.
    most_mb : int
        Megabytes above which a worker is replaced; 0 to replace it after each task.
    """

    waiting: int
    seconds: float
    patience: float
    most_mb: int


class Crew:
    """Workers of one kind, and the line before them.

    Parameters
    ----------
    kind : str
        Of `detente.web.shelf.CREWS`.
    size : int
        Number of workers.
    terms : Terms
        What they take on.
    """

    def __init__(self, kind: str, size: int, terms: Terms) -> None:
        self.kind = kind
        self.size = size
        self.terms = terms
        self.waiting = 0
        self.replaced = 0
        self.workers: set[Worker] = set()
        self._free: asyncio.LifoQueue[Worker | None] = asyncio.LifoQueue()
        self._starting: set[asyncio.Task[None]] = set()

    def open(self, *, warm: bool) -> None:
        """Make room for the workers.

        Parameters
        ----------
        warm : bool
            Whether they are started now; else each is when a task first needs it.
        """
        for _ in range(self.size):
            if warm:
                self._start_soon()
            else:
                self._free.put_nowait(None)

    def _start_soon(self) -> None:
        task = asyncio.get_running_loop().create_task(self._start_one())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _start_one(self) -> None:
        worker: Worker | None = Worker(self.kind)
        assert worker is not None
        self.workers.add(worker)
        try:
            await worker.start()
        except LostWorker as error:
            logger.warning("%s: %s", self.kind, error)
            self.workers.discard(worker)
            worker = None  # the next task tries again
        self._free.put_nowait(worker)

    async def run(
        self,
        task: str,
        arguments: dict[str, Any],
        *,
        step: Step | None = None,
        started: Callable[[], None] | None = None,
    ) -> Any:
        """Have a task done by the next worker that is free.

        Parameters
        ----------
        task : str
            Of `detente.web.shelf.TASKS`.
        arguments : dict
            What it takes.
        step : callable, optional
            Hears of its steps.
        started : callable, optional
            Is called when its turn has come.

        Raises
        ------
        Busy
            Where too many wait.
        TooSlow, LostWorker, ServiceError
            Where the task takes too long, or its process ends.
        DetenteError
            What the task refuses.
        """
        worker = await self._next()
        allowed = self.terms.seconds
        is_sound = False
        try:
            if started is not None:
                started()
            if worker is None:
                worker = Worker(self.kind)
                self.workers.add(worker)
                await worker.start()
            async with asyncio.timeout(allowed):
                found = await worker.ask(task, arguments, step)
            is_sound = True
            return found
        except TimeoutError:
            raise TooSlow(
                f"this takes longer than the {allowed:.0f} seconds that are allowed",
                next_step="ask for less at once",
            ) from None
        except (LostWorker, asyncio.CancelledError):
            raise
        except DetenteError:
            is_sound = True
            raise
        finally:
            self._give_back(worker, is_sound=is_sound)

    async def _next(self) -> Worker | None:
        if self.waiting >= self.terms.waiting and self._free.empty():
            raise Busy(
                f"{self.waiting} requests are waiting, and no more are taken on", next_step=AGAIN
            )
        self.waiting += 1
        try:
            async with asyncio.timeout(self.terms.patience):
                return await self._free.get()
        except TimeoutError:
            raise Busy("no worker was free in time", next_step=AGAIN) from None
        finally:
            self.waiting -= 1

    def _give_back(self, worker: Worker | None, *, is_sound: bool) -> None:
        """Put a worker back, or have another one started in its place."""
        if (
            worker is not None
            and is_sound
            and worker.is_alive
            and worker.memory <= self.terms.most_mb
        ):
            self._free.put_nowait(worker)
            return
        self.replaced += 1
        if worker is not None:
            self.workers.discard(worker)
            ending = asyncio.get_running_loop().create_task(worker.end())
            self._starting.add(ending)
            ending.add_done_callback(self._starting.discard)
        if self.terms.most_mb:
            self._start_soon()
        else:
            self._free.put_nowait(None)

    def plain(self) -> dict[str, int]:
        """Say how the workers are, as plain data."""
        alive = [worker for worker in self.workers if worker.is_alive]
        largest = max((worker.memory for worker in alive), default=0)
        ready = sum(worker.memory > 0 for worker in alive)
        counts = {"alive": len(alive), "ready": ready, "waiting": self.waiting}
        counts["replaced"] = self.replaced
        return {**counts, "largest_mb": largest}

    async def close(self) -> None:
        """End every worker."""
        for starting in tuple(self._starting):
            starting.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self.workers))
        self.workers.clear()
