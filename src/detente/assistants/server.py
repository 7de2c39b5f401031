"""The server: tools that read and never write, on standard input or by HTTP on this machine."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from detente.errors import DetenteError, RequestError
from detente.web.config import is_local
from detente.web.server import require_free

NAME, TITLE = "detente", "détente: measured relations of states and alliances"
PACKAGE = "mcp"
MISSING = "answers for assistants need a package that is not installed"
INSTALL = "install it with: pip install 'detente[mcp]'"
BODY = 262_144
"""Bytes that a message may have."""
INSTRUCTIONS = """\
Measured relations of states and alliances since 1816: power, positions, institutions, disputes.
Every tool reads; none writes. Quote a sentence or a number as it is given, with its interval, its
year and the source that its note names. A sentence has numbers of notes; a note has the cells
(table, column, keys, value, interval, edition). 'methods' says how well each method did before:
repeat a record that is weak or untested. Where 'left_out' gives a reason, that is the answer:
supply no number in its place. 'as_of' is a year or a day, and nothing observed later enters.
'reproduce' is the command that computes the answer again, and 'edition' names the data.
"""
"""What an assistant is told of the answers."""


def require_package() -> None:
    """Refuse where the package of the extra is missing.

    Raises
    ------
    RequestError
        Where it is.
    """
    if find_spec(PACKAGE) is None:
        raise RequestError(MISSING, next_step=INSTALL)


def create_server() -> Any:
    """Make the server with its tools.

    Returns
    -------
    detente.assistants.refusals.Tools
        Not yet running.

    Raises
    ------
    RequestError
        Where the package of the extra is missing.

    Examples
    --------
    >>> create_server().name
    'detente'
    """
    require_package()
    from mcp_types import ToolAnnotations

    from detente.assistants.refusals import Tools
    from detente.assistants.tools import TOOLS

    server = Tools(
        NAME,
        title=TITLE,
        instructions=INSTRUCTIONS,
        version=version("detente"),
        log_level="WARNING",
        subscriptions=False,
    )
    reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    for tool in TOOLS:
        server.add_tool(_one_at_a_time(tool), annotations=reads)
    return server


TURN = threading.Lock()
"""Answers are computed one after the other: the tables of a process are read by one at a time."""


def _one_at_a_time(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Answer one call at a time, and with one line where the call asks for what there is not."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(tool)
    def answered(*args: Any, **kwargs: Any) -> Any:
        with TURN:
            try:
                return tool(*args, **kwargs)
            except DetenteError as error:
                raise ToolError(str(error)) from None

    return answered


def run(*, http: bool = False, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Answer until the other end leaves, or until it is interrupted.

    Parameters
    ----------
    http : bool
        Whether it listens on a port; else it reads standard input.
    host, port : str, int
        Where it listens.

    Raises
    ------
    RequestError
        Where the package is missing, the host is another machine's, or the port is taken.
    """
    server = create_server()
    if not http:
        server.run("stdio")
        return
    if not is_local(host):
        raise RequestError(
            f"'{host}' is reached by other machines, and assistants are answered on this one alone",
            where="--host",
            next_step="choose 127.0.0.1",
        )
    require_free(host, port)
    server.run(
        "streamable-http",
        host=host,
        port=port,
        stateless_http=True,
        json_response=True,
        max_request_body_size=BODY,
    )
