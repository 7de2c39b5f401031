"""``detente brief``: the paper on a relation."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsOf, Facts, First, Second, relation_key

if TYPE_CHECKING:
    from detente.paper.brief import Brief

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente brief NATO Russia --as-of 2013 --out paper"


def run(
    first: First,
    second: Second,
    *,
    as_of: AsOf = None,
    facts: Facts = None,
    scenario: Annotated[
        str | None, typer.Option(help="accession, association, exit or none; chosen by the pair.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Year of the change; the year after the view by default.")
    ] = None,
    horizon: Annotated[int, typer.Option(min=1, max=25, help="Years of the forecasts.")] = 20,
    draws: Annotated[
        int,
        typer.Option(
            min=100,
            max=20000,
            help="Random sets of dates with which the turning points are compared.",
        ),
    ] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 1,
    folder: Annotated[
        Path | None, typer.Option("--out", help="Folder to write; brief-A-B by default.")
    ] = None,
    claims: Annotated[
        Path | None, typer.Option("--claims", help="A file of claims to be tested with the data.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print brief.json instead of the headlines.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Write a citable paper on a relation: HTML, PDF, JSON, BibTeX and the evidence behind it."""
    from detente.analysis.options import Options
    from detente.claims.document import read
    from detente.cli.designations import with_footnotes
    from detente.paper.brief import make
    from detente.paper.write import prepare, write
    from detente.paper.writers.json import record
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    view = relation_key(first, second, as_of, facts)
    options = Options(scenario=scenario, year=year, horizon=horizon, draws=draws, seed=seed)
    document = read(claims) if claims is not None else None
    brief = make(default_catalog(default_store()), view, options, claims=document)
    target = folder or Path(f"brief-{view.first.key}-{view.second.key}".lower())
    prepare(target)
    with progress(quiet=quiet):
        logger.info("measuring %s", view.words)
        written = write(brief, target)
    if as_json:
        out_json(record(brief))
        return
    for line in with_footnotes(_headlines(brief), view):
        out(line)
    out("written: " + ", ".join(str(path) for path in written))


def _headlines(brief: Brief) -> Iterator[str]:
    """Give the first sentence of each part, the verdicts on claims and the recommendations."""
    from detente.span import month_words

    yield f"{brief.pair.label}, as of {month_words(brief.pair.day)}"
    yield f"  state: {brief.relation.state.sentence}"
    for structure in ("power", "identity", "institutions"):
        for finding in brief.of(structure)[:1]:
            yield f"  {structure}: {finding.text}"
    if brief.explanation:
        yield f"  explanation: {brief.explanation.text}"
    for finding in brief.of("synthesis")[:1]:
        yield f"  risk: {finding.text}"
    for verdict in brief.claims:
        yield f"  claim {verdict.claim.id}, {verdict.verdict}: {verdict.claim.text}"
    for item in brief.recommendations:
        yield f"  - {item.text}"
