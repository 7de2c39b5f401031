"""``detente starter``: the analysis-ready store inside the package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.console import Progress, out, out_json

app = typer.Typer(
    no_args_is_help=True,
    help="The starter: show what it holds, build it anew.",
    epilog="Example: detente starter show",
)


@app.command(epilog="Example: detente starter show --json")
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest.")] = False,
) -> None:
    """Show the tables of the starter, their rule, sources and weight."""
    from detente.store.starter import manifest

    found = manifest()
    if as_json:
        out_json(found)
        return
    for name, entry in found["tables"].items():
        last = f", to {entry['last_year']}" if entry["last_year"] else ""
        out(
            f"{name:<20}{entry['rows']:>9,} rows {entry['bytes'] / 1e6:6.2f} MB{last}: {entry['rule']} "
            f"({', '.join(entry['sources'])})"
        )
    weight = sum(entry["bytes"] for entry in found["tables"].values())
    out(f"{weight / 1e6:.1f} MB in all, made with version {found['code']}")


@app.command(epilog="Example: DETENTE_MIRROR=../shared/sources detente starter build --out starter")
def build(
    folder: Annotated[
        Path | None, typer.Option("--out", help="Folder; the package's own by default.")
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Mirror folder only, no network.")
    ] = False,
) -> None:
    """Pull what the starter is made of and compute every table anew; the same input gives the same bytes."""
    from dataclasses import replace

    from detente.derived_tables import CHECKS, RECIPES
    from detente.settings import settings
    from detente.sources.ingest import ingest
    from detente.sources.shelf import source_of_table
    from detente.store.home import default_store
    from detente.store.starter import build as make
    from detente.store.starter import starter_folder

    say, store = Progress(), default_store()
    config = replace(settings(), offline=True) if offline else settings()
    tables = [
        t
        for names in (*(r.needs for r in RECIPES), *(n for n, _ in CHECKS.values()))
        for t in names
    ]
    needed = {source_of_table(t).id: source_of_table(t) for t in tables}
    for found in needed.values():
        if not all(store.has(t) for t in found.tables):
            ingest(found, store, config=config, say=say)
    made = make(RECIPES, store, folder or starter_folder(), checks=CHECKS, say=say)
    weight = sum(entry["bytes"] for entry in made["tables"].values())
    out(f"{len(made['tables'])} tables, {weight / 1e6:.1f} MB, in {folder or starter_folder()}")
