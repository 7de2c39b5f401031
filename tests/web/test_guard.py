"""The guard before every route, tried without a worker: sizes, times, hosts, other sites."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.web.cache import Rendered, Shelf, rendered
from detente.web.config import Config, Limits
from detente.web.guard import Guard, Message, takes_gzip

BODY = 1_000
TARGET = 300


async def echo(scope: Message, receive: Any, send: Any) -> None:
    """Answer with the number of bytes that came."""
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


class Answer:
    """What the guard sends."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message.get("body", b"")


def asked(
    path: str = "/",
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    pieces: tuple[bytes, ...] = (b"",),
    config: Config | None = None,
    kept: Shelf[Rendered] | None = None,
    wait: float = 0.0,
) -> Answer:
    """Ask the guard for something."""
    limits = Limits(body=BODY, target=TARGET, body_time=0.3)
    guard = Guard(echo, config or Config(limits=limits), kept or Shelf(1000, lambda _: 1))
    given = {"host": "127.0.0.1:8000", **(headers or {})}
    where, _, query = path.partition("?")
    scope: dict[str, Any] = {"type": "http", "method": method, "path": where}
    scope |= {"raw_path": where.encode(), "query_string": query.encode()}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in given.items()]
    left = list(pieces)

    async def receive() -> Message:
        await asyncio.sleep(wait)
        piece = left.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    answer = Answer()
    asyncio.run(guard(scope, receive, answer.send))
    return answer


def test_every_answer_is_secured() -> None:
    headers = asked().headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in headers


def test_a_body_of_ten_megabytes_is_refused_before_it_is_read() -> None:
    answer = asked(method="POST", headers={"content-length": "10000000"})
    assert answer.status == 413
    assert json.loads(answer.body)["status"] == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_that_does_not_say_how_long_it_is_is_refused_when_it_is_too_long() -> None:
    assert asked(method="POST", pieces=(b"x" * 600,) * 20).status == 413
    assert asked(method="POST", pieces=(b"x" * 400, b"y" * 400)).body == b"800"


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 30, "x"])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    assert asked(method="POST", headers={"content-length": length}).status == 413


def test_a_body_that_comes_too_slowly_is_refused() -> None:
    assert asked(method="POST", pieces=(b"x",) * 9, wait=0.1).status == 408


def test_an_address_that_is_too_long_is_refused() -> None:
    assert asked("/?q=" + "a" * 400).status == 414


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "a b", "[", "x@y:z"]
)
def test_another_host_is_refused(host: str) -> None:
    assert asked(headers={"host": host}).status == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000"])
def test_the_own_host_is_known(host: str) -> None:
    assert asked(headers={"host": host}).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999", "sec-fetch-site": "same-origin"},
    ],
)
def test_another_site_changes_nothing(headers: dict[str, str]) -> None:
    assert asked("/jobs/1/cancel", method="POST", headers=headers).status == 403
    assert asked("/jobs/1/cancel", method="DELETE", headers=headers).status == 403
    assert asked("/", headers=headers).status == 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"}],
)
def test_the_own_page_and_a_program_may(headers: dict[str, str]) -> None:
    assert asked("/jobs/1/cancel", method="POST", headers=headers).status == 200


def test_what_is_kept_is_sent_without_asking_again() -> None:
    kept: Shelf[Rendered] = Shelf(10_000, lambda one: one.weight)
    found = rendered("<p>" + "a" * 900, "text/html")
    kept.put(b"/page?", found)
    assert asked("/page", kept=kept).body == found.body
    packed = asked("/page", kept=kept, headers={"accept-encoding": "gzip"})
    assert packed.body == found.packed and packed.headers["content-encoding"] == "gzip"
    same = asked("/page", kept=kept, headers={"if-none-match": found.etag})
    assert same.status == 304 and same.body == b""
    head = asked("/page", kept=kept, method="HEAD")
    assert head.body == b"" and head.headers["content-length"] == str(len(found.body))


def test_the_log_names_no_reader(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="detente.web.access"):
        asked("/relation/NATO/RUS?as_of=2013&x=secret")
    line = json.loads(caplog.records[-1].message)
    assert line["path"] == "/relation/NATO/RUS" and line["status"] == 200
    assert set(line) == {"method", "path", "status", "bytes", "ms"}


def test_compressed_content_is_sent_to_who_takes_it(client: TestClient) -> None:
    for accepted, sent in (("gzip", "gzip"), ("gzip;q=0", None), ("gzip;q=0.0, br", None)):
        found = client.get("/sources", headers={"accept-encoding": accepted, "accept": "text/html"})
        assert found.headers.get("content-encoding") == sent, accepted
        assert found.text.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("asked_for", "takes"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("gzip;q=1.000", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("gzip;q=01e3", False),
        ("gzip;q=2", False),
        ("gzip;q=-1", False),
        ("br", False),
    ],
)
def test_a_weight_that_is_none_is_not_taken_for_a_wish(asked_for: str, takes: bool) -> None:
    assert takes_gzip(asked_for) is takes
