"""``detente relation``: three structures in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json
from detente.cli.options import AsOf, Facts, First, Second, relation_key

if TYPE_CHECKING:
    from detente.actors.relation_key import RelationKey

EXAMPLE = "Example: detente relation NATO Russia --as-of 2013"


def run(
    first: First,
    second: Second,
    *,
    as_of: AsOf = None,
    facts: Facts = None,
    events: Annotated[
        Path | None,
        typer.Option(
            metavar="ARCHIVE",
            help="A converted archive of events, as 'detente events' makes it: the months of the "
            "two follow, with their trust.",
        ),
    ] = None,
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
    months = _months(relation.pair, (first, second), events) if events else None
    if as_json:
        from detente.paper.brief import brief_of
        from detente.paper.writers.json import record

        whole = record(brief_of(relation))
        out_json({**whole, "events": months} if months else whole)
        return
    from detente.cli.relation_page import screen
    from detente.rules.argument import Argument

    for line in screen(Argument(relation), settings().made):
        out(line)
    if months is not None:
        from detente.cli.events import pair_lines

        out("")
        for line in pair_lines(months):
            out(line)


def _months(view: RelationKey, names: tuple[str, str], archive: Path) -> dict[str, Any]:
    """Give the months of the two from an archive, to the day of the view, with their trust."""
    from detente.archive.accounts import require_archive
    from detente.archive.series import wanted_of
    from detente.cli.events import pair_record
    from detente.settings import settings

    require_archive(archive)
    wanted = wanted_of(pair=names, as_of=view.day)
    return pair_record(archive, wanted, names, offline=settings().offline)
