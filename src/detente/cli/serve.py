"""``detente serve``: the workbench in a browser, and the API behind it."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.console import out

EXAMPLE = "Needs the packages of the extra 'web'.\n\nExample: detente serve --port 8000"


def run(
    *,
    host: Annotated[str, typer.Option(help="Name or address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that measure.")] = 2,
    base_url: Annotated[
        str,
        typer.Option("--base-url", help="Address that readers use, where a proxy stands before."),
    ] = "",
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Compute no paper, no scenario and no claims.")
    ] = False,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Let other machines call.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Log no requests.")] = False,
) -> None:
    """Open the workbench: relations, scenarios, claims and panels in a browser, and by HTTP."""
    from detente.web.config import Config
    from detente.web.server import log_to_stderr, require_packages, serve

    require_packages()
    config = Config(
        host=host,
        port=port,
        workers=workers,
        base_url=base_url,
        read_only=read_only,
        allow_remote=allow_remote,
        log_requests=not quiet,
    )
    log_to_stderr()
    out(f"the workbench is at {config.own_address} (end it with Ctrl-C)")
    serve(config)
