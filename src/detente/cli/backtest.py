"""``detente backtest``: the report card, every method's score beside its baseline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.console import Progress, out, out_json

EXAMPLE = "Example: detente backtest power --as-of 2013"
PAGES = ("card", "power", "institutions", "risk", "windows", "all")


def run(
    page: Annotated[
        str,
        typer.Argument(
            metavar="PAGE",
            help="card (all methods on one page), power, institutions, risk, windows or all.",
        ),
    ] = "all",
    as_of: Annotated[
        int | None, typer.Option("--as-of", help="Only scores that a view of this year could know.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--out", help="Also write each page as Markdown into this folder."),
    ] = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again", help="Compute every score anew from the sources: about ten minutes."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Print how each method did on past data, from the scores in the starter or computed anew."""
    from detente.actors.names import NEWEST
    from detente.errors import DateError, RequestError
    from detente.evaluation import report_card as scorecard
    from detente.evaluation.recompute import anew
    from detente.store.catalog import default_catalog

    if page not in PAGES:
        raise RequestError(f"no page of the report card is called '{page}'", near=PAGES)
    year = NEWEST if as_of is None else as_of
    if not 1816 <= year <= NEWEST:
        raise DateError(
            f"{year} lies outside 1816 to {NEWEST}", next_step="choose another year with --as-of"
        )
    if folder is not None and folder.exists() and not folder.is_dir():
        raise RequestError(
            f"'{folder}' is a file, not a folder", next_step="choose another with --out"
        )
    catalog = anew(Progress(quiet=as_json)) if again else default_catalog()
    made = [scorecard.page(catalog, name, year) for name in PAGES[:-1] if page in (name, "all")]
    if as_json:
        out_json([p.plain() for p in made])
    else:
        out("\n\n".join(p.markdown() for p in made))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for p in made:
            target = folder / f"report-card-{p.id}.md"
            part = target.with_suffix(".part")
            part.write_text(p.markdown() + "\n", encoding="utf-8")
            part.replace(target)
            Progress(quiet=as_json)(f"written: {target}")
