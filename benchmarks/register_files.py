"""Time frozen files at fifty clients, beside the same server with nothing but a static folder.

``python benchmarks/register_files.py ADDRESS FILE`` asks a site that runs, such as
``http://127.0.0.1:8000/files/nato-russia-2013/2/brief.html``, and names the same file on the disk.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

CLIENTS, EACH = 50, 40
ALONE = """
import asyncio, sys
from pathlib import Path
from granian.server.embed import Server

async def app(scope, receive, send):
    pass

asyncio.run(Server(app, port=int(sys.argv[1]), interface="asgi", log_enabled=False,
    static_path_route=["/files"], static_path_mount=[Path(sys.argv[2])]).serve())
"""


def client(address: str) -> list[float]:
    """Ask for a file again and again over one connection."""
    parts = urlsplit(address)
    connection = HTTPConnection(str(parts.hostname), parts.port)
    seconds = []
    for _ in range(EACH):
        began = time.perf_counter()
        connection.request("GET", parts.path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        seconds.append(time.perf_counter() - began)
    connection.close()
    return seconds


def load(address: str, name: str) -> float:
    """Print and give the rate of a server."""
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        every = [one for part in pool.map(client, [address] * CLIENTS) for one in part]
    rate = len(every) / (time.perf_counter() - began)
    late = 1000 * quantiles(every, n=20)[-1]
    print(f"{name}: {rate:.0f} files a second, p95 {late:.1f} ms at {CLIENTS} clients")
    return rate


def main(address: str, file: Path) -> None:
    """Compare the site with the server's own static handler."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", ALONE, str(port), str(file.parent)]
    with subprocess.Popen(command) as server:
        try:
            time.sleep(3)
            own = f"http://127.0.0.1:{port}/files/{file.name}"
            for _ in range(3):
                alone = load(own, "static handler alone")
                site = load(address, "site")
                print(f"site to handler: {site / alone:.2f}")
        finally:
            server.kill()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
