"""``detente changes``: which figures of a paper moved since its last edition, and why."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, out_json
from detente.cli.options import AsJson

if TYPE_CHECKING:
    from detente.paper.changes.compare import Change, Changes

EXAMPLE = "Needs two editions.\n\nExample: detente changes paper-2025 paper-2026"
WIDTH = 98
HEADS = {"moved": "moved", "new": "new figures", "gone": "no longer printed"}
"""Heading of each kind of change."""
ONE_EDITION = "a bundle, a brief.json, the sidecar of an edited paper, or the folder of a paper."


def run(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=f"The last edition: {ONE_EDITION}")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The newer edition, as OLD.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Say which figures moved from one edition of a paper to the next, from what to what, and why.

    A figure that is printed as before did not move, whatever its further digits.
    """
    from detente.editions.recorded import read_edition
    from detente.paper.changes.compare import compare

    found = compare(read_edition(old), read_edition(new))
    if as_json:
        out_json(found.plain())
        return
    _print(found)


def _print(found: Changes) -> None:
    """Print the count, the reasons, and every change."""
    out(found.summary)
    if found.by_reason:
        out(f"why: {found.by_reason}")
    for name, edition in (("old", found.old), ("new", found.new)):
        shown = [edition.relation, f"as of {edition.day}", edition.software, edition.identifier]
        out(f"{name}:  {', '.join(part for part in shown if part)}")
    for kind, head in HEADS.items():
        changes = found.of(kind)
        if changes:
            out()
            out(f"{head}:")
        for one in changes:
            for line in _lines(one):
                out(line)


def _lines(one: Change) -> list[str]:
    """Write one change: the figure, from what to what, and why."""
    forms = {"moved": f"{one.was} -> {one.now}", "new": one.now, "gone": one.was}
    head = f"- {one.id}: {forms[one.kind]}"
    lines = textwrap.wrap(head, WIDTH, subsequent_indent="    ", break_on_hyphens=False)
    if one.why:
        lines += textwrap.wrap(
            one.why, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
        )
    return lines
