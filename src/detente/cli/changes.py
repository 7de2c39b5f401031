"""``detente changes``: which figures of a paper moved since its last edition, and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
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
        for said, alike in _by_sentence(changes).items():
            for line in _lines(said, alike):
                out(line)


def _by_sentence(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Put the changes of one sentence together, in the order of the paper."""
    found: dict[str, list[Change]] = {}
    for one in changes:
        found.setdefault(one.said, []).append(one)
    return found


def _lines(said: str, changes: list[Change]) -> Iterator[str]:
    """Write a sentence, its figures from what to what, and why; a common reason once."""
    if said:
        yield from textwrap.wrap(said, WIDTH, break_on_hyphens=False)
    reasons = [one.why for one in changes]
    for one, following in zip(changes, (*reasons[1:], ""), strict=True):
        forms = {"moved": f"{one.was} -> {one.now}", "new": one.now, "gone": one.was}
        yield from _indented(f"- {one.id}: {forms[one.kind]}", 2)
        if one.why and one.why != following:
            yield from _indented(one.why, 4)


def _indented(text: str, by: int) -> list[str]:
    """Wrap a text; what follows its first line is set further in."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * by,
        subsequent_indent=" " * 4,
        break_on_hyphens=False,
    )
