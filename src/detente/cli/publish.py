"""``detente publish``: a paper onto the site, or the whole site as files."""

from __future__ import annotations

import getpass
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, progress
from detente.cli.options import Database
from detente.cli.render import list_faults
from detente.errors import RequestError

if TYPE_CHECKING:
    from detente.register.models import Edition
    from detente.register.publishing import Filing
    from detente.register.site import Site

EXAMPLE = (
    "Needs the packages of the extras 'web' and 'site', and a bundle.\n\n"
    "Example: detente publish paper --name nato-russia-2013"
)
STATES = ("draft", "review", "published")
Several = list[str]


def run(
    paper: Annotated[
        Path | None,
        typer.Argument(metavar="PAPER", help="A bundle, or a folder or an edited text with one."),
    ] = None,
    *,
    name: Annotated[
        str,
        typer.Option("--name", help="Its name in addresses; one that is there gets an edition."),
    ] = "",
    project: Annotated[str, typer.Option("--project", help="Title of its project.")] = "",
    author: Annotated[
        Several | None, typer.Option("--author", help="An author, or 'Name, role'; repeat it.")
    ] = None,
    topic: Annotated[
        Several | None, typer.Option("--topic", help="A topic, or 'region:Name'; repeat it.")
    ] = None,
    series: Annotated[str, typer.Option("--series", help="Series and number.")] = "",
    note: Annotated[str, typer.Option("--note", help="Why there is a new edition.")] = "",
    state: Annotated[
        str, typer.Option("--state", help="draft, review or published: how far it goes.")
    ] = "published",
    static: Annotated[
        Path | None, typer.Option("--static", help="Write the whole site as files into a folder.")
    ] = None,
    base_url: Annotated[
        str, typer.Option("--base-url", help="Address that readers use; else the server's.")
    ] = "",
    database: Database = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Verify a paper, freeze its files and publish it; or write the site as files."""
    from detente.register.configured import require_packages

    require_packages()
    if paper is None and static is None:
        raise RequestError(
            "nothing to publish", next_step="name a bundle or a folder, or write --static DIR"
        )
    if state not in STATES:
        raise RequestError(f"'{state}' is no state", where="--state", near=STATES)
    from detente.register.opening import open_site
    from detente.register.site import own_site

    site = own_site(database=database, base_url=base_url)
    open_site(site)
    if paper is not None:
        from detente.register.publishing import Filing

        filing = Filing(
            slug=name,
            project=project,
            authors=tuple(author or ()),
            tags=tuple(topic or ()),
            note=note,
            series=series,
        )
        with progress(quiet=quiet):
            edition = _published(paper, filing, state)
        _say(site, edition)
    if static is not None:
        from detente.register.export import write_site

        count = write_site(site, static)
        out(f"written to {static}: {count} files, for any web server")


def _published(paper: Path, filing: Filing, state: str) -> Edition:
    """Verify a paper and take it as far as is asked for."""
    from detente.editions.refusals import RefusedEdition
    from detente.register.edited import take_paper
    from detente.register.publishing import publish

    who = "the operator"
    with suppress(OSError, KeyError):
        who = f"the operator ({getpass.getuser()})"
    try:
        taken = take_paper(paper)
    except RefusedEdition as refused:
        list_faults(refused)
        raise
    return publish(taken, filing, who=who, to=state)


def _say(site: Site, edition: Edition) -> None:
    """Say where the edition is."""
    count = edition.files.count()
    figures = edition.about["figures"]
    out(f"verified: {figures} figures, each with its cells; {count} files frozen")
    out(f"{edition.whole_title}")
    out(f"edition {edition.number} of '{edition.paper.slug}' is {edition.state}")
    if "edited_from" in edition.about:
        own = len(edition.about["own"])
        out(f"edited from {edition.about['edited_from']}, with {own} figures of the editor's own")
    if edition.changes:
        out(f"since edition {edition.changes['since']}: {edition.changes['summary']}")
    if edition.published_at:
        out(f"at {site.absolute(edition.paper.get_absolute_url())}")
        out(f"this edition at {site.absolute(edition.get_absolute_url())}")
