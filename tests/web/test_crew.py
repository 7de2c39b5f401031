"""Workers: steps, refusals, a lost worker, a slow task, too many at once, memory."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from detente.errors import AmbiguousActor, Busy, LostWorker, RequestError, TooSlow, UnknownActor
from detente.web.config import Limits
from detente.web.crew import Crew, Terms, error_of
from detente.web.jobs import CANCELLED, DONE, FAILED, Jobs
from detente.web.shelf import DRAW
from detente.web.worker import error_parts

BAR: dict[str, Any] = {
    "mark": "bar",
    "data": {"values": [{"a": 1}]},
    "encoding": {"x": {"field": "a", "type": "quantitative"}},
}
LONG = 60.0


def with_crew(
    work: Callable[[Crew], Awaitable[None]],
    *,
    waiting: int = 9,
    seconds: float = LONG,
    most_mb: int = 2000,
) -> None:
    """Do something with a crew of one that draws."""

    async def run() -> None:
        terms = Terms(waiting=waiting, seconds=seconds, patience=LONG, most_mb=most_mb)
        crew = Crew(DRAW, 1, terms)
        crew.open(warm=False)
        try:
            await work(crew)
        finally:
            await crew.close()

    asyncio.run(run())


def test_a_task_is_done_in_another_process() -> None:
    async def work(crew: Crew) -> None:
        assert (await crew.run("draw", {"picture": BAR})).startswith("<svg")
        (worker,) = crew.workers
        assert worker.pid != os.getpid() and worker.memory > 0
        assert crew.plain()["alive"] == 1

    with_crew(work)


def test_what_a_task_refuses_is_raised_here_with_its_parts() -> None:
    async def work(crew: Crew) -> None:
        table = {"columns": ["a"], "rows": [["1"]], "form": "exe", "title": ""}
        with pytest.raises(RequestError) as caught:
            await crew.run("table", table)
        assert caught.value.near == ("csv", "parquet", "xlsx")
        assert (await crew.run("draw", {"picture": "<svg/>"})) == "<svg/>"
        assert crew.replaced == 0

    with_crew(work)


def test_a_lost_worker_costs_a_clear_error_and_nothing_else() -> None:
    async def work(crew: Crew) -> None:
        await crew.run("draw", {"picture": BAR})
        (worker,) = crew.workers
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(LostWorker, match="ended before it was done; try again"):
            await crew.run("draw", {"picture": BAR})
        assert (await crew.run("draw", {"picture": BAR})).startswith("<svg")

    with_crew(work)


def test_a_slow_task_is_ended() -> None:
    async def work(crew: Crew) -> None:
        with pytest.raises(TooSlow, match="0 seconds"):
            await crew.run("fonts", {})
        assert crew.replaced == 1

    with_crew(work, seconds=0.01)


def test_more_than_may_wait_are_refused_at_once() -> None:
    async def work(crew: Crew) -> None:
        asked = [asyncio.ensure_future(crew.run("draw", {"picture": BAR})) for _ in range(1000)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        refused = [one for one in found if isinstance(one, Busy)]
        drawn = [one for one in found if isinstance(one, str)]
        assert len(drawn) == 4 and len(refused) == 996
        assert "waiting" in str(refused[0])

    with_crew(work, waiting=3)


def test_a_worker_that_has_too_much_memory_is_replaced() -> None:
    async def work(crew: Crew) -> None:
        await crew.run("draw", {"picture": BAR})
        assert crew.replaced == 1
        assert (await crew.run("draw", {"picture": BAR})).startswith("<svg")

    with_crew(work, most_mb=1)


def test_an_error_survives_the_way_between_processes() -> None:
    first = UnknownActor("no state is called so", near=["Serbia"], next_step="look")
    again = error_of(error_parts(first))
    assert type(again) is UnknownActor and again.near == ("Serbia",) and str(again) == str(first)
    several = error_of(error_parts(AmbiguousActor("several", codes=(260, 265))))
    assert isinstance(several, AmbiguousActor) and several.codes == (260, 265)


def with_jobs(work: Callable[[Jobs], Awaitable[None]], *, queued: int = 3) -> None:
    """Do something with jobs that draw."""

    async def on(crew: Crew) -> None:
        jobs = Jobs(crew, Limits(queued=queued, kept_jobs=2))
        try:
            await work(jobs)
        finally:
            await jobs.close()

    with_crew(on, waiting=50)


def picture(number: int) -> dict[str, Any]:
    return {"picture": {**BAR, "width": number}}


def test_the_same_job_is_done_once_and_kept() -> None:
    async def work(jobs: Jobs) -> None:
        job = jobs.begin("draw", "a bar", picture(1))
        assert jobs.begin("draw", "a bar", picture(1)) is job
        news = [one async for one in jobs.news(job)]
        assert job.status == DONE and "<svg" in job.result
        assert '"status": "done"' in news[-1] and news[0].startswith("event: progress")

    with_jobs(work)


def test_a_line_that_is_full_is_refused_and_the_place_is_stated() -> None:
    async def work(jobs: Jobs) -> None:
        first = [jobs.begin("draw", "a bar", picture(number)) for number in range(3)]
        assert [jobs.place(job) for job in first] == [1, 2, 3]
        for number in range(3, 1000):
            with pytest.raises(Busy, match="3 jobs are waiting"):
                jobs.begin("draw", "a bar", picture(number))
        for job in first:
            assert [one async for one in jobs.news(job)]
        assert {job.status for job in first} == {DONE}

    with_jobs(work)


def test_a_job_that_is_cancelled_leaves_the_line() -> None:
    async def work(jobs: Jobs) -> None:
        first, second = (jobs.begin("draw", "a bar", picture(number)) for number in (1, 2))
        await asyncio.sleep(0)
        jobs.cancel(second)
        assert [one async for one in jobs.news(second)] and second.status == CANCELLED
        jobs.cancel(first)
        assert [one async for one in jobs.news(first)]
        again = jobs.begin("draw", "a bar", picture(1))
        assert [one async for one in jobs.news(again)] and again.status == DONE

    with_jobs(work)


def test_a_job_that_fails_says_why() -> None:
    async def work(jobs: Jobs) -> None:
        table = {"columns": ["a"], "rows": [["1"]], "form": "exe", "title": ""}
        job = jobs.begin("table", "a table", table)
        assert [one async for one in jobs.news(job)]
        assert job.status == FAILED and job.fault["near"] == ["csv", "parquet", "xlsx"]

    with_jobs(work)


def test_results_are_kept_up_to_a_number() -> None:
    async def work(jobs: Jobs) -> None:
        ids = []
        for number in range(5):
            job = jobs.begin("draw", "a bar", picture(number))
            assert [one async for one in jobs.news(job)]
            ids.append(job.id)
        assert jobs.find(ids[-1]).status == DONE
        with pytest.raises(RequestError, match="no job of that id"):
            jobs.find(ids[0])

    with_jobs(work)
