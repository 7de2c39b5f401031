"""``detente mcp``: measured relations as tools for assistants."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLE = "Needs the package of the extra 'mcp'.\n\nExample: detente mcp --http --port 8001"


def run(
    *,
    http: Annotated[
        bool, typer.Option("--http", help="Listen on a port of this machine, at /mcp.")
    ] = False,
    host: Annotated[str, typer.Option(help="Name or address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8001,
) -> None:
    """Answer assistants by the Model Context Protocol, on standard input or by HTTP.

    Tools give actors, relations, measures, claims, panels and sources, with cells and citations.
    """
    from detente.assistants.server import run as answer

    answer(http=http, host=host, port=port)
