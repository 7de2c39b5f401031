"""Time the workbench: a server as a user starts it, load from this process.

python benchmarks/web.py [--short] [--strict] [--soak MINUTES]

Needs Chromium for the first paint.

The answers are asserted first. The machine's own ceiling, a server that does nothing but send the
same bytes, is printed beside the rates. Whether a bar is met is printed; with --strict it is
asserted, on a quiet machine.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import combinations
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.request import urlopen

SHORT, STRICT = "--short" in sys.argv, "--strict" in sys.argv
READY_BAR, WARM_BAR, FIRST_BAR = 2.0, 0.150, 0.900
RATE_BAR, PAGE_BAR = 600.0, 150_000
MAIN_BAR, WORKER_BAR, GROWTH_BAR, PAINT_BAR = 450, 500, 1.05, 1.0
"""Bars of the figures: seconds, answers a second, bytes, megabytes, growth in a soak, seconds."""
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000}
SLOW_LINE["uploadThroughput"] = 94_000
SLOWER = 4
"""A line of 1.6 megabits with 150 milliseconds of delay, and a processor a fourth as fast."""
READERS = 20
REQUESTS = 400 if SHORT else 4000
PAIRS = 20 if SHORT else 500
PAGE = "/relation/FRA/DEU?as_of=2013"
SVG = "/relation/FRA/DEU/figures/votes.svg?as_of=2013"
API = "/api/v1/measures?a=FRA&b=DEU&as_of=2013"
NEW = (("IND", "CHN"), ("TUR", "GRC"), ("JPN", "KOR"), ("BRA", "ARG"), ("SRB", "EU"))
STATES = ("USA", "CAN", "GBR", "FRA", "DEU", "POL", "ITA", "ESP", "SWE", "NOR", "FIN", "TUR")
MORE = ("RUS", "CHN", "IND", "JPN", "KOR", "BRA", "ARG", "MEX", "EGY", "ISR", "IRN", "SAU")
SOUTH = ("ZAF", "NGA", "KEN", "ETH", "IDN", "VNM", "THA", "PHL")
CEILING = """
import sys
from granian.constants import Interfaces
from granian.server.embed import Server
import asyncio
body = b"x" * int(sys.argv[2])
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})
server = Server(app, port=int(sys.argv[1]), interface=Interfaces.ASGINL, log_enabled=False)
asyncio.run(server.serve())
"""
met: list[bool] = []


def say(name: str, value: str, is_met: bool | None = None) -> None:
    """Print a figure, and whether its bar is met."""
    word = "" if is_met is None else "met" if is_met else "NOT MET"
    print(f"{name:<52}{value:>22}  {word}", flush=True)
    if is_met is not None:
        met.append(is_met)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[tuple[int, float]]:
    """Run a server; give its process and the seconds until it answers."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                    break
            except OSError:
                assert time.perf_counter() - began < 120, "the server did not answer"
                time.sleep(0.01)
        yield process.pid, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(timeout=60)


class Reader:
    """One connection that asks again and again.

    Parameters
    ----------
    port : int
        Of the server.
    """

    def __init__(self, port: int) -> None:
        self.asked = HTTPConnection("127.0.0.1", port, timeout=300)

    def ask(self, path: str) -> tuple[int, bytes, float]:
        """Give status, body and seconds."""
        began = time.perf_counter()
        self.asked.request("GET", path, headers={"accept": "text/html", "accept-encoding": "gzip"})
        found = self.asked.getresponse()
        body = found.read()
        return found.status, body, time.perf_counter() - began


def loaded(port: int, path: str, requests: int) -> tuple[float, float]:
    """Ask with many readers; answers a second, and the 95th percentile in seconds."""
    each = requests // READERS

    def read(_: int) -> list[float]:
        reader = Reader(port)
        found = [reader.ask(path) for _ in range(each)]
        assert all(status == 200 for status, _, _ in found)
        return [seconds for _, _, seconds in found]

    began = time.perf_counter()
    with ThreadPoolExecutor(READERS) as readers:
        times = [one for part in readers.map(read, range(READERS)) for one in part]
    return len(times) / (time.perf_counter() - began), quantiles(times, n=20)[18]


