"""Spoiled requests to the workbench, answered in this process: each a problem in one line."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, unquote

from detente.errors import DetenteError, LostWorker
from detente.web.app import create_app
from detente.web.config import Config
from detente.web.shelf import DRAW, LONG, MEASURE, TASKS
from tests.faults.spoil import PIECES, spoil

SOUND = (
    ("GET", "/api/v1/actors?q=Rus&limit=5", ""),
    ("GET", "/api/v1/actors/Rusko?as_of=1985", ""),
    ("GET", "/api/v1/relation?a=NATO&b=Russia&as_of=2013", ""),
    ("GET", "/api/v1/measures?a=India&b=China&format=parquet", ""),
    ("GET", "/api/v1/measures/identity.same_votes?a=NATO&b=Russia", ""),
    ("GET", "/api/v1/windows?a=NATO&b=Russia&as_of=2013", ""),
    ("GET", "/api/v1/risk?a=India&b=China&as_of=2010", ""),
    ("GET", "/api/v1/panels?grain=state-years&since=2000&until=2001&add=nmc&format=csv", ""),
    ("GET", "/api/v1/sources/vdem", ""),
    ("GET", "/api/v1/map?bloc=NATO&as_of=2004", ""),
    ("GET", "/api/v1/jobs/0123456789abcdef", ""),
    ("DELETE", "/api/v1/jobs/0123456789abcdef", ""),
    ("GET", "/api/v1/jobs/0123456789abcdef/files/brief.pdf", ""),
    ("POST", "/api/v1/claims", '{"text": "[[claim]]\\nid = \\"1\\"\\n"}'),
    ("POST", "/api/v1/briefs", '{"a": "NATO", "b": "Russia", "as_of": "2013", "horizon": 5}'),
    ("POST", "/api/v1/scenarios?a=Serbia&b=EU&verb=accession&draws=200&prior=a:0.5", ""),
    ("GET", "/relation/NATO/RUS?as_of=2013&edition=0a1b2c", ""),
    ("GET", "/relation/NATO/RUS/figures/votes.narrow.svg?as_of=2013", ""),
    ("GET", "/relation/NATO/RUS/tables/votes.csv?as_of=2013", ""),
    ("GET", "/relation/NATO/RUS/cite.bib?as_of=2013", ""),
    ("GET", "/embed/NATO/RUS/votes?as_of=2013&edition=0a1b2c", ""),
    ("GET", "/compare?r=NATO,Russia&r=India,China&measure=distance&as_of=2013", ""),
    ("GET", "/scenario?a=Serbia&b=EU&verb=accession&year=2014&horizon=10", ""),
    ("GET", "/panels?grain=dyad-years&since=2000&until=2001&add=nmc", ""),
    ("GET", "/map?bloc=EU&as_of=2004", ""),
    ("POST", "/claims", "text=%5B%5Bclaim%5D%5D&measure=people&of=China"),
    ("GET", "/search?q=Rus", ""),
    ("GET", "/healthz", ""),
)
"""Requests that are answered, or refused for a job that there is not."""
HEADERS = (
    ("accept", "text/html"),
    ("accept", "application/json"),
    ("if-none-match", '"0", W/"1", *'),
    ("accept-encoding", "gzip;q=0"),
    ("content-type", "application/json"),
    ("content-type", "application/x-www-form-urlencoded"),
    ("content-type", "multipart/form-data; boundary=x"),
    ("origin", "https://evil.example"),
    ("sec-fetch-site", "cross-site"),
    ("host", "evil.example"),
    ("range", "bytes=0-99999999999"),
    ("content-length", "99999999999999999999"),
)
BARE = "/?&=,:;%-._~!$'()*+@"
"""Letters that stay as they are in an address."""
PROBLEM = b"application/problem+json"
BUSY = 503
OURS, THEIRS = 500, 400


@dataclass(frozen=True)
class Sent:
    """A request as bytes."""

    method: str
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class InThisProcess:
    """Does the tasks of a crew at once; a long one is not begun."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    async def run(self, task: str, arguments: dict[str, Any], **_: Any) -> Any:
        """Do a task, so that a fault of it is seen where it was made."""
        if self.kind == LONG:
            raise LostWorker("jobs are not begun here")
        module, _, name = TASKS[task].partition(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found(**arguments)

    def plain(self) -> dict[str, int]:
        """Say that nobody works."""
        return {"alive": 0, "waiting": 0, "replaced": 0, "largest_mb": 0}


@cache
def application() -> Any:
    """Make the application, whose tasks are done in this process."""
    app = create_app(Config(log_requests=False))
    inner: Any = app.app
    service = inner.state.service
    service.measure, service.draw = InThisProcess(MEASURE), InThisProcess(DRAW)
    service.long = service.jobs.crew = InThisProcess(LONG)
    return app


@cache
def runner() -> asyncio.Runner:
    """Keep one loop: what is kept belongs to it."""
    return asyncio.Runner()


def request(random: Random) -> Sent:
    """Spoil one part of a sound request, or several."""
    method, address, body = random.choice(SOUND)
    part = random.randrange(10)
    if part < 6:
        address = _address(random, address)
    if part in (5, 6, 7) and body:
        body = spoil(random, body)
    if part in (3, 8):
        method = random.choice(("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "X", "get"))
    headers = [random.choice(HEADERS) for _ in range(random.randrange(3))]
    if part in (4, 9):
        headers.append((random.choice(HEADERS)[0], spoil(random, random.choice(HEADERS)[1])))
    sent = {"host": "127.0.0.1", **dict(headers)}
    if body and "content-type" not in sent and random.random() < 0.9:
        sent["content-type"] = "application/json" if body[0] == "{" else HEADERS[5][1]
    as_bytes = tuple((name.encode(), _of_header(value)) for name, value in sent.items())
    target = quote(address, safe=BARE, errors="surrogatepass").encode()
    return Sent(method, target, headers=as_bytes, body=body.encode("utf-8", "surrogatepass"))


def _address(random: Random, address: str) -> str:
    """Spoil a value of an address, or the whole of it."""
    if random.random() < 0.2:
        return "/" + spoil(random, address[1:])
    parts = address.replace("?", "\n?").replace("&", "\n&").replace("/", "\n/").split("\n")
    place = random.randrange(len(parts))
    name, joint, value = parts[place].rpartition("=" if "=" in parts[place] else "/")
    given = random.choice((spoil(random, value), random.choice(PIECES), ""))
    return "".join((*parts[:place], name, joint, given, *parts[place + 1 :]))


def _of_header(value: str) -> bytes:
    """Write a header as a server hands it on: it refuses line ends and other controls itself."""
    return bytes(byte for byte in value.encode("utf-8", "surrogatepass") if byte >= 32)


def answered(given: Sent, folder: Path) -> None:
    """Send a request; refuse what is refused, and fail where the answer is not what it shall be."""
    status, headers, body = answer(given)
    kind = headers.get(b"content-type", b"")
    if headers.get(b"content-encoding") == b"gzip":
        body = gzip.decompress(body)
    is_text = kind.startswith((b"text/", b"application/j", PROBLEM))
    if b"set-cookie" in headers or (is_text and b"\x1b" in body):
        raise ValueError("an answer with a cookie or a control character")
    if status < THEIRS:
        return
    if status >= OURS and status != BUSY:
        raise ValueError(f"status {status}")
    if given.method == "HEAD":
        raise DetenteError(f"status {status}")
    if kind.startswith(b"text/html"):
        if b"content-security-policy" not in headers or b"Traceback" in body:
            raise ValueError("a page of an error without its policy")
        raise DetenteError(f"status {status}")
    if not kind.startswith(PROBLEM):
        raise ValueError(f"status {status} as {kind!r}")
    raise DetenteError(json.loads(body)["detail"])


def answer(given: Sent) -> tuple[int, dict[bytes, bytes], bytes]:
    """Give the status, headers and body with which a request is answered."""
    return runner().run(_send(given))


async def _send(given: Sent) -> tuple[int, dict[bytes, bytes], bytes]:
    """Hand a request to the application, as a server does."""
    path, _, query = given.target.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": given.method,
        "scheme": "http",
        "path": unquote(path.decode("ascii"), errors="replace"),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": list(given.headers),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    parts = [{"type": "http.request", "body": given.body, "more_body": False}]
    heads: list[dict[str, Any]] = []
    bodies: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return parts.pop() if parts else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            heads.append(message)
        else:
            bodies.append(message.get("body", b""))

    await application()(scope, receive, send)
    (head,) = heads
    return head["status"], dict(head["headers"]), b"".join(bodies)
