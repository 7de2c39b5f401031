"""``detente starter``: the analysis-ready store inside the package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import Offline

app = typer.Typer(
    no_args_is_help=True,
    help="The starter: show what it holds, recompute it.",
    epilog="Example: detente starter show",
)


@app.command(epilog="Example: detente starter show --json")
def show(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest.")] = False,
) -> None:
    """Show the tables of the starter, their rule, sources and size."""
    from detente.actors.checked import facts_checked_to
    from detente.span import date_words
    from detente.store.starter import manifest

    # the tables of facts lie beside the starter, so that the day is theirs also in an older one
    checked = facts_checked_to()
    held = {**manifest(), "facts_checked_to": checked.isoformat()}
    if as_json:
        out_json(held)
        return
    for name, entry in held["tables"].items():
        last = f", to {entry['last_year']}" if entry["last_year"] else ""
        size = f"{entry['rows']:>9,} rows {entry['bytes'] / 1e6:6.2f} MB"
        out(f"{name:<20}{size}{last}: {entry['rule']} ({', '.join(entry['sources'])})")
    total = sum(entry["bytes"] for entry in held["tables"].values())
    out(f"{total / 1e6:.1f} MB in all, made with version {held['code']}")
    out(f"the hand-made facts are checked to {date_words(checked)}, the default view")


@app.command(
    epilog="Needs every source: the network, or a mirror.\n\n"
    "Example: DETENTE_MIRROR=sources detente starter build --out starter"
)
def build(
    *,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Folder; the package's own by default.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            help="A table to compute; give it again for more. All others stay as they are.",
        ),
    ] = None,
    offline: Offline = False,
) -> None:
    """Pull what the starter is made of and recompute every table; same input, same bytes."""
    from detente.derived_tables import CHECKS, DERIVED_TABLES
    from detente.errors import MissingTable
    from detente.sources.ensure import ensure
    from detente.store.build import build as build_starter
    from detente.store.home import default_store
    from detente.store.starter import starter_folder

    store, target = default_store(offline=offline), folder or starter_folder()
    chosen = [
        derived_table for derived_table in DERIVED_TABLES if not only or derived_table.id in only
    ]
    checks = {} if only else CHECKS
    needs = [derived_table.needs for derived_table in chosen] + [
        needed for needed, _ in checks.values()
    ]
    tables = tuple(dict.fromkeys(table for needed in needs for table in needed))
    with progress():
        reason = ensure(tables, store)
        if reason:
            raise MissingTable(f"the starter cannot be built: {reason}")
        manifest = build_starter(DERIVED_TABLES, store, target, checks=checks, only=only or ())
    total = sum(entry["bytes"] for entry in manifest["tables"].values())
    out(f"{len(manifest['tables'])} tables, {total / 1e6:.1f} MB, in {target}")
