"""What was made once: pages, pictures and data by their content or address, up to a weight."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Kept = TypeVar("Kept")
SMALLEST = 600
"""Bytes under which nothing is compressed."""
COMPRESSED = ("text/", "application/json", "application/problem+json", "image/svg+xml")
"""Kinds of content that compress well."""
LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """An answer that can be sent any number of times.

    Attributes
    ----------
    body : bytes
        What is sent.
    media : str
        Its kind.
    packed : bytes
        The same, compressed; empty where that saves nothing.
    etag : str
        Digest of the content.
    headers : tuple of (str, str)
        Further headers.
    status : int
        Of the answer.
    """

    body: bytes
    media: str
    packed: bytes = b""
    etag: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200

    @property
    def weight(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.packed) + 500


def rendered(
    body: bytes | str, media: str, *, headers: tuple[tuple[str, str], ...] = (), status: int = 200
) -> Rendered:
    """Make an answer that can be kept.

    Parameters
    ----------
    body : bytes or str
        What is sent.
    media : str
        Its kind.
    headers : tuple of (str, str)
        Further headers.
    status : int
        Of the answer.

    Examples
    --------
    >>> rendered("<p>" + "a" * 1000, "text/html").packed[:2] == bytes([31, 139])
    True
    """
    data = body.encode() if isinstance(body, str) else body
    is_text = media.startswith(COMPRESSED) and len(data) >= SMALLEST
    packed = gzip.compress(data, LEVEL, mtime=0) if is_text else b""
    digest = hashlib.sha256(data).hexdigest()[:32]
    tag = f'"{digest}"'
    return Rendered(body=data, media=media, packed=packed, etag=tag, headers=headers, status=status)


class Shelf(Generic[Kept]):
    """Things by key, the one used longest ago going first where they weigh too much.

    Parameters
    ----------
    most : int
        The weight that they may have together.
    weigh : callable
        Gives the weight of a thing.

    Examples
    --------
    >>> shelf = Shelf(5, len)
    >>> shelf.put("a", "123")
    >>> shelf.put("b", "456")
    >>> shelf.get("a"), shelf.get("b")
    (None, '456')
    """

    def __init__(self, most: int, weigh: Callable[[Kept], int]) -> None:
        self.most = most
        self.weigh = weigh
        self.weight = 0
        self._kept: OrderedDict[Any, Kept] = OrderedDict()

    def get(self, key: Any) -> Kept | None:
        """Give what is kept under a key."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Any, thing: Kept) -> None:
        """Keep a thing; what weighs more than all may is not kept."""
        weight = self.weigh(thing)
        if weight > self.most:
            return
        before = self._kept.pop(key, None)
        if before is not None:
            self.weight -= self.weigh(before)
        self._kept[key] = thing
        self.weight += weight
        while self.weight > self.most:
            _, gone = self._kept.popitem(last=False)
            self.weight -= self.weigh(gone)

    def __len__(self) -> int:
        return len(self._kept)


class Once:
    """Work that several ask for at the same time is done once.

    Whoever leaves does not end the work: what was begun is kept for the next one.
    """

    def __init__(self) -> None:
        self._running: dict[Any, asyncio.Task[Any]] = {}

    async def result(self, key: Any, make: Callable[[], Awaitable[Any]]) -> Any:
        """Give the result of the work with a key, and begin it where nobody has.

        Parameters
        ----------
        key : hashable
            What names the work.
        make : callable
            Does it.
        """
        running = self._running.get(key)
        if running is None:
            running = asyncio.ensure_future(make())
            self._running[key] = running
            running.add_done_callback(lambda done: self._finished(key, done))
        return await asyncio.shield(running)

    def _finished(self, key: Any, done: asyncio.Task[Any]) -> None:
        self._running.pop(key, None)
        if not done.cancelled():
            done.exception()  # read, so that a fault nobody waits for is not reported twice
