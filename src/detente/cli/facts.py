"""``detente facts``: the hand-made tables in use, and newer ones without a new release."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, Offline

app = typer.Typer(
    no_args_is_help=True,
    help="Hand-made tables of facts: show, check, take newer ones, go back.",
    epilog="Example: detente facts show",
)


@app.command(
    epilog="Needs the file, or the network.\n\n"
    "Example: detente facts pull truces.toml --table relations/truces.toml"
)
def pull(
    origin: Annotated[
        str,
        typer.Argument(metavar="FILE|URL", help="A table, or an archive with a folder 'tables'."),
    ],
    *,
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="NAME",
            help="Which table a single file is, where its name does not say.",
        ),
    ] = "",
    offline: Offline = False,
) -> None:
    """Take newer hand-made tables, once every row was read by the rules of its table.

    They are kept in the home folder and read in place of the package's, until a later release
    brings tables of its own. Papers name their digest beside the version of the software.
    """
    from detente.settings import settings
    from detente.sources.hand_made import pull_tables

    with progress():
        changes = pull_tables(origin, settings(offline=offline), name=table)
    for change in changes:
        out(change.line())
    if not changes:
        out("the same tables as in use")
        return
    _print_taken()


@app.command(epilog="Example: detente facts show --json")
def show(*, as_json: AsJson = False) -> None:
    """Show which tables are in use: those of the package, and newer ones with their digest."""
    from detente.actors.hand_made import facts_folder, names_in, taken_in

    taken = taken_in(facts_folder())
    if as_json:
        newer = dict(taken.files) if taken else {}
        out_json(
            {
                "tables": len(names_in()),
                "newer": newer,
                "digest": taken.digest if taken else "",
                "in_use": bool(taken and taken.is_in_use),
                "origin": taken.origin if taken else "",
            }
        )
        return
    out(f"{len(names_in())} tables, those of the package" + (", but for newer ones" * bool(taken)))
    for name, digest in taken.files.items() if taken else ():
        out(f"{name}: sha256 {digest}")
    _print_taken()


def _print_taken() -> None:
    """Print the digest of all newer tables together, and whether they are in use."""
    from detente.actors.hand_made import SHOWN, facts_folder, taken_in

    taken = taken_in(facts_folder())
    if taken is None or not taken.files:
        return
    used = "in use" if taken.is_in_use else f"not in use: taken for version {taken.software}"
    out(f"newer tables: {len(taken.files)}, digest {taken.digest[:SHOWN]}, {used}")


@app.command(epilog="Example: detente facts check")
def check() -> None:
    """Read every hand-made table in use by its own reader; a row that breaks a rule is named."""
    from detente.actors.hand_made_check import check_tables

    files, rows = check_tables()
    out(f"{files} tables with {rows:,} rows: sound")


@app.command(epilog="Example: detente facts drop")
def drop() -> None:
    """Go back to the package's own tables."""
    from detente.sources.hand_made import drop_tables

    dropped = drop_tables()
    out(f"newer tables dropped: {dropped}")
