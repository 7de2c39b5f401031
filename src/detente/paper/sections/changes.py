"""The section on what changed since the last edition."""

from __future__ import annotations

from detente.claims.scoreboard import shortened
from detente.paper.blocks import Grid, Paragraph
from detente.paper.changes.compare import GONE, MOVED, NEW, Change, Changes
from detente.paper.document import Document, Section

ID = "changes"
MOST = 60
"""Rows of the table; all changes are in the record."""
LONGEST = 160
"""Letters of a sentence in the table."""
WORDS = {NEW: "new figure", GONE: "no longer printed", MOVED: ""}


def section(changes: Changes) -> Section:
    """Lay out what changed.

    Parameters
    ----------
    changes : Changes
        The comparison with the last edition.
    """
    leading = changes.by_reason
    why = f" Why the figures moved: {leading}." if leading else ""
    lead = Paragraph(f"Since {_edition(changes)}: {changes.summary}{why}")
    blocks = (lead, _table(changes)) if changes.changes else (lead,)
    title = "What changed since the last edition"
    return Section(ID, title, blocks=blocks, part="annex")


def changes_in(document: Document) -> str:
    """Give what a paper says of its changes; empty where it is not written since another.

    Parameters
    ----------
    document : Document
        The paper.
    """
    found = (one.blocks[0] for one in document.sections if one.id == ID)
    return "".join(lead.text for lead in found if isinstance(lead, Paragraph))


def _edition(changes: Changes) -> str:
    """Name the last edition."""
    old = changes.old
    name = f" ({old.identifier})" if old.identifier else ""
    return f"the edition as of {old.day}, {old.software}{name}"


def _table(changes: Changes) -> Grid:
    shown = changes.changes[:MOST]
    more = len(changes.changes) - len(shown)
    source = "A figure that is printed as before did not move, whatever its further digits."
    if more:
        source += f" {more} more changes are in brief.json."
    return Grid(
        "changed-figures",
        "Figures that moved, are new or are gone",
        columns=("sentence", "was", "is", "why"),
        rows=tuple(_row(one) for one in shown),
        source=source,
        wide=True,
        widths=(5, 1.4, 1.4, 4),
    )


def _row(one: Change) -> tuple[str, ...]:
    return (shortened(one.said, LONGEST), one.was, one.now, one.why or WORDS[one.kind])
