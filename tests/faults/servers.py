"""A mail server and a slow mirror on this machine, each in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from tests.faults.children import fork

PIECES = 8
"""Pieces in which the mirror sends a file, with a pause after each."""
PAUSE = 0.01


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _mail(port: int, accepted: Path) -> None:
    from aiosmtpd.controller import Controller

    class Box:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            with accepted.open("a") as file:
                file.write("".join(f"{to}\n" for to in envelope.rcpt_tos))
            return "250 accepted"

    controller = Controller(Box(), hostname="127.0.0.1", port=port)
    controller.start()
    signal.pause()


def _mirror(port: int, file: Path) -> None:
    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            size = len(data) // PIECES + 1
            for start in range(0, len(data), size):
                self.wfile.write(data[start : start + size])
                time.sleep(PAUSE)

        def log_message(self, *given: Any) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # who asked was killed

    HTTPServer(("127.0.0.1", port), Slow).serve_forever()


@contextmanager
def _serving(serve: Callable[[int], None]) -> Iterator[int]:
    """Run a server in a process of its own until it answers, and end it afterwards."""
    port = _free_port()
    number = fork()
    if number == 0:
        serve(port)
        os._exit(0)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)


@contextmanager
def mail_server(accepted: Path) -> Iterator[int]:
    """Give the port of a mail server that notes the addresses it took a letter for."""
    with _serving(lambda port: _mail(port, accepted)) as port:
        yield port


@contextmanager
def mirror(file: Path) -> Iterator[str]:
    """Give the address of a mirror that sends one file, slowly, whatever is asked for."""
    with _serving(lambda port: _mirror(port, file)) as port:
        yield f"http://127.0.0.1:{port}"
