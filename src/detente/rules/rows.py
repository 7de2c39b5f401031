"""Cells of hand-made rows: a dated fact as a rule shows it."""

from __future__ import annotations

from datetime import date

from detente.evidence.cell import Cell

HAND_MADE = "blocs"
"""Id under which the project's own tables are cited."""


def row_cell(row: str, day: date, *, document: str, checked: bool) -> Cell:
    """Give a dated fact of a hand-made table as a cell.

    Parameters
    ----------
    row : str
        Stable id of the row; its table comes before the first colon.
    day : datetime.date
        The day of the fact.
    document : str
        The treaty, decision or report that fixes or states it.
    checked : bool
        Whether a page that states it was read.

    Examples
    --------
    >>> cell = row_cell(
    ...     "fighting:RUS-UKR:2022-02-24", date(2022, 2, 24), document="A/RES/ES-11/1", checked=True
    ... )
    >>> cell.table, cell.year
    ('fighting', 2022)
    """
    return Cell(
        row.partition(":")[0],
        "row",
        keys=(("row", row), ("day", day.isoformat())),
        value=1.0,
        unit="fact",
        sources=(HAND_MADE,),
        rule=document,
        checked=checked,
    )
