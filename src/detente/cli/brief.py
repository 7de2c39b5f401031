"""``detente brief``: the paper on a relation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.console import Progress, out, out_json

EXAMPLE = (
    "Example: detente brief NATO Russia --as-of 2013 --scenario accession --year 2014 --out paper"
)


def run(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A state or bloc: name, ISO letters or COW code.")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="Year of the view; nothing after it enters.")
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(help="accession, association, exit or none; chosen by the pair.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Year of the change; the year after the view by default.")
    ] = None,
    horizon: Annotated[int, typer.Option(min=1, max=25, help="Years of the forecasts.")] = 20,
    draws: Annotated[
        int, typer.Option(min=100, max=20000, help="Random placements behind the null of turns.")
    ] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 1,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Folder to write; brief-A-B by default.")
    ] = None,
    claims: Annotated[
        Path | None, typer.Option("--claims", help="A file of claims to be held against the data.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print brief.json instead of the headlines.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Write a citable paper on two states or alliances: HTML, PDF, JSON, BibTeX and the evidence behind every number."""
    from detente.actors.names import NEWEST
    from detente.actors.relation_key import pair
    from detente.analysis.options import Options
    from detente.claims.document import read
    from detente.paper.brief import make
    from detente.paper.write import prepare, write
    from detente.paper.writers.json import record
    from detente.scenarios.accounting import check_year, choose
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    say = Progress(quiet=quiet)
    view = pair(a, b, NEWEST if as_of is None else as_of)
    options = Options(scenario, year, horizon, draws, seed)
    target = folder or Path(f"brief-{view.a.key}-{view.b.key}".lower())
    choose(view, scenario)
    check_year(view, year)
    document = read(claims, newest=NEWEST) if claims is not None else None
    prepare(target)
    made = make(default_catalog(default_store()), view, options, claims=document)
    written = write(made, target, say)
    if as_json:
        out_json(record(made))
        return
    out(f"{view.label}, as of December {view.as_of}")
    for structure in ("power", "identity", "institutions"):
        found = made.of(structure)
        if found:
            out(f"  {structure}: {found[0].text}")
    if made.explanation:
        out(f"  synthesis: {made.explanation.text}")
    for finding in made.of("synthesis")[:1]:
        out(f"  risk: {finding.text}")
    for verdict in made.claims:
        out(f"  claim {verdict.claim.id}, {verdict.verdict}: {verdict.claim.text}")
    for item in made.recommendations:
        out(f"  - {item.text}")
    out("written: " + ", ".join(str(path) for path in written))
