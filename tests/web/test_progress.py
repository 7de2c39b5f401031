"""Progress of long work: server-sent events, the place in the line, cancel, the result after it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.slow
VIEW = "a=Sweden&b=NATO&as_of=2021&verb=accession"
LONG = f"/api/v1/scenarios?{VIEW}&draws=3000&horizon=25&seed=11"
SHORT = f"/api/v1/scenarios?{VIEW}&draws=20&horizon=3&seed=12"
PATIENCE = 300


@contextmanager
def sent(server: str, address: str, method: str = "GET") -> Iterator[HTTPResponse]:
    """Send a request; its answer, not yet read, until both ends are closed."""
    connection = HTTPConnection(urlsplit(server).netloc, timeout=PATIENCE)
    connection.request(method, address, headers={"accept": "application/json"})
    with closing(connection), connection.getresponse() as answer:
        yield answer


def told(server: str, address: str, method: str = "GET") -> dict[str, Any]:
    """Send a request and read its answer."""
    with sent(server, address, method) as answer:
        said: dict[str, Any] = json.loads(answer.read())
    return said


def events(answer: HTTPResponse) -> Iterator[dict[str, Any]]:
    """Read events as they come; lines that only keep the connection are left out."""
    while line := answer.readline():
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def test_progress_is_told_and_a_job_is_cancelled_where_it_is(server: str) -> None:
    running = told(server, LONG, "POST")
    waiting = told(server, SHORT, "POST")
    assert waiting["status"] == "waiting" and waiting["place"] == 1
    hearing = sent(server, waiting["links"]["events"])
    watching = sent(server, running["links"]["events"])
    with hearing as answer, watching as stream:
        assert answer.status == 200 and answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-type"].startswith("text/event-stream")
        heard, steps = events(answer), events(stream)
        first = next(heard)
        assert (first["status"], first["place"]) == ("waiting", 1)
        news = next(one for one in steps if one["status"] == "running" and one["steps"])
        assert news["place"] == 0 and news["title"] and news["inputs"]["asked"]["seed"] == 11

        # the one that runs is ended: the one that waits moves up and is done
        with sent(server, running["links"]["cancel"], "POST") as found:
            assert found.status == 303
        assert [one["status"] for one in steps][-1] == "cancelled", "and the stream ends"
        statuses = [one["status"] for one in heard]
    assert statuses[-1] == "done" and statuses == sorted(statuses, key=ORDER.index)

    done = told(server, waiting["links"]["self"])
    assert done["result"]["found"] and done["place"] == 0
    assert any(step.startswith("simulated 20 of 20 pairs") for step in done["steps"])
    assert told(server, running["links"]["self"])["status"] == "cancelled"
    with sent(server, waiting["links"]["events"]) as again:
        late = [one["status"] for one in events(again)]
    assert late == ["done"], "who comes late hears the end"


ORDER = ["waiting", "running", "done"]


def test_a_job_that_waits_is_taken_out_of_the_line(server: str) -> None:
    running = told(server, LONG.replace("seed=11", "seed=21"), "POST")
    waiting = [told(server, SHORT.replace("seed=12", f"seed={n}"), "POST") for n in (22, 23)]
    assert [one["place"] for one in waiting] == [1, 2]
    gone = told(server, waiting[0]["links"]["self"], "DELETE")
    assert gone["status"] == "cancelled"
    assert told(server, waiting[1]["links"]["self"])["place"] == 1
    for one in (running, waiting[1]):
        assert told(server, one["links"]["self"], "DELETE")["status"] == "cancelled"


def test_no_events_of_a_job_that_is_none(server: str) -> None:
    with sent(server, "/jobs/0123456789abcdef0123/events") as answer:
        assert answer.status == 404 and json.loads(answer.read())["next_step"]
