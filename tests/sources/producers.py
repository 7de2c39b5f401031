"""Producers on loopback: a server that answers as each of them does, under their own addresses."""

from __future__ import annotations

import http.client
import http.server
import io
import threading
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

PAGE = b"<!DOCTYPE html>\n<html><title>Please wait</title></html>"


class Producer(http.server.BaseHTTPRequestHandler):
    """One request to one of the producers; the answers are those of the server."""

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""

    def do_GET(self) -> None:
        assert isinstance(self.server, Producers)
        url = "https:/" + self.path
        self.server.asked.append(url)
        with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has lost patience
            self.server.answers.get(url, status(404))(self)

    def say(self, code: int, body: bytes = b"", **headers: str) -> None:
        """Send an answer."""
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


Answer = Callable[[Producer], None]


class Producers(http.server.ThreadingHTTPServer):
    """All producers at once.

    Attributes
    ----------
    answers : dict
        What is answered, by official address.
    asked : list of str
        The addresses that were asked for, in order.
    """

    daemon_threads = True

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        super().__init__(("127.0.0.1", 0), Producer)
        self.answers = dict(answers)
        self.asked: list[str] = []


def file(body: bytes) -> Answer:
    return lambda request: request.say(200, body)


def page(request: Producer) -> None:
    """Answer with a form or a check for robots, as a success."""
    request.say(200, PAGE, Content_Type="text/html")


def status(code: int) -> Answer:
    return lambda request: request.say(code)


def moved(url: str) -> Answer:
    return lambda request: request.say(302, Location=url)


def slow(seconds: float) -> Answer:
    def answer(request: Producer) -> None:
        time.sleep(seconds)
        request.say(200, b"late")

    return answer


def cut_off(body: bytes, at: int, *, resumes: bool) -> Answer:
    """Break off after some bytes of the beginning; the rest is given where the server resumes."""

    def answer(request: Producer) -> None:
        wanted = request.headers.get("Range", "")
        start = int(wanted[6:-1]) if wanted and resumes else 0
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(body) - start))
        request.end_headers()
        request.wfile.write(body[start:] if start else body[:at])
        request.close_connection = True

    return answer


def zipped(**members: bytes) -> bytes:
    """Pack members into an archive; two underscores in a name are a folder, one is a dot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()


class ToLoopback(urllib.request.BaseHandler):
    """Sends every request for a producer to the server on loopback."""

    handler_order = 100

    def __init__(self, port: int) -> None:
        self.port = port

    def http_open(self, request: urllib.request.Request) -> Any:
        url = f"http://127.0.0.1:{self.port}/{request.host}{request.selector}"
        there = urllib.request.Request(url, headers=dict(request.header_items()))
        there.timeout = request.timeout
        return urllib.request.HTTPHandler().do_open(http.client.HTTPConnection, there)

    https_open = http_open


@contextmanager
def producers(answers: Mapping[str, Answer]) -> Iterator[Producers]:
    """Answer for the producers as long as the block lasts; no other host can be reached."""
    server = Producers(answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    opener = urllib.request.build_opener(ToLoopback(server.server_address[1]))
    urllib.request.install_opener(opener)
    try:
        yield server
    finally:
        urllib.request.install_opener(urllib.request.build_opener())
        server.shutdown()
        server.server_close()
