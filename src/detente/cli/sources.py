"""``detente sources``: the data sets, their terms and editions."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli import editions
from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, Offline

if TYPE_CHECKING:
    from detente.actors.match_report import MatchReport
    from detente.settings import Settings
    from detente.sources.declaration import Source
    from detente.sources.outcomes import Outcome
    from detente.store.home import Store
    from detente.store.table import Table

logger = logging.getLogger(__name__)
SHOWN = (
    "id",
    "short",
    "title",
    "version",
    "years",
    "terms",
    "own_store",
    "licence",
    "note",
    "page",
)
"""What `show` prints of a declaration as it stands there."""

app = typer.Typer(
    no_args_is_help=True,
    help="Data sets: list, show, pull, verify, cite.",
    epilog="Example: detente sources list",
)


@app.command(name="list", epilog="Example: detente sources list --json")
def list_sources(*, as_json: AsJson = False) -> None:
    """List every source with its edition, terms, and whether it is in the store."""
    from detente.sources.shelf import SHELF
    from detente.store.home import default_store

    store = default_store()
    rows = [
        {
            "id": source.id,
            "title": source.title,
            "version": source.version,
            "terms": source.terms,
            "years": list(source.years),
            "pulled": all(store.has(table) for table in source.tables),
        }
        for source in SHELF
    ]
    if as_json:
        out_json(rows)
        return
    for row in rows:
        held = "in store" if row["pulled"] else "-"
        out(f"{row['id']:<22}{row['terms']:<6}{held:<10}{row['title']} ({row['version']})")


@app.command(epilog="Example: detente sources show vdem")
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of a source.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show one source: terms, files, tables, what counts as missing, citations, unmatched rows."""
    from detente.citations import references
    from detente.sources.shelf import source as source_of

    source = source_of(name)
    shown: dict[str, Any] = {field: getattr(source, field) for field in SHOWN}
    shown["years"] = list(source.years)
    if source.layout_seen:
        shown["not tried"] = (
            f"on a file of the producer; its layout was read in {source.layout_seen}"
        )
    shown["files"] = [file.name for file in source.files]
    shown["addresses"] = [
        f"{file.name}: {address.shown}" for file in source.files for address in file.addresses
    ]
    for key in ("registration", "by_hand"):
        if getattr(source, key):
            shown[key.replace("_", " ")] = getattr(source, key)
    shown["tables"] = {table: list(rule.columns) for table, rule in source.tables.items()}
    shown["missing"] = {
        table: [entry.line() for entry in rule.missing]
        for table, rule in source.tables.items()
        if rule.missing
    }
    shown["incomplete"] = [
        f"{table}: {rule.incomplete}" for table, rule in source.tables.items() if rule.incomplete
    ]
    reports = _reports(source)
    shown["cite"] = [references()[key].line() for key in source.citations]
    if as_json:
        plain = {table: [asdict(report) for report in found] for table, found in reports.items()}
        out_json({**shown, "matched": plain})
        return
    for key, value in shown.items():
        _print_field(key, value)
    for report in (report for found in reports.values() for report in found):
        out(f"{'matched:':<10} {report.line()}")


def _print_field(key: str, value: Any) -> None:
    """Print what a declaration says under one heading; nothing where it says nothing."""
    heading = {"own_store": "only in your own store"}.get(key, key)
    if key == "tables":
        for table, columns in value.items():
            out(f"{'table ' + table + ':':<10} {', '.join(columns)}")
    elif key == "missing":
        for table, lines in value.items():
            for line in lines:
                out(f"missing in {table}: {line}")
    elif isinstance(value, list):
        if value:
            out(f"{heading + ':':<10} {'; '.join(map(str, value))}")
    elif value or key != "own_store":
        out(f"{heading + ':':<10} {value}")


def _reports(source: Source) -> dict[str, tuple[MatchReport, ...]]:
    """Give what became of the rows of each table that the store holds."""
    from detente.store.home import default_store

    store = default_store()
    held = [table for table in source.tables if store.has(table)]
    return {table: store.provenance(table).matches for table in held}


