"""``detente sources``: the data sets, their terms and editions."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.console import Progress, out, out_json

app = typer.Typer(
    no_args_is_help=True,
    help="Data sets: list, show, pull, verify, cite.",
    epilog="Example: detente sources pull cow_nmc",
)


@app.command(name="list", epilog="Example: detente sources list --json")
def list_sources(
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """List every source with its edition, terms, and whether it is in the store."""
    from detente.sources.shelf import SHELF
    from detente.store.home import default_store

    store = default_store()
    rows = [
        {
            "id": s.id,
            "title": s.title,
            "version": s.version,
            "terms": s.terms,
            "years": list(s.years),
            "pulled": all(store.has(t) for t in s.tables),
        }
        for s in SHELF
    ]
    if as_json:
        out_json(rows)
        return
    for row in rows:
        out(
            f"{row['id']:<22}{row['terms']:<6}{'in store' if row['pulled'] else '-':<10}{row['title']} ({row['version']})"
        )


@app.command(epilog="Example: detente sources show vdem")
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of a source.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show one source: terms, files, tables, columns, how to cite."""
    from detente.citations import references
    from detente.sources.shelf import source

    found = source(name)
    shown = {
        "id": found.id,
        "title": found.title,
        "version": found.version,
        "years": list(found.years),
        "terms": found.terms,
        "licence": found.licence,
        "note": found.note,
        "page": found.page,
        "files": [f.name for f in found.files],
        "tables": {t: list(rule.columns) for t, rule in found.tables.items()},
        "cite": [references()[k].line() for k in found.citations],
    }
    if as_json:
        out_json(shown)
        return
    for key, value in shown.items():
        if isinstance(value, dict):
            for table, columns in value.items():
                out(f"{'table ' + table + ':':<10} {', '.join(columns)}")
        else:
            out(
                f"{key + ':':<10} {'; '.join(str(v) for v in value) if isinstance(value, list) else value}"
            )


@app.command(epilog="Example: detente sources pull cow_nmc vdem")
def pull(
    names: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of sources, or 'all'.")],
    accept_new: Annotated[
        bool, typer.Option("--accept-new", help="Take an edition that is not the declared one.")
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Mirror folder only, no network.")
    ] = False,
) -> None:
    """Bring sources into the store: mirror first, then the producer; shows the terms of each."""
    from dataclasses import replace

    from detente.settings import settings
    from detente.sources.freshness import look
    from detente.sources.ingest import ingest
    from detente.sources.shelf import SHELF, source
    from detente.store.home import default_store

    say, store = Progress(), default_store()
    config = replace(settings(), offline=True) if offline else settings()
    for found in SHELF if names == ["all"] else [source(name) for name in names]:
        say(f"{found.id}: terms {found.terms} ({found.licence})")
        if accept_new:
            for change in look(found, store, config) or ():
                out(f"{change.line()}")
        for table in ingest(found, store, config=config, accept_new=accept_new, say=say):
            last = table.provenance.last_year or "no year"
            out(f"{table.id}: {table.frame.height:,} rows, to {last}, {table.provenance.version}")


@app.command(epilog="Example: detente sources verify")
def verify() -> None:
    """Read every table of the store and hold it against its declaration."""
    from detente.sources.ingest import check
    from detente.sources.shelf import source_of_table
    from detente.store.home import default_store

    store = default_store()
    for name in store.ids():
        found = source_of_table(name)
        check(found, found.tables[name], store.get(name).frame)
        out(f"{name}: sound")
    if not store.ids():
        out(f"the store is empty ({store.home})")


@app.command(epilog="Example: detente sources stale cow_nmc")
def stale(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Ids of sources; all by default.")
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Mirror folder only, no network.")
    ] = False,
) -> None:
    """Tell what newer editions of the pulled sources would change: rows, cells, years. Nothing is replaced."""
    from dataclasses import replace

    from detente.settings import settings
    from detente.sources.freshness import look
    from detente.sources.shelf import source, source_of_table
    from detente.store.home import default_store

    say, store = Progress(), default_store()
    config = replace(settings(), offline=True) if offline else settings()
    pulled = {source_of_table(table).id: source_of_table(table) for table in store.ids()}
    found = 0
    for one in [source(name) for name in names] if names else pulled.values():
        say(f"{one.id}: looking")
        tables = [t for t in one.tables if store.has(t)]
        if not tables:
            out(f"{one.id}: not in the store")
            continue
        have = store.provenance(tables[0]).version
        if have != one.version:
            out(f"{one.id}: {have} in the store, {one.version} declared")
        changes = look(one, store, config)
        found += bool(changes)
        out(
            f"{one.id}: its files are not to be had, so nothing can be compared"
            if changes is None
            else f"{one.id}: {have}, as the mirror or the producer has it"
            if not changes
            else f"{one.id}: another edition is to be had"
        )
        for change in changes or ():
            out(f"  {change.line()}")
    out(
        f"{found} of {len(names or pulled)} sources have another edition; 'detente sources pull ID --accept-new' takes it"
    )


@app.command(epilog="Example: detente sources cite cow_nmc atop")
def cite(
    names: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of sources.")],
) -> None:
    """Print BibTeX for sources."""
    from detente.citations import bibtex
    from detente.sources.shelf import source

    out(bibtex([key for name in names for key in source(name).citations]).rstrip())
