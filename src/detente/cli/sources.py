"""``detente sources``: the data sets, their terms and editions."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, Offline

if TYPE_CHECKING:
    from detente.actors.match_report import MatchReport
    from detente.sources.declaration import Source
    from detente.sources.freshness import Change
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
    """Bring sources into the store: mirror first, then the producer; shows the terms of each."""
    from detente.errors import SourceError
    from detente.settings import settings
    from detente.sources.freshness import look
    from detente.sources.ingest import ingest
    from detente.sources.shelf import SHELF
    from detente.sources.shelf import source as source_of
    from detente.store.home import default_store

    store, config = default_store(), settings(offline=offline)
    chosen = SHELF if names == ["all"] else tuple(source_of(name) for name in names)
    missed: list[str] = []
    with progress():
        for source in chosen:
            logger.info("%s: terms %s (%s)", source.id, source.terms, source.licence)
            try:
                for change in look(source, store, config) or () if accept_new else ():
                    out(change.line())  # before it is taken, or refused
                tables = ingest(
                    source,
                    store,
                    config=config,
                    accept_new=accept_new,
                    accept_smaller=accept_smaller,
                )
            except SourceError as error:
                if len(names) == 1 and names != ["all"]:
                    raise
                # one that is not available keeps no other from being pulled
                logger.warning("%s", error)
                # a mirror need not hold what no one could try
                if not (names == ["all"] and source.layout_seen):
                    missed.append(source.id)
                continue
            _report_pulled(tables)
    if missed:
        raise SourceError(
            f"{len(missed)} of {len(chosen)} sources were not pulled: {', '.join(missed)}",
            next_step="the lines above say why, and where to put a file by hand",
        )


def _report_pulled(tables: Iterable[Table]) -> None:
    """Print the tables that were made."""
    for table in tables:
        last, version = table.provenance.last_year, table.provenance.version
        out(f"{table.id}: {table.frame.height:,} rows, to {last or 'no year'}, {version}")


@app.command(epilog="Example: detente sources verify")
def verify() -> None:
    """Read every table of the store and check it against its declaration."""
    from detente.sources.ingest import check, require_one_edition
    from detente.sources.shelf import source_of_table
    from detente.store.home import default_store

    store = default_store()
    if not store.ids():
        out(f"the store is empty ({store.home})")
    with progress():
        for name in store.ids():
            source = source_of_table(name)
            check(source, source.tables[name], store.get(name).frame)
            require_one_edition(source, store)
            out(f"{name}: sound")


@app.command(epilog="Example: detente sources stale cow_nmc")
def stale(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Ids of sources; all by default.")
    ] = None,
    *,
    offline: Offline = False,
) -> None:
    """Show what newer editions of the pulled sources would change; nothing is replaced."""
    from detente.errors import SourceError
    from detente.settings import settings
    from detente.sources.freshness import look
    from detente.sources.shelf import source, source_of_table
    from detente.store.home import default_store

    store, config = default_store(), settings(offline=offline)
    pulled = {source_of_table(table).id: source_of_table(table) for table in store.ids()}
    chosen = [source(name) for name in names] if names else list(pulled.values())
    newer = 0
    with progress():
        for one in chosen:
            logger.info("%s: looking", one.id)
            if not any(store.has(table) for table in one.tables):
                out(f"{one.id}: not in the store")
                continue
            try:
                changes = look(one, store, config)
            except SourceError as error:
                out(f"{one.id}: {error}")
                continue
            newer += bool(changes)
            _report(one, store, changes)
    out(f"{newer} of {len(chosen)} sources have another edition")
    if newer:
        out("'detente sources pull ID --accept-new' takes it")


def _report(source: Source, store: Store, changes: tuple[Change, ...] | None) -> None:
    """Print what another edition of a source would change, where there is one."""
    held = next(table for table in source.tables if store.has(table))
    version = store.provenance(held).version
    if version != source.version:
        out(f"{source.id}: {version} in the store, {source.version} declared")
    if changes is None:
        out(f"{source.id}: its files are not available, so nothing can be compared")
    elif not changes:
        out(f"{source.id}: {version}, as the mirror or the producer has it")
    else:
        out(f"{source.id}: another edition is available")
        for change in changes:
            out(f"  {change.line()}")


@app.command(epilog="Example: detente sources cite cow_nmc atop")
def cite(
    names: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of sources.")],
) -> None:
    """Print BibTeX for sources."""
    from detente.citations import bibtex
    from detente.sources.shelf import source

    keys = [key for name in names for key in source(name).citations]
    out(bibtex(keys).rstrip())
