"""The guard before every route: hosts, sizes, times, headers, what is kept, and the log."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from detente.web.assets import style_hash
from detente.web.cache import Rendered, Shelf
from detente.web.config import Config
from detente.web.problems import MEDIA, Refused, problem, problem_text

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

access = logging.getLogger("detente.web.access")
OWN_ONLY = (
    f"default-src 'none'; script-src 'self'; style-src {style_hash()}; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What a page may load: only what this server sends, and its one style."""
FRAMED = OWN_ONLY.replace("frame-ancestors 'none'", "frame-ancestors *").replace(
    "script-src 'self'", "script-src 'none'"
)
"""The same for a view that other sites may show in a frame; it runs no script."""
SECURE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    # without any referrer a browser names no origin of a form either
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
FROM_HERE = ("same-origin", "none")
"""What a browser says of a request that a page of this server, or the reader, made."""
WANTED = re.compile(r"(q=(1(\.0{0,3})?|0\.(?!0*$)\d{1,3}))?")
"""A weight with which a client takes a form of content: none, or a number above zero (RFC 9110)."""
CACHED = b"public, max-age=300, must-revalidate"


class Guard:
    """Wraps the application.

    Parameters
    ----------
    app : callable
        The application.
    config : Config
        How the workbench is run.
    kept : Shelf
        Answers by path and query.
    """

    def __init__(self, app: App, config: Config, kept: Shelf[Rendered]) -> None:
        self.app = app
        self.config = config
        self.kept = kept

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        seen = {"status": 0, "bytes": 0}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                message["headers"] = with_secure(list(message.get("headers", ())))
            else:
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._answer(scope, receive, sending)
        finally:
            if self.config.log_requests:
                _log(scope, seen, time.perf_counter() - began)

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        refused = self._refusal(scope, headers)
        if refused is not None:
            await send_problem(refused, scope, send)
            return
        if scope["method"] in ("GET", "HEAD"):
            found = self.kept.get(target_of(scope))
            if found is not None:
                await send_rendered(found, headers, send, with_body=scope["method"] == "GET")
                return
        limited = _Limited(receive, self.config)
        if scope["method"] == "HEAD":
            # every route that gives something answers this too, without the body
            scope, send = {**scope, "method": "GET"}, _bodiless(send)
        try:
            await self.app(scope, limited, send)
        except Refused as error:
            await send_problem(error, scope, send)

    def _refusal(self, scope: Message, headers: dict[bytes, bytes]) -> Refused | None:
        """Say why a request is not even looked at; None where it is."""
        limits = self.config.limits
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > limits.target:
            return Refused(
                f"the address is longer than {limits.target} bytes",
                HTTPStatus.REQUEST_URI_TOO_LONG,
            )
        host = headers.get(b"host", b"").decode("latin-1")
        if self.config.hosts and not _is_called(host, self.config.hosts):
            return Refused(
                "the workbench is called by another name",
                HTTPStatus.MISDIRECTED_REQUEST,
                next_step="the operator sets the name with --base-url",
            )
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or len(length) > 12 or int(length) > limits.body:
            return too_large(limits.body)
        if scope["method"] not in SAFE_METHODS:
            return self._foreign(headers, host)
        return None

    def _foreign(self, headers: dict[bytes, bytes], host: str) -> Refused | None:
        """Refuse what a page of another site has a browser send."""
        site = headers.get(b"sec-fetch-site", b"none").decode("latin-1")
        origin = headers.get(b"origin", b"").decode("latin-1")
        own = {host, urlsplit(self.config.own_address).netloc}
        if site in FROM_HERE and (not origin or urlsplit(origin).netloc in own):
            return None
        return Refused(
            "this was sent by a page of another site",
            HTTPStatus.FORBIDDEN,
            next_step="open the workbench itself and ask there",
        )


def _bodiless(send: Send) -> Send:
    """Send everything but the body."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sending


class _Limited:
    """Receives a body of at most so many bytes, within so many seconds.

    Parameters
    ----------
    receive : callable
        Gives the next piece.
    config : Config
        How the workbench is run.
    """

    def __init__(self, receive: Receive, config: Config) -> None:
        self.receive = receive
        self.limits = config.limits
        self.taken = 0
        self.is_whole = False
        self.until = time.monotonic() + self.limits.body_time

    async def __call__(self) -> Message:
        if self.is_whole:
            return await self.receive()  # waits until the client leaves
        left = max(0.01, self.until - time.monotonic())
        try:
            async with asyncio.timeout(left):
                message = await self.receive()
        except TimeoutError:
            raise Refused("the body did not arrive in time", HTTPStatus.REQUEST_TIMEOUT) from None
        self.taken += len(message.get("body", b""))
        if self.taken > self.limits.body:
            raise too_large(self.limits.body)
        self.is_whole = not message.get("more_body", False)
        return message


def too_large(limit: int) -> Refused:
    """Refuse a body that is too large.

    Parameters
    ----------
    limit : int
        Bytes that it may have.
    """
    return Refused(
        f"the body has more than {limit} bytes",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        next_step="send less at once",
    )


def _is_called(host: str, names: frozenset[str]) -> bool:
    """Tell whether a host header names the workbench."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return name in names or f"[{name}]" in names


