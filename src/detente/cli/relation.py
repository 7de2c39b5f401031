"""``detente relation``: three structures in the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.console import out, out_json
from detente.cli.options import AsOf, Facts, First, Second, relation_key

EXAMPLE = "Example: detente relation NATO Russia --as-of 2013"


def run(
    first: First,
    second: Second,
    *,
    as_of: AsOf = None,
    facts: Facts = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything that is measured as JSON.")
    ] = False,
) -> None:
    """Show the relation of two states or alliances on one screen."""
    from detente.analysis.relation import Relation
    from detente.settings import settings
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    relation = Relation(default_catalog(default_store()), relation_key(first, second, as_of, facts))
    if as_json:
        from detente.paper.brief import brief_of
        from detente.paper.writers.json import record

        out_json(record(brief_of(relation)))
        return
    from detente.cli.relation_page import screen
    from detente.rules.argument import Argument

    for line in screen(Argument(relation), settings().made):
        out(line)
