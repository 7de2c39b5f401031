"""Time frozen files at fifty clients, beside the same server with nothing but a static folder.

``python benchmarks/register_files.py`` starts a site with one paper in a temporary folder, and asks
for a picture of 30 kB: from the site, and from the server's own static handler alone, in turns. The
clients are one other process, which keeps a connection for each and parses nothing but lengths.
"""

from __future__ import annotations

import hashlib
import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
CLIENTS, ANSWERS, TURNS = 50, 20_000, 5
SIZE = 30_000
"""Bytes of the picture."""
NAME = "picture.svg"
END = b"\r\n0\r\n\r\n"
"""How an answer in chunks ends."""
WAIT = 60
"""Seconds in which a server has to answer."""
FILL = f"""
import random, sys
from dataclasses import replace
from pathlib import Path
from detente.register.opening import open_site
from detente.register.site import Site
open_site(Site(folder=Path(sys.argv[1])))
from detente.register.publishing import Filing, publish
from tests.register.conftest import taken
paper = taken()
picture = random.Random(1).randbytes({SIZE})
publish(replace(paper, files={{**paper.files, "{NAME}": picture}}), Filing(slug="one"), who="test")
"""
ALONE = """
import asyncio, sys
from pathlib import Path
from granian.server.embed import Server

async def app(scope, receive, send):
    pass

asyncio.run(Server(app, port=int(sys.argv[1]), interface="asgi", log_enabled=False,
    static_path_route=["/files"], static_path_mount=[Path(sys.argv[2])]).serve())
"""


class Client:
    """One connection: it asks again as soon as an answer is complete."""

    def __init__(self, port: int, request: bytes, length: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request, self.length = request, length
        self.buffer = bytearray(1 << 17)
        self.missing, self.began = 0, 0.0

    def ask(self) -> None:
        """Send the request."""
        self.missing, self.began = self.length, time.perf_counter()
        self.socket.sendall(self.request)

    def take(self) -> float | None:
        """Take what arrived; the seconds of the answer where it is complete."""
        count = self.socket.recv_into(self.buffer)
        assert count, "the server closed the connection"
        self.missing -= count
        assert self.missing >= 0, "an answer is longer than the first one"
        return time.perf_counter() - self.began if not self.missing else None


def load(port: int, path: str, digest: str) -> dict[str, float]:
    """Rate and 95th percentile of a server; the bytes of the first answer are compared."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    length = _length(port, request, digest)
    clients = [Client(port, request, length) for _ in range(CLIENTS)]
    waiting = selectors.DefaultSelector()
    for client in clients:
        waiting.register(client.socket, selectors.EVENT_READ, client)
    began = time.perf_counter()
    for client in clients:
        client.ask()
    seconds: list[float] = []
    while len(seconds) < ANSWERS:
        for key, _ in waiting.select():
            taken = key.data.take()
            if taken is not None:
                seconds.append(taken)
                key.data.ask()
    rate = len(seconds) / (time.perf_counter() - began)
    for client in clients:
        client.socket.close()
    return {"rate": rate, "p95": 1000 * quantiles(seconds, n=20)[-1]}


def _length(port: int, request: bytes, digest: str) -> int:
    """Bytes of an answer, of which the body is the file that was frozen.

    The server sends a file in chunks; one of this size is one chunk, so that every answer is as
    long as the first. The load asserts that.
    """
    data = b""
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.sendall(request)
        while not data.endswith(END):
            data += one.recv(1 << 16)
    head, _, rest = data.partition(b"\r\n\r\n")
    size, _, body = rest.partition(b"\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head[:200]
    assert int(size, 16) == SIZE, "the picture came in more than one chunk"
    found = hashlib.sha256(body[:SIZE]).hexdigest()
    assert found == digest, "the bytes are not those that were frozen"
    return len(data)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], port: int, home: Path) -> Iterator[None]:
    """Run a server until the block ends."""
    env = dict(os.environ) | {"DETENTE_HOME": str(home)}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=env, stdout=quiet, stderr=quiet) as server:
        try:
            until = time.monotonic() + WAIT
            while time.monotonic() < until:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield
        finally:
            server.terminate()
            server.wait()


def main() -> None:
    """Compare the site with the server's own static handler."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        # the paper is one of the tests, which are found from the root
        subprocess.run([sys.executable, "-c", FILL, str(home / "site")], check=True, cwd=ROOT)
        folder = home / "site" / "public" / "files"
        digest = hashlib.sha256((folder / "one" / "1" / NAME).read_bytes()).hexdigest()
        path = f"/files/one/1/{NAME}"
        site, alone = free_port(), free_port()
        serve = [sys.executable, "-m", "detente", "serve", "--publish", "--workers", "1", "--quiet"]
        bare = [sys.executable, "-c", ALONE, str(alone), str(folder)]
        with served([*serve, "--port", str(site)], site, home), served(bare, alone, home):
            with urlopen(f"http://127.0.0.1:{site}/papers/one/", timeout=WAIT) as page:
                assert page.status == 200
            turns = [_turn(site, alone, path, digest) for _ in range(TURNS)]
        share, late = (median(column) for column in zip(*turns, strict=True))
        print(
            f"median of {TURNS} turns: site to handler {share:.2f}, p95 of the site {late:.1f} ms"
        )


def _turn(site: int, alone: int, path: str, digest: str) -> tuple[float, float]:
    """Measure both, each by a process of its own: site to handler, and p95 of the site."""
    found = {}
    for name, port in (("static handler alone", alone), ("site", site)):
        command = [sys.executable, __file__, str(port), path, digest]
        said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        found[name] = json.loads(said)
        rate, late = found[name]["rate"], found[name]["p95"]
        print(f"{name}: {rate:.0f} files a second, p95 {late:.1f} ms at {CLIENTS} clients")
    share = found["site"]["rate"] / found["static handler alone"]["rate"]
    print(f"site to handler: {share:.2f}", flush=True)
    return share, found["site"]["p95"]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(load(int(sys.argv[1]), sys.argv[2], sys.argv[3])))
    else:
        main()