def memory(pid: int) -> int:
    """Megabytes of a process."""
    text = Path(f"/proc/{pid}/statm").read_text(encoding="ascii")
    return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def children(pid: int) -> list[int]:
    """Give the processes that a process has started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(one) for one in text.split()]


def processor_seconds(pid: int) -> float:
    """Seconds that a process and those that it started have computed."""
    ticks = 0
    for one in (pid, *children(pid)):
        after_name = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2]
        user, system = after_name.split()[11:13]
        ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_for_workers(port: int) -> None:
    """Wait until every worker is ready: what is measured is a server that runs, not its start."""
    address = f"http://127.0.0.1:{port}/healthz"
    until = time.monotonic() + 120
    while True:
        crews = json.loads(urlopen(address, timeout=5).read())["workers"]
        if crews["measure"]["ready"] == 2 and crews["draw"]["ready"] == 1:
            return
        assert time.monotonic() < until, "the workers did not start"
        time.sleep(0.05)


def first_visits(port: int) -> list[float]:
    """Seconds of the first visit of each pair: the page, with its first picture inside."""
    reader = Reader(port)
    times = []
    for first, second in NEW:
        status, _, seconds = reader.ask(f"/relation/{first}/{second}?as_of=2024")
        assert status == 200
        times.append(seconds)
    return times


def many_pairs(port: int, pid: int) -> tuple[int, int]:
    """Visit many pairs; the most megabytes of the server and of a worker, as they are seen."""
    names = (*STATES, *MORE, *SOUTH)
    reader = Reader(port)
    most, worker = 0, 0
    for first, second in list(combinations(names, 2))[:PAIRS]:
        assert reader.ask(f"/relation/{first}/{second}?as_of=2024")[0] == 200
        most = max(most, memory(pid))
        worker = max(worker, *(memory(one) for one in children(pid)))
    return most, worker


def soaked(port: int, pid: int, minutes: float) -> float:
    """Ask for what is kept for some minutes; how much the process has grown that grew most."""
    reader = Reader(port)
    for _ in range(500):
        reader.ask(PAGE)
    processes = (pid, *children(pid))
    before, until = [memory(one) for one in processes], time.monotonic() + 60 * minutes
    while time.monotonic() < until:
        for path in (PAGE, SVG, API, "/", "/sources"):
            reader.ask(path)
    after = (memory(one) for one in processes)
    return max(now / then for now, then in zip(after, before, strict=True))


def painted(port: int) -> tuple[int, float]:
    """Open a page in Chromium on a throttled profile, thrice: bytes of it, median first paint."""
    from shutil import which

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = which("chromium") or which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        views = [_view(browser, port) for _ in range(3)]
        browser.close()
    return max(sent for sent, _ in views), median(first for _, first in views)


def _view(browser: Any, port: int) -> tuple[int, float]:
    """Open a page for the first time: bytes, and seconds until something is drawn."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    profile = context.new_cdp_session(page)
    profile.send("Network.enable")
    profile.send("Network.emulateNetworkConditions", SLOW_LINE)
    profile.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[float] = []
    profile.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
    page.goto(f"http://127.0.0.1:{port}{PAGE}", wait_until="load")
    paints = "performance.getEntriesByName('first-contentful-paint').map(one => one.startTime)"
    page.wait_for_function(f"{paints}.length > 0")
    first = page.evaluate(paints)[0] / 1000
    context.close()
    return round(sum(sizes)), first


def ceiling(size: int) -> float:
    """Answers a second of a server that only sends so many bytes."""
    port = free_port()
    with running([sys.executable, "-c", CEILING, str(port), str(size)], port):
        return loaded(port, "/", REQUESTS)[0]


def say_first_views(port: int, pid: int) -> None:
    """Print what a reader waits for who was not here before."""
    sent, paint = painted(port)
    say("bytes of a first view, throttled", f"{sent:,}", sent < PAGE_BAR)
    say("first contentful paint, throttled", f"{paint:.2f} s", paint < PAINT_BAR)
    before = processor_seconds(pid)
    visits = first_visits(port)
    each = (processor_seconds(pid) - before) / len(visits)
    say("processor seconds of a first visit, all processes", f"{each:.2f} s")
    shown = f"{median(visits):.2f} s, {max(visits):.2f} s"
    say("first visit of a pair, with its picture: median, most", shown, max(visits) < FIRST_BAR)


def main() -> None:
    """Measure, print, and assert where that is asked for."""
    port = free_port()
    command = [sys.executable, "-m", "detente", "serve", "--port", str(port), "--quiet"]
    with running(command, port) as (pid, ready):
        say("ready to answer", f"{ready:.2f} s", ready < READY_BAR)
        reader = Reader(port)
        wait_for_workers(port)
        status, body, _ = reader.ask(PAGE)
        assert status == 200 and reader.ask(PAGE)[1] == body
        assert json.loads(urlopen(f"http://127.0.0.1:{port}{API}").read())["measures"]
        assert reader.ask(SVG)[0] == 200
        say("compressed bytes of a relation page", f"{len(body):,}", len(body) < PAGE_BAR)
        say_first_views(port, pid)
        bare = ceiling(len(body))
        say("the machine's own ceiling, as many bytes", f"{bare:,.0f} a second")
        for name, path in (("page", PAGE), ("picture", SVG), ("API answer", API)):
            rate, late = loaded(port, path, REQUESTS)
            say(f"kept {name}, {READERS} readers", f"{rate:,.0f} a second", rate > RATE_BAR)
            say(f"kept {name}, 95th percentile", f"{1000 * late:.0f} ms", late < WARM_BAR)
        most, worker = many_pairs(port, pid)
        say(f"server after {PAIRS} pairs", f"{most} MB", most < MAIN_BAR)
        say(f"largest worker in {PAIRS} pairs", f"{worker} MB", worker < WORKER_BAR)
        if "--soak" in sys.argv:
            minutes = float(sys.argv[sys.argv.index("--soak") + 1])
            grown = soaked(port, pid, minutes)
            say(f"growth in {minutes:g} minutes", f"{grown:.3f}", grown < GROWTH_BAR)
    assert all(met) or not STRICT, "a bar is not met"


if __name__ == "__main__":
    main()
