"""Own facts: what a user's file adds to a paper and contests in it, and how to report an error."""

from __future__ import annotations

from importlib.metadata import metadata

from detente.actors.own_rows import OwnRow, Withdrawal
from detente.actors.rows_of_pair import own_facts_of, rows_of_pair, seen_by
from detente.findings.own_marks import summary_of
from detente.paper.blocks import Grid, Paragraph
from detente.paper.brief import Brief
from detente.paper.document import Section
from detente.paper.sections.blocks import written

ISSUES = ("issues", "bug tracker", "tracker")
"""Names under which a project gives the address of its issues."""
UNSEEN = "dated after the view: not used"


def sections(brief: Brief) -> tuple[Section, ...]:
    """Lay out the rows of a user's file; nothing where none was given."""
    if not brief.pair.own:
        return ()
    own = own_facts_of(brief.pair)
    blocks: list[Paragraph | Grid] = [Paragraph(summary_of(own))]
    if own.rows:
        rows = tuple(_row(row, brief) for row in own.rows)
        blocks.append(_grid("own-rows", "Rows that the file adds", rows=rows))
    if own.withdrawals:
        rows = tuple(_withdrawal(one) for one in own.withdrawals)
        blocks.append(_contested(rows))
    return (Section("own", f"Facts according to {own.author}", blocks=tuple(blocks), part="annex"),)


def _row(row: OwnRow, brief: Brief) -> tuple[str, ...]:
    """Write a row of the file."""
    seen = seen_by(row, brief.pair)
    what = row.what if seen else f"{row.what} ({UNSEEN})"
    return (row.id, written(row.day, "day"), what, row.source)


def _grid(name: str, title: str, *, rows: tuple[tuple[str, ...], ...]) -> Grid:
    return Grid(
        name,
        title,
        columns=("Row", "From", "What it says", "Source"),
        rows=rows,
        source="The author of the file answers for these rows; the project has not checked them.",
        wide=True,
        widths=(4.4, 1.8, 5.4, 4.4),
    )


def _withdrawal(one: Withdrawal) -> tuple[str, ...]:
    """Write a contested row of the project."""
    return (one.row, one.what, one.why, one.replaced_by or "nothing")


def _contested(rows: tuple[tuple[str, ...], ...]) -> Grid:
    return Grid(
        "own-contested",
        "Rows of the project that the file contests",
        columns=("Row", "What it says", "Why it is contested", "Replaced by"),
        rows=rows,
        source="These rows are left out of this paper.",
        wide=True,
        widths=(4.4, 4.2, 4.2, 3.2),
    )


def how_to_report(brief: Brief) -> Paragraph:
    """Say how an error in a hand-made row is reported; the example is a row of the pair itself.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    rows = [row.id for row in rows_of_pair(brief.pair) if not row.own]
    # an id without blanks does not break in the middle of a line
    example = next((f" ({row})" for row in rows if " " not in row), "")
    return Paragraph(
        f"Errors. Every hand-made row has an id{example}; "
        "evidence/rows.parquet lists those that this paper read, with their sources. To report an "
        f"error, name the row and a public document that says otherwise {issues_page()}. With "
        "--facts FILE a row can be corrected at once, under your own name."
    )


def issues_page() -> str:
    """Say where errors are reported: the address that the package declares, if it does."""
    declared = metadata("detente").get_all("Project-URL") or []
    for entry in declared:
        label, _, address = str(entry).partition(",")
        if label.strip().lower() in ISSUES:
            return f"at {address.strip()}"
    return "in an issue of the project's repository"