@app.command(
    epilog="Needs the network, or a mirror (DETENTE_MIRROR).\n\n"
    "Example: detente sources pull cow_nmc atop"
)
def pull(
    names: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of sources, or 'all'.")],
    *,
    accept_new: Annotated[
        bool, typer.Option("--accept-new", help="Take an edition that is not the declared one.")
    ] = False,
    accept_smaller: Annotated[
        bool,
        typer.Option(
            "--accept-smaller", help="Take a new edition even where rows or years are lost."
        ),
    ] = False,
    offline: Offline = False,
) -> None:
    """Bring sources into the store: mirror first, then the producer; shows the terms of each.

    Several are taken one by one: a failure stops none of the others, what the store holds as
    declared is not fetched again, and a table at the end says what became of each.
    """
    from detente.settings import settings
    from detente.sources.shelf import SHELF
    from detente.sources.shelf import source as source_of
    from detente.store.home import default_store

    chosen = SHELF if names == ["all"] else tuple(source_of(name) for name in names)
    wish = Wish(
        store=default_store(),
        config=settings(offline=offline),
        accept_new=accept_new,
        accept_smaller=accept_smaller,
    )
    with progress():
        if len(chosen) == 1:
            _report_pulled(_take(chosen[0], wish))
            return
        outcomes = _take_each(chosen, wish, again=accept_new)
    _report_outcomes(chosen, outcomes, all_of_them=names == ["all"])


@dataclass(frozen=True, slots=True)
class Wish:
    """How sources are pulled: where to, from where, and whether newer editions are taken."""

    store: Store
    config: Settings
    accept_new: bool
    accept_smaller: bool


def _take(source: Source, wish: Wish) -> tuple[Table, ...]:
    """Pull one source; what a newer edition changes is shown before it is taken, or refused."""
    from detente.cli.editions import report_newer
    from detente.sources.freshness import look
    from detente.sources.ingest import ingest

    logger.info("%s: terms %s (%s)", source.id, source.terms, source.licence)
    newer = look(source, wish.store, wish.config) if wish.accept_new else None
    if newer is not None:
        report_newer(source, wish.store, newer)
    return ingest(
        source,
        wish.store,
        config=wish.config,
        accept_new=wish.accept_new,
        accept_smaller=wish.accept_smaller,
    )


def _take_each(chosen: tuple[Source, ...], wish: Wish, *, again: bool) -> list[Outcome]:
    """Pull sources one by one; those that the store holds only where newer ones are asked for."""
    from detente.errors import DetenteError
    from detente.sources.outcomes import in_store, of_error, of_tables

    outcomes: list[Outcome] = []
    for number, source in enumerate(chosen, start=1):
        logger.info("%s of %s: %s", number, len(chosen), source.title)
        held = None if again else in_store(source, wish.store)
        if held is not None:
            outcomes.append(held)
            continue
        try:
            tables = _take(source, wish)
        except DetenteError as error:
            logger.warning("%s", error)
            outcomes.append(of_error(source, error))
        else:
            _report_pulled(tables)
            outcomes.append(of_tables(source, tables))
    return outcomes


def _report_outcomes(
    chosen: tuple[Source, ...], outcomes: list[Outcome], *, all_of_them: bool
) -> None:
    """Print the table of what became of each source; a fault makes the command fail."""
    from detente.errors import SourceError
    from detente.sources.outcomes import FAULTS, summary

    for outcome in outcomes:
        out(outcome.line())
    out(summary(outcomes))
    # a mirror need not hold what no one could try
    excused = {source.id for source in chosen if all_of_them and source.layout_seen}
    missed = [one.id for one in outcomes if one.result in FAULTS and one.id not in excused]
    if missed:
        raise SourceError(
            f"{len(missed)} of {len(chosen)} sources were not pulled: {', '.join(missed)}",
            next_step="the table says why, and where to put a file by hand",
        )


def _report_pulled(tables: Iterable[Table]) -> None:
    """Print the tables that were made."""
    for table in tables:
        last, version = table.provenance.last_year, table.provenance.version
        out(f"{table.id}: {table.frame.height:,} rows, to {last or 'no year'}, {version}")


app.command(epilog="Example: detente sources verify")(editions.verify)
app.command(epilog="Example: detente sources stale cow_nmc --measures")(editions.stale)


@app.command(epilog="Example: detente sources cite cow_nmc atop")
def cite(
    names: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of sources.")],
) -> None:
    """Print BibTeX for sources."""
    from detente.citations import bibtex
    from detente.sources.shelf import source

    keys = [key for name in names for key in source(name).citations]
    out(bibtex(keys).rstrip())
