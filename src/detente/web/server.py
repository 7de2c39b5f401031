"""The server: listens until it is interrupted, and ends its workers with it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from detente.errors import RequestError
from detente.letters import visible
from detente.web.config import Config
from detente.web.guard import App

logger = logging.getLogger(__name__)
HEADER_TIME = 10_000
"""Milliseconds in which the head of a request has to arrive."""
BACKLOG = 512
PACKAGES = ("fastapi", "granian", "python_multipart", "xlsxwriter")
"""What the extra brings."""
MISSING = "the workbench needs packages that are not installed"
INSTALL = "install them with: pip install 'detente[web]'"


def serve(
    config: Config,
    *,
    around: Callable[[App], App] | None = None,
    folders: Mapping[str, Path] | None = None,
) -> None:
    """Serve the workbench until it is interrupted.

    Parameters
    ----------
    config : Config
        How it is run.
    around : callable, optional
        Puts another application around the workbench.
    folders : mapping of str to pathlib.Path, optional
        Path to the folder whose files are sent below it, without asking an application.

    Raises
    ------
    RequestError
        Where a package is missing, or the port is taken.
    """
    require_packages()
    require_free(config.host, config.port)
    # what a client sends wrongly is answered: the reader of forms need not log it too
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(config, around, folders or {}))


def require_packages() -> None:
    """Refuse where a package of the extra is missing, before anything is promised.

    Raises
    ------
    RequestError
        Where one is missing.
    """
    if any(find_spec(name) is None for name in PACKAGES):
        raise RequestError(MISSING, next_step=INSTALL)


async def _serve(
    config: Config, around: Callable[[App], App] | None, folders: Mapping[str, Path]
) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.server.embed import Server

    from detente.web.app import create_app

    app: App = create_app(config)
    if around is not None:
        app = around(app)
    server = Server(
        app,
        address=config.host,
        port=config.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIME),
        websockets=False,
        backlog=BACKLOG,
        log_enabled=False,
        static_path_route=list(folders),
        static_path_mount=list(folders.values()),
    )
    loop = asyncio.get_running_loop()
    for kind in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(kind, server.stop)
    await server.serve()


def require_free(host: str, port: int) -> None:
    """Refuse a port that another program has.

    Parameters
    ----------
    host : str
        Name or address.
    port : int
        The port.

    Raises
    ------
    RequestError
        Where nothing can listen there.
    """
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise RequestError(
                f"nothing can listen at {host}:{port} ({error.strerror})",
                next_step="choose another with --port",
            ) from None


class VisibleLines(logging.Formatter):
    """Writes lines of a log; letters that steer a terminal are written as escapes."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a line, or a fault with where it came from."""
        return visible(super().format(record))


def log_to_stderr() -> None:
    """Write each request and each fault as a line on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(VisibleLines("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    own = logging.getLogger("detente.web")
    own.addHandler(handler)
    own.setLevel(logging.INFO)
    own.propagate = False
