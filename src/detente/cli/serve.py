"""``detente serve``: the workbench in a browser, and the API behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out
from detente.cli.options import Database
from detente.errors import RequestError

if TYPE_CHECKING:
    from detente.web.config import Config

EXAMPLE = (
    "Needs the packages of the extra 'web', with --publish also those of 'site'.\n\n"
    "Example: detente serve --port 8000"
)


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
    publish: Annotated[
        bool, typer.Option("--publish", help="Serve the site of published papers too.")
    ] = False,
    database: Database = "",
    demo: Annotated[
        bool, typer.Option("--demo", help="With --publish: fill an empty site with six papers.")
    ] = False,
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
    if (demo or database) and not publish:
        raise RequestError(
            f"{'--demo' if demo else '--database'} is of the site", next_step="add --publish"
        )
    log_to_stderr()
    if publish:
        _serve_site(config, database, is_demo=demo)
        return
    out(f"the workbench is at {config.own_address} (end it with Ctrl-C)")
    serve(config)


def _serve_site(config: Config, database: str, *, is_demo: bool) -> None:
    """Open the site, say where it is, and serve it beside the workbench."""
    from dataclasses import replace
    from functools import partial

    if config.allow_remote and not config.base_url:
        raise RequestError(
            "a site that other machines reach needs its address",
            where="--publish",
            next_step="add --base-url https://papers.example.org",
        )
    from detente.register.demo import fill
    from detente.register.mount import WORKBENCH, folders, mounted
    from detente.register.opening import first_link, open_site
    from detente.register.site import own_site, remember_address
    from detente.web.server import serve

    site = own_site(database=database, base_url=config.own_address)
    if site.prefix != "/":
        raise RequestError("the site is served at an address without a path", where="--base-url")
    open_site(site)
    if config.base_url:
        remember_address(site)
    # its tables are known to the framework once the site is open
    from detente.register.mailing import Worker, read_post
    from detente.register.replies import read_replies
    from detente.register.second_factor import who_needs_one

    who_needs_one(site)
    if is_demo:
        fill(site, say=out)
    out(f"the site is at {config.own_address}, the workbench at {config.own_address}{WORKBENCH}")
    link = first_link(site)
    if link:
        out(f"the first administrator signs in once, within 48 hours, at {link}")
    post = read_post(site)
    if post is not None:
        Worker(post, read_replies if post.maildir else None).start()
    config = replace(config, home=WORKBENCH)
    serve(config, around=partial(mounted, config=config), folders=folders(site))
