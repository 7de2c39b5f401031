"""``detente panel``: state-years and dyad-years for researchers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.talk import Progress, out, out_json

EXAMPLE = "Example: detente panel dyad-years --years 1946-2010 --add nmc --add atop --out dyads.parquet"
GRAINS = ("state-years", "dyad-years")


def run(
    grain: Annotated[str, typer.Argument(help="state-years or dyad-years.")],
    path: Annotated[Path, typer.Option("--out", help="File to write: .parquet, .csv or .dta.")],
    system: Annotated[str, typer.Option(help="cow or gw.")] = "cow",
    directed: Annotated[bool, typer.Option("--directed", help="Both orders of each pair.")] = False,
    years: Annotated[str | None, typer.Option(help="First and last year: 1946-2010.")] = None,
    adds: Annotated[list[str] | None, typer.Option("--add", help="Columns to add, by name; may be repeated.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Do not pull what the store lacks.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print rows, columns and versions as JSON.")] = False,
) -> None:
    """Build a panel in the grains of the field and write it with labels and versions."""
    from detente.errors import RequestError
    from detente.panel.export import ending_of
    from detente.panel.panel import dyad_years, state_years
    from detente.span import parse_years

    if grain not in GRAINS:
        raise RequestError(f"no grain is called '{grain}'", near=GRAINS)
    if directed and grain == "state-years":
        raise RequestError("--directed is about pairs of states", next_step="leave it out, or ask for dyad-years")
    ending_of(path)
    say = Progress()
    span = parse_years(years) if years else None
    panel = state_years(system, years=span) if grain == "state-years" else dyad_years(
        system, directed=directed, years=span)
    for name in [part for given in adds or [] for part in given.split(",") if part]:
        say(f"adding {name}")
        panel = panel.add(name, offline=True if offline else None)
    for note in panel.notes:
        say(note)
    say("computing and writing")
    written = panel.write(path)
    frame = panel.frame.collect_schema().names()
    if as_json:
        out_json({"file": str(written), "columns": frame, "versions": panel.versions(), "notes": list(panel.notes)})
        return
    out(f"{written}: {len(frame)} columns ({', '.join(frame)})")