def target_of(scope: Message) -> bytes:
    """Give the address of a request, as the client wrote it.

    Parameters
    ----------
    scope : mapping
        Of the request.
    """
    path: bytes = scope.get("raw_path") or str(scope["path"]).encode()
    query: bytes = scope["query_string"]
    return path + b"?" + query


def with_secure(headers: Headers) -> Headers:
    """Add what every answer has, unless the route says otherwise.

    Parameters
    ----------
    headers : list of (bytes, bytes)
        Of the answer.
    """
    names = {name for name, _ in headers}
    more = [(name, value) for name, value in SECURE if name not in names]
    if b"content-security-policy" not in names:
        more.append((b"content-security-policy", OWN_ONLY.encode()))
    if b"cache-control" not in names:
        more.append((b"cache-control", b"no-store"))
    return headers + more


async def send_rendered(
    found: Rendered, headers: dict[bytes, bytes], send: Send, *, with_body: bool = True
) -> None:
    """Send an answer that was made before, or say that the client has it.

    Parameters
    ----------
    found : Rendered
        The answer.
    headers : dict
        Of the request.
    send : callable
        Sends a message.
    with_body : bool
        Whether the body is sent.
    """
    own: Headers = [(b"etag", found.etag.encode()), (b"vary", b"accept-encoding")]
    own += [(name.encode(), value.encode()) for name, value in found.headers]
    if not any(name == "cache-control" for name, _ in found.headers):
        own.append((b"cache-control", CACHED))
    if is_known(headers.get(b"if-none-match", b"").decode("latin-1"), found.etag):
        await send({"type": "http.response.start", "status": 304, "headers": own})
        await send({"type": "http.response.body", "body": b""})
        return
    body = found.body
    if found.packed and takes_gzip(headers.get(b"accept-encoding", b"").decode("latin-1")):
        body = found.packed
        own.append((b"content-encoding", b"gzip"))
    own.append((b"content-type", found.media.encode()))
    own.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": found.status, "headers": own})
    await send({"type": "http.response.body", "body": body if with_body else b""})


def is_known(asked: str, etag: str) -> bool:
    """Tell whether a client has the content already.

    Parameters
    ----------
    asked : str
        The header ``If-None-Match``.
    etag : str
        Of the content.

    Examples
    --------
    >>> is_known('W/"a", "b"', '"b"'), is_known("", '"b"')
    (True, False)
    """
    given = [one.strip().removeprefix("W/") for one in asked.split(",")]
    return etag in given or "*" in given


def takes_gzip(asked: str) -> bool:
    """Tell whether a client takes compressed content.

    Parameters
    ----------
    asked : str
        The header ``Accept-Encoding``.

    Examples
    --------
    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0, br"), takes_gzip("")
    (True, False, False)
    """
    weights = dict(one.lower().partition(";")[::2] for one in asked.replace(" ", "").split(","))
    return "gzip" in weights and bool(WANTED.fullmatch(weights["gzip"]))


async def send_problem(error: Refused, scope: Message, send: Send) -> None:
    """Send a refusal as problem+json.

    Parameters
    ----------
    error : Refused
        What is wrong.
    scope : mapping
        Of the request.
    send : callable
        Sends a message.
    """
    body = problem_text(problem(error, instance=scope["path"])).encode()
    headers = [(b"content-type", MEDIA.encode()), (b"content-length", str(len(body)).encode())]
    # what is left of a body that is not read must not be taken for the next request
    headers.append((b"connection", b"close"))
    start = {"type": "http.response.start", "status": int(error.status), "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _log(scope: Message, seen: dict[str, int], seconds: float) -> None:
    """Log a request without the address of who sent it, and without the query."""
    line = {
        "method": scope["method"],
        "path": scope["path"][:200],
        "status": seen["status"],
        "bytes": seen["bytes"],
        "ms": round(seconds * 1000, 1),
    }
    access.info(json.dumps(line, ensure_ascii=True))
