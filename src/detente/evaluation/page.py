"""The form of the report card: pages of tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Row = tuple[str, ...]
NONE_YET = "none yet"
"""What a cell says of a score that no view could know yet."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of scores.

    Attributes
    ----------
    title, note : str
        What it shows; how to read it.
    heads : tuple of str
        Heads of the columns.
    rows : tuple of tuple of str
        Cells.
    """

    title: str
    heads: Row
    rows: tuple[Row, ...]
    note: str = ""

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "title": self.title,
            "heads": list(self.heads),
            "rows": [list(row) for row in self.rows],
            "note": self.note,
        }

    def markdown(self) -> str:
        """Write it as Markdown."""
        lines = [_line(self.heads), f"|{'|'.join('---' for _ in self.heads)}|"]
        lines += [_line(row) for row in self.rows]
        parts = [f"## {self.title}", "\n".join(lines), self.note]
        return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the report card.

    Attributes
    ----------
    id, title : str
        Short name, and heading.
    tables : tuple of Table
        In order.
    """

    id: str
    title: str
    tables: tuple[Table, ...]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "id": self.id,
            "title": self.title,
            "tables": [table.plain() for table in self.tables],
        }

    def markdown(self) -> str:
        """Write it as Markdown."""
        tables = [table.markdown() for table in self.tables] or ["Nothing can be scored yet."]
        return "\n\n".join([f"# {self.title}", *tables])


def page_of(id: str, title: str, tables: Iterable[Table]) -> Page:
    r"""Make a page of the tables that have rows.

    Parameters
    ----------
    id, title : str
        Short name, and heading.
    tables : iterable of Table
        In order.

    Examples
    --------
    >>> page_of("x", "X", [Table("empty", ("a",), rows=())]).markdown()
    '# X\n\nNothing can be scored yet.'
    """
    return Page(id, title, tables=tuple(table for table in tables if table.rows))


def coverage(part: float | None) -> str:
    """Write the part of outcomes inside a band.

    Parameters
    ----------
    part : float or None
        None where no outcome is known yet.

    Examples
    --------
    >>> coverage(0.814), coverage(None)
    ('81%', 'none yet')
    """
    return NONE_YET if part is None else f"{part:.0%}"


def _line(cells: Row) -> str:
    return f"| {' | '.join(cells)} |"
