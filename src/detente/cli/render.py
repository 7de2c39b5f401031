"""``detente render``: a paper from its edited text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import beside, out, progress

if TYPE_CHECKING:
    from detente.editions.refusals import RefusedEdition
    from detente.editions.render import Rendered

EXAMPLE = "Needs an edited paper.\n\nExample: detente render paper/paper.docx --out edition"
Text = Annotated[
    Path, typer.Argument(metavar="PAPER", help="paper.md or paper.docx, as you edited it.")
]
Folder = Annotated[
    Path | None, typer.Option("--out", help="Folder to write; that of the text by default.")
]
Figures = Annotated[
    Path | None,
    typer.Option("--figures", help="Its file of figures; the one beside the text by default."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]
MOST_FAULTS = 200
"""Faults that are listed; who has more has another file."""


def run(
    text: Text, *, folder: Folder = None, figures: Figures = None, quiet: Quiet = False
) -> None:
    """Write HTML, PDF and JSON from an edited paper; a figure that was typed is refused."""
    from detente.editions.refusals import RefusedEdition
    from detente.editions.render import render

    try:
        with progress(quiet=quiet):
            rendered = render(text, folder, figures)
    except RefusedEdition as refused:
        list_faults(refused)
        raise
    _say(rendered)


def list_faults(refused: RefusedEdition) -> None:
    """List every fault; the last line of the command repeats the first of them."""
    if len(refused.faults) > 1:
        for fault in refused.faults[:MOST_FAULTS]:
            beside(fault.line)


def _say(rendered: Rendered) -> None:
    """Say what was written, and what in it is the editor's."""
    for remark in rendered.remarks:
        out(remark)
    for figure, source in rendered.own:
        out(f"your own figure: {figure} ({source})")
    said = "edited" if rendered.edited else "every word as it was"
    names = ", ".join(path.name for path in rendered.paths)
    out(f"written to {rendered.paths[0].parent}: {names} ({said})")
