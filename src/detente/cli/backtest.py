"""``detente backtest``: the report card, every method's score beside its baseline."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json, progress
from detente.cli.options import AsJson, require_folder, view
from detente.files import scratch_folder, write_text

if TYPE_CHECKING:
    from detente.evaluation.page import Page
    from detente.scenarios.proof.tables import Record

logger = logging.getLogger(__name__)
EXAMPLE = "Example: detente backtest power --as-of 2013"
PAGES = ("card", "power", "institutions", "risk", "windows", "state", "scenario", "all")
SCENARIO = "scenario"
"""The page that is computed from the tables of the package, and not from the sources."""
RECORD = "scenario-record"
"""Folder of its record beside the pages."""


def run(
    page: Annotated[
        str,
        typer.Argument(
            metavar="PAGE",
            help="card (all on one page), power, institutions, risk, windows, state, scenario or "
            "all.",
        ),
    ] = "all",
    *,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="YEAR|YYYY-MM-DD",
            help="Only scores that a view of this year or day could know.",
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--out", help="Also write each page as Markdown into this folder."),
    ] = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help="Recompute every score from the sources: about ten minutes; those of scenarios "
            "from the tables of the package, about as long, and interrupted work goes on.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print how each method did out of sample, beside its baseline."""
    from detente.cli.markdown import rendered
    from detente.errors import RequestError
    from detente.evaluation import report_card
    from detente.evaluation.recompute import anew
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    if page not in PAGES:
        raise RequestError(f"no page of the report card is called '{page}'", near=PAGES)
    day = view(as_of)
    require_folder(folder)
    names = PAGES[:-1] if page == "all" else (page,)
    with progress(quiet=as_json), scratch_folder() as computed:
        # the facts are compared with sources that only a store of the user holds
        held = default_store(offline=True) if page == "state" else None
        from_sources = again and set(names) != {SCENARIO}
        catalog = anew(computed) if from_sources else default_catalog(held)
        record = _record(folder) if again and SCENARIO in names else None
        pages = [report_card.page(catalog, name, day, record) for name in names]
        if folder is not None:
            _write(pages, folder)
    if as_json:
        out_json([made.plain() for made in pages])
    else:
        for line in rendered("\n\n".join(made.markdown() for made in pages)):
            out(line)


def _record(folder: Path | None) -> Record:
    """Compute the record of scenarios; write it as well where a folder is asked for."""
    from detente.scenarios.proof.compute import compute
    from detente.scenarios.proof.tables import write
    from detente.store.catalog import default_catalog
    from detente.store.home import default_store

    record = compute(default_catalog(), default_store().home)
    if folder is not None:
        write(record, folder / RECORD)
    return record


def _write(pages: list[Page], folder: Path) -> None:
    """Write each page as Markdown."""
    for page in pages:
        target = folder / f"report-card-{page.id}.md"
        write_text(target, page.markdown() + "\n")
        logger.info("written: %s", target)
