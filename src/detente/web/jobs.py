"""Jobs: long work in a line, with progress and cancel; results are kept by their inputs."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from detente.errors import Busy, DetenteError
from detente.web.config import Limits
from detente.web.crew import Crew
from detente.web.problems import Refused, problem

logger = logging.getLogger(__name__)
WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
ENDED = (DONE, FAILED, CANCELLED)
ID_SHOWN = 20
"""Digits of the id of a job: nobody finds one by trying."""
STEPS_KEPT = 60
BEAT = 15.0
"""Seconds after which a line without news is sent, so that a proxy does not close it."""


@dataclass(eq=False, kw_only=True)
class Job:
    """One job.

    Attributes
    ----------
    id, kind : str
        Digest of its inputs, and the task.
    title : str
        What it makes, as a reader says it.
    inputs : dict
        What the task takes.
    folder : str
        Where it writes; empty for nowhere.
    status : str
        One of waiting, running, done, failed, cancelled.
    steps : list of str
        What has been done.
    part : float or None
        How much of the present step is done, from 0 to 1.
    result : object
        What it made.
    fault : dict
        The problem, where it failed.
    """

    id: str
    kind: str
    title: str
    inputs: dict[str, Any]
    folder: str = ""
    status: str = WAITING
    steps: list[str] = field(default_factory=list)
    part: float | None = None
    result: Any = None
    fault: dict[str, Any] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    work: asyncio.Task[None] | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in ENDED

    def tell(self) -> None:
        """Wake whoever waits for news."""
        self.news.set()
        self.news = asyncio.Event()

    def plain(self, place: int) -> dict[str, Any]:
        """Give it as plain data, without its result.

        Parameters
        ----------
        place : int
            Its place in the line; 0 where it does not wait.
        """
        said: dict[str, Any] = {"id": self.id, "kind": self.kind, "title": self.title}
        said |= {"status": self.status, "place": place, "steps": self.steps[-STEPS_KEPT:]}
        return {**said, "part": self.part, "problem": self.fault or None, "inputs": self.inputs}


class Jobs:
    """Every job of the workbench.

    Parameters
    ----------
    crew : Crew
        Who does them.
    limits : Limits
        How many wait, and how many results are kept.
    """

    def __init__(self, crew: Crew, limits: Limits) -> None:
        self.crew = crew
        self.limits = limits
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def known(self, kind: str, inputs: dict[str, Any]) -> Job | None:
        """Give the job with the same inputs; None where there is none.

        Parameters
        ----------
        kind : str
            The task.
        inputs : dict
            What the task takes.
        """
        return self._jobs.get(job_id(kind, inputs))

    def begin(self, kind: str, title: str, inputs: dict[str, Any], *, writes: bool = False) -> Job:
        """Begin a job, or give the one with the same inputs.

        Parameters
        ----------
        kind : str
            The task.
        title : str
            What it makes.
        inputs : dict
            What the task takes.
        writes : bool
            Whether the task takes a folder to write into.

        Raises
        ------
        Busy
            Where the line is full.
        """
        known = self.known(kind, inputs)
        if known is not None and known.status not in (FAILED, CANCELLED):
            self._jobs.move_to_end(known.id)
            return known
        line = self.line()
        if len(line) >= self.limits.queued:
            raise Busy(
                f"{len(line)} jobs are waiting, and no more are taken on",
                next_step="try again in a few minutes",
            )
        job = Job(id=job_id(kind, inputs), kind=kind, title=title, inputs=inputs)
        job.folder = str(self.folder / job.id) if writes else ""
        self._jobs[job.id] = job
        self._jobs.move_to_end(job.id)
        job.work = asyncio.get_running_loop().create_task(self._do(job))
        self._forget()
        return job

    async def _do(self, job: Job) -> None:
        def step(text: str, done: int | None, total: int | None) -> None:
            job.status = RUNNING
            job.part = done / total if done is not None and total else None
            if not job.steps or job.steps[-1] != text:
                job.steps.append(text)
            job.tell()

        def started() -> None:
            job.status = RUNNING
            job.tell()
            self._tell_line()

        try:
            given = {**job.inputs, "folder": job.folder} if job.folder else job.inputs
            job.result = await self.crew.run(job.kind, given, step=step, started=started)
            job.status = DONE
        except DetenteError as error:
            job.fault, job.status = problem(error), FAILED
        except asyncio.CancelledError:
            job.status = CANCELLED
        finally:
            job.part = None
            job.tell()
            self._tell_line()

    def _tell_line(self) -> None:
        """Let those who wait know that the line has moved."""
        for one in self.line():
            one.tell()

    def find(self, id: str) -> Job:
        """Give a job.

        Parameters
        ----------
        id : str
            Its id.

        Raises
        ------
        Refused
            Where none is kept under it.
        """
        job = self._jobs.get(id)
        if job is None:
            raise Refused(
                "no job of that id is kept",
                HTTPStatus.NOT_FOUND,
                next_step="start it again from the page of the relation",
            )
        return job

    def cancel(self, job: Job) -> None:
        """End a job, wherever it is.

        Parameters
        ----------
        job : Job
            The job.
        """
        if job.work is not None and not job.has_ended:
            job.status = CANCELLED
            job.work.cancel()
            job.tell()

    def line(self) -> list[Job]:
        """Give the jobs that wait, the next one first."""
        return [job for job in self._jobs.values() if job.status == WAITING]

    def place(self, job: Job) -> int:
        """Give the place of a job in the line, from 1; 0 where it does not wait.

        Parameters
        ----------
        job : Job
            The job.
        """
        line = self.line()
        return line.index(job) + 1 if job in line else 0

    async def news(self, job: Job) -> AsyncIterator[str]:
        """Give a job as server-sent events, from now to its end.

        Parameters
        ----------
        job : Job
            The job.

        Yields
        ------
        str
            An event, or a comment where there is no news.
        """
        while True:
            waiting = job.news
            said = json.dumps(job.plain(self.place(job)), ensure_ascii=False)
            yield f"event: progress\ndata: {said}\n\n"
            if job.has_ended:
                return
            try:
                async with asyncio.timeout(BEAT):
                    await waiting.wait()
            except TimeoutError:
                yield ": no news\n\n"

    def _forget(self) -> None:
        """Forget the oldest jobs that have ended, and what they wrote."""
        ended = [job for job in self._jobs.values() if job.has_ended]
        for job in ended[: max(0, len(ended) - self.limits.kept_jobs)]:
            del self._jobs[job.id]
            shutil.rmtree(self.folder / job.id, ignore_errors=True)

    @property
    def folder(self) -> Path:
        """Where jobs write; it is made when it is first asked for, and goes with the server."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="detente-jobs-")
        return Path(self._folder.name)

    async def close(self) -> None:
        """End every job."""
        works = [job.work for job in self._jobs.values() if job.work and not job.work.done()]
        for work in works:
            work.cancel()
        await asyncio.gather(*works, return_exceptions=True)
        if self._folder is not None:
            self._folder.cleanup()


def job_id(kind: str, inputs: dict[str, Any]) -> str:
    """Name a job by its inputs.

    Parameters
    ----------
    kind : str
        The task.
    inputs : dict
        What it takes.

    Examples
    --------
    >>> job_id("paper", {"a": 1}) == job_id("paper", {"a": 1})
    True
    """
    text = json.dumps([kind, inputs], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:ID_SHOWN]
