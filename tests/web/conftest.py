"""Fixtures of the workbench: the application in this process, and a server of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from starlette.testclient import TestClient

from detente.web.app import create_app
from detente.web.config import Config, Limits

READY = 60
"""Seconds in which a server has to answer on a busy machine; the figure is measured elsewhere."""
SMALL = Limits(task_time=240, job_time=300, queued=5, waiting=32, worker_mb=900)


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """The application with workers, called without a network."""
    app = create_app(Config(workers=1, log_requests=False, limits=SMALL))
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
def started(folders: pytest.TempPathFactory, *options: str) -> Iterator[str]:
    """Start a server on a free port, and end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (folders.mktemp("server") / "log").open("w")
    command = [sys.executable, "-m", "detente", "serve", "--port", str(port), "--workers", "1"]
    command += options
    process = subprocess.Popen(command, stdout=log, stderr=log, env=dict(os.environ))
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
