"""``detente relation``: three structures in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.console import out, out_json

EXAMPLE = "Example: detente relation NATO Russia --as-of 2013"


def run(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A state or bloc: name, ISO letters or COW code.")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="Year of the view; nothing after it enters.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything that is measured as JSON.")
    ] = False,
) -> None:
    """Show how two states or alliances stand to each other, on one page of the terminal."""
    from detente.actors.names import NEWEST
    from detente.actors.relation_key import pair
    from detente.cli.relation_page import page
    from detente.paper.brief import make
    from detente.paper.writers.json import record
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    view = pair(a, b, NEWEST if as_of is None else as_of)
    made = make(default_catalog(default_store()), view)
    if as_json:
        out_json(record(made))
        return
    for line in page(made):
        out(line)
