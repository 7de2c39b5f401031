"""Fixtures of the workbench: the application in this process, and a server of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from starlette.testclient import TestClient

from detente.archive.convert import convert
from detente.settings import EVENTS_VARIABLE
from detente.web.app import create_app
from detente.web.config import Config, Limits
from tests.archive import made

READY = 60
"""Seconds in which a server has to answer on a busy machine; the figure is measured elsewhere."""
SMALL = Limits(task_time=240, job_time=300, queued=5, waiting=32, worker_mb=900)


EVENTS = (
    *("2012-03-01,220,255,040,1", "2012-03-02,220,255,040,2", "2012-03-09,255,220,110,3"),
    *("2012-05-07,255,220,190,4", "2012-05-07,255,220,190,5"),
)
"""Events of France and Germany; the last two are one."""


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application with workers and an archive of events, called without a network."""
    folder = tmp_path_factory.mktemp("events")
    own = made.write(folder / "own.csv", "date,ccode1,ccode2,code,id", *EVENTS)
    archive = convert([own], folder / "converted").folder
    app = create_app(Config(workers=1, log_requests=False, limits=SMALL))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(EVENTS_VARIABLE, str(archive))
        # as every test has it: nothing but the starter, whatever the user holds
        patch.setenv("DETENTE_HOME", str(folder / "home"))
        with TestClient(app, base_url="http://127.0.0.1") as opened:
            yield opened


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server as a user starts it; its address."""
    with started(tmp_path_factory) as address:
        yield address


@pytest.fixture(scope="session")
def reading_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for reading alone, which begins no job; its address."""
    with started(tmp_path_factory, "--read-only") as address:
        yield address


@contextmanager
def started(
    folders: pytest.TempPathFactory, *options: str, home: Path | None = None
) -> Iterator[str]:
    """Start a server on a free port with a home of its own or the given one, and end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folders.mktemp("server") / "log").open("w")
    command = [sys.executable, "-m", "detente", "serve", "--port", str(port), "--workers", "1"]
    command += options
    # such a server shows no archive of events
    environment = {name: said for name, said in os.environ.items() if name != EVENTS_VARIABLE}
    environment["DETENTE_HOME"] = str(home or folders.mktemp("server") / "home")
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended"
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer in time")
